// Checks the words that package.json shows in each language: its %keys% are those of package.nls.json and of its translations, no more and
// no fewer, and a translated link leads where the English one does. The walkthrough's pages are translated, too.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const problems = [];

const used = new Set([...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
const english = JSON.parse(read("package.nls.json"));
const translations = readdirSync(root).filter((name) => /^package\.nls\.\w+\.json$/.test(name));
for (const file of ["package.nls.json", ...translations]) {
  const words = JSON.parse(read(file));
  for (const key of used) if (!(key in words)) problems.push(`${file} lacks "${key}".`);
  for (const key of Object.keys(words)) {
    if (!used.has(key)) problems.push(`${file} has "${key}", which package.json does not use.`);
    else if (links(words[key]) !== links(english[key] ?? "")) problems.push(`${file}: the links in "${key}" are not the English ones.`);
  }
}

const pages = readdirSync(path.join(root, "walkthrough")).filter((name) => /^\w+\.md$/.test(name));
for (const language of translations.map((name) => name.split(".")[2])) {
  for (const page of pages.map((name) => name.replace(".md", `.nls.${language}.md`))) {
    if (!existsSync(path.join(root, "walkthrough", page))) problems.push(`There is no walkthrough/${page}.`);
  }
}

problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length === 0 ? 0 : 1;

function links(words) {
  return String(words.match(/\]\([^)]*\)/g));
}
