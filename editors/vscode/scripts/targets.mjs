// The platforms that VS Code has, and how the server of each is built. Run by itself it says which can be built on this machine, and
// what the others need.

import { execFileSync } from "node:child_process";
import path from "node:path";

/** `name`: VS Code's, `rust`: Rust's; `by`: the cargo command that builds it on another platform. */
export const TARGETS = [
  { name: "linux-x64", rust: "x86_64-unknown-linux-gnu", by: "zigbuild" },
  { name: "linux-arm64", rust: "aarch64-unknown-linux-gnu", by: "zigbuild" },
  { name: "linux-armhf", rust: "armv7-unknown-linux-gnueabihf", by: "zigbuild" },
  { name: "alpine-x64", rust: "x86_64-unknown-linux-musl", by: "zigbuild" },
  { name: "alpine-arm64", rust: "aarch64-unknown-linux-musl", by: "zigbuild" },
  { name: "darwin-x64", rust: "x86_64-apple-darwin", by: "zigbuild" },
  { name: "darwin-arm64", rust: "aarch64-apple-darwin", by: "zigbuild" },
  { name: "win32-x64", rust: "x86_64-pc-windows-msvc", by: "xwin build", windows: true },
  { name: "win32-arm64", rust: "aarch64-pc-windows-msvc", by: "xwin build", windows: true },
];

/** Where the commands come from. */
const FROM = { zigbuild: "cargo install --locked cargo-zigbuild, and zig (pip install ziglang)", "xwin build": "cargo install --locked cargo-xwin, and clang" };

/** The target of the machine that this runs on. */
export function thisTarget() {
  return `${process.platform}-${process.arch === "arm" ? "armhf" : process.arch}`;
}

/** Builds the server of a target in release mode; its path. */
export function buildServer(target, repository) {
  const own = target.name === thisTarget();
  const missing = own ? [] : needs(target);
  if (missing.length > 0) {
    console.error(`The server for ${target.name} cannot be built here yet:\n  ${missing.join("\n  ")}`);
    process.exit(2);
  }
  const built = own ? ["build"] : [...target.by.split(" "), "--target", target.rust];
  // `rapporteur --version` tells it.
  const commit = said("git", "-C", repository, "rev-parse", "--short=9", "HEAD").trim();
  const env = commit === "" ? process.env : { ...process.env, RAPPORTEUR_COMMIT: commit };
  execFileSync("cargo", [...built, "--release", "--locked"], { cwd: repository, stdio: "inherit", env });
  const folder = process.env.CARGO_TARGET_DIR ?? path.join(repository, "target");
  return path.join(folder, own ? "" : target.rust, "release", target.windows ? "rapporteur.exe" : "rapporteur");
}

/** What is still to be installed before a target can be built here. */
function needs(target) {
  const [command] = target.by.split(" ");
  const missing = [];
  if (!said("rustup", "target", "list", "--installed").split("\n").includes(target.rust)) missing.push(`rustup target add ${target.rust}`);
  if (!said("cargo", "--list").includes(`\n    ${command} `)) missing.push(FROM[target.by]);
  return missing;
}

function said(program, ...args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const target of TARGETS) {
    const own = target.name === thisTarget();
    const missing = own ? [] : needs(target);
    const how = `npm run package${own ? "" : ` -- --target ${target.name}`}`;
    console.log(`${target.name.padEnd(13)} ${missing.length === 0 ? how : `needs: ${missing.join("; ")}; then: ${how}`}`);
  }
}
