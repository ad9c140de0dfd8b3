// Takes the README's pictures from those that the last run of the tests in a window has kept.

import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const PICTURES = {
  "light.png": "light/14 what is typed is in the preview at once.png",
  "completion.png": "light/07 a citation completes itself.png",
  "dark.png": "dark/15 the text as proposed stands beside the draft.png",
};

mkdirSync(path.join(root, "pictures"), { recursive: true });
for (const [name, step] of Object.entries(PICTURES)) {
  copyFileSync(path.join(root, "test/ui/pictures", step), path.join(root, "pictures", name));
}
