// Takes the README's pictures from those that the last run of the tests in a window has kept.

import { copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");

/** Of which theme and step each is. */
const PICTURES = {
  "light.png": ["light", "what is typed is in the preview at once"],
  "completion.png": ["light", "a citation completes itself"],
  "dark.png": ["dark", "the text as proposed stands beside the draft"],
};

mkdirSync(path.join(root, "pictures"), { recursive: true });
for (const [name, [theme, step]] of Object.entries(PICTURES)) {
  copyFileSync(kept(theme, step), path.join(root, "pictures", name));
}

/** The newest picture of a step: its number stands before the name, and one of an older run may have another. */
function kept(theme, step) {
  const folder = path.join(root, "test/ui/pictures", theme);
  const all = readdirSync(folder).filter((name) => name.endsWith(` ${step}.png`)).map((name) => path.join(folder, name));
  return all.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
}
