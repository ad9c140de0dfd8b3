// The packaged extension that is tried.

import path from "node:path";

export const VSIX = process.env.RAPPORTEUR_VSIX ?? path.join(import.meta.dirname, `../../rapporteur-${process.platform}-${process.arch}.vsix`);
