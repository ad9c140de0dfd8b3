// Runs the tests of test/host inside the extension host of a real VS Code, as its own test driver would.

import { cpSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM, startCodeServer } from "./code-server.mjs";

const root = path.join(import.meta.dirname, "../..");
const LIMIT_MS = 240_000;

const workspace = mkdtempSync(path.join(os.tmpdir(), "rapporteur-drafts-"));
cpSync(path.join(root, "sample"), workspace, { recursive: true });
const machine = { "rapporteur.server.path": process.env.RAPPORTEUR };
const vscode = await startCodeServer({ driver: true, machine });
const browser = await chromium.launch(CHROMIUM);
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });

const code = await new Promise((resolve) => {
  const late = setTimeout(() => resolve("none within the time limit"), LIMIT_MS);
  void page.exposeFunction("codeAutomationLog", (_, args) => show(formatted(args)));
  void page.exposeFunction("codeAutomationExit", (code) => {
    clearTimeout(late);
    resolve(code);
  });
  const remote = (file) => `vscode-remote://127.0.0.1:${vscode.port}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(root)],
    ["extensionTestsPath", remote(path.join(root, "out/index.js"))],
    ["skipWelcome", "true"],
  ];
  void page.goto(`${vscode.url}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
});
await browser.close();
await vscode.stop();
if (code !== 0) {
  console.error(`The tests ended with ${code}; logs are in ${vscode.home}`);
  process.exitCode = 1;
}

/** Shows what the tests say, and not what else VS Code has to say of itself. */
function show(words) {
  if (words[0] === "" || /^(  |\d+ passed)/.test(words[0])) console.log(...words);
}

/** Mocha's lines have their words in places of their own. */
function formatted([first, ...rest]) {
  if (typeof first !== "string") return [first, ...rest];
  return [first.replace(/%[sdo]/g, () => String(rest.shift())), ...rest];
}
