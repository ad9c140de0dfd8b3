// Builds what the extension runs into dist: its own code, the script of the preview, the grammar, the schema of rapporteur.toml.
// With --tests also the tests that run inside VS Code.

import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { writeGrammar } from "./grammar.mjs";

const root = path.join(import.meta.dirname, "..");
const dist = path.join(root, "dist");
const node = { bundle: true, platform: "node", target: "node20", format: "cjs", external: ["vscode"] };

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await build({ ...node, entryPoints: [path.join(root, "src/extension.ts")], outfile: path.join(dist, "extension.js"), minify: true });
await build({ bundle: true, platform: "browser", target: "es2022", entryPoints: [path.join(root, "src/page.ts")], outfile: path.join(dist, "page.js"), minify: true });
await writeGrammar(path.join(dist, "resolution.tmLanguage.json"));
await copyFile(path.join(root, "../rapporteur.schema.json"), path.join(dist, "rapporteur.schema.json"));

if (process.argv.includes("--tests")) {
  const [tests, out] = [path.join(root, "test/host"), path.join(root, "out")];
  await rm(out, { recursive: true, force: true });
  const files = (await readdir(tests)).filter((name) => name.endsWith(".ts")).map((name) => path.join(tests, name));
  // Mocha looks for its parts at run time.
  await build({ ...node, entryPoints: files, outdir: out, external: ["vscode", "mocha"], sourcemap: "inline" });
}
