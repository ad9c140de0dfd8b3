// A private VS Code for one run of tests: on a free port, with settings, folders and extensions of its own.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

/** What would only be in the way, or ask the network. */
const QUIET = {
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off",
  "editor.hover.delay": 100,
  "npm.autoDetect": "off",
};

/** How Debian's Chromium is started. */
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** Starts it. `machine`: settings that belong to the machine with the extension host; `driver`: tests may run inside that host. */
export async function startCodeServer({ vsix, settings = {}, machine = {}, driver = false, trusted = true }) {
  const entry = path.join(process.env.CODE_SERVER, "out/node/entry.js");
  const home = mkdtempSync(path.join(os.tmpdir(), "rapporteur-vscode-"));
  const [data, extensions] = [path.join(home, "data"), path.join(home, "extensions")];
  mkdirSync(extensions);
  for (const [kind, own] of Object.entries({ User: { ...QUIET, ...settings }, Machine: machine })) {
    mkdirSync(path.join(data, kind), { recursive: true });
    writeFileSync(path.join(data, kind, "settings.json"), JSON.stringify(own));
  }
  const common = [entry, "--user-data-dir", data, "--extensions-dir", extensions, "--config", path.join(home, "config.yaml")];
  if (vsix) execFileSync(process.execPath, [...common, "--install-extension", vsix], { stdio: "pipe" });
  const port = await freePort();
  const log = path.join(home, "server.log");
  const options = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "-e"];
  if (trusted) options.push("--disable-workspace-trust");
  if (driver) options.push("--vscode-option", "enable-smoke-test-driver");
  const output = openSync(log, "w");
  // Without an address for extensions nothing is looked up.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  const server = spawn(process.execPath, [...common, ...options], { stdio: ["ignore", output, output], env });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, () => server.exitCode === null, () => readFileSync(log, "utf8"));
  const stop = async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 5000);
    await gone;
    clearTimeout(late);
  };
  return { url, port, home, data, stop };
}

async function answering(url, alive, log) {
  for (const end = Date.now() + 60_000; alive() && Date.now() < end; ) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`code-server did not start:\n${log()}`);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
