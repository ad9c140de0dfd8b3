// Writes the TextMate grammar: grammar/resolution.json, with the call words of the server's own data in the place of {{calls}}.

import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const root = path.join(import.meta.dirname, "../../..");

/** Writes it to a file. */
export async function writeGrammar(file) {
  const folder = path.join(root, "src/syntax/data/languages");
  const languages = await Promise.all((await readdir(folder)).filter((name) => name.endsWith(".json")).map(async (name) => JSON.parse(await readFile(path.join(folder, name), "utf8"))));
  const rows = languages.flatMap(({ calls }) => calls);
  const words = rows.flatMap((row) => [...row.words, ...Object.keys(row.variants ?? {})]);
  // The longest first: "noting" must not hide "noting with concern" once that is a call of its own.
  const calls = [...new Set(words)].sort((one, other) => other.length - one.length).map(escaped).join("|");
  const grammar = await readFile(path.join(root, "editors/vscode/grammar/resolution.json"), "utf8");
  await writeFile(file, grammar.replaceAll("{{calls}}", JSON.stringify(calls).slice(1, -1)));
}

function escaped(word) {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
