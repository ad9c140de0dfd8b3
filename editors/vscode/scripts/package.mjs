// Makes the .vsix for one platform: the server in release mode, the extension, vsce. With --target TARGET for another platform (npm run
// targets lists them), with --server FILE for a server that was built already. The server of the own platform needs only Rust.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildServer, TARGETS, thisTarget } from "./targets.mjs";

const root = path.join(import.meta.dirname, "..");
const repository = path.join(root, "../..");
const { values } = parseArgs({ options: { target: { type: "string", default: thisTarget() }, server: { type: "string" } } });
const target = TARGETS.find((it) => it.name === values.target);
if (target === undefined) {
  console.error(`There is no target ${values.target}; there are ${TARGETS.map((it) => it.name).join(", ")}.`);
  process.exit(2);
}

const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: "inherit" });

run(process.execPath, "node_modules/typescript/bin/tsc");
run(process.execPath, "scripts/nls.mjs");
run(process.execPath, "scripts/build.mjs");

const server = values.server ?? buildServer(target, repository);
const bundled = path.join(root, "server", target.windows ? "rapporteur.exe" : "rapporteur");
rmSync(path.dirname(bundled), { recursive: true, force: true });
mkdirSync(path.dirname(bundled));
copyFileSync(server, bundled);
chmodSync(bundled, 0o755);

const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFileSync(path.join(repository, name), "utf8"));
writeFileSync(path.join(root, "LICENSE.txt"), ["MIT or Apache-2.0, as you choose.", ...licences].join("\n\n"));

const vsix = `rapporteur-${target.name}.vsix`;
const packed = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--target", target.name, "--out", vsix];
run(process.execPath, "node_modules/@vscode/vsce/vsce", "package", ...packed);
try {
  run("python3", "scripts/squeeze.py", vsix);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
  console.log("Without python3 the package is a little larger.");
}
console.log(`\nInstall it with: code --install-extension ${path.relative(process.cwd(), path.join(root, vsix)) || vsix}`);
