// Drafts with the packaged extension and its bundled server in a real window, once in the light theme and once in the dark one, there
// in a folder that is not trusted. A picture of each step is kept in test/ui/pictures.

import assert from "node:assert";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM, startCodeServer } from "../tools/code-server.mjs";
import { VSIX } from "./vsix.mjs";
import { Window } from "./window.mjs";

const root = path.join(import.meta.dirname, "../..");
const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern" };

/** The steps, in their order; each begins where the one before has left the window. */
const STEPS = {
  async "the draft is opened, and what is wrong is underlined"(window) {
    await window.file("sample.resolution");
    await window.see("#status\\.editor\\.mode", "Resolution");
    await window.see(".squiggly-error");
    await window.see("#rapporteur\\.rapporteur\\.rapporteur\\.status", "WTSA-24 · 2");
  },

  async "the Problems panel says what"(window) {
    await window.keys("Control+Shift+m");
    await window.see(".markers-panel .monaco-list-row", "There is no m) in considering");
    await window.see(".markers-panel .monaco-list-row", "is superseded");
  },

  async "a hover shows the clause behind a reference"(window) {
    await window.keys("Control+j");
    await window.goTo(27, 66);
    await window.press(["Control+k", "Control+i"], ".monaco-hover", "seldom read by another");
  },

  async "F12 goes there"(window) {
    await window.keys("Escape", "F12");
    await window.see("#status\\.editor\\.selection", "Ln 20");
  },

  async "the label is renamed, and the reference moves along"(window) {
    await window.keys("F2");
    await (await window.see(".rename-box input:focus")).fill("j");
    await window.keys("Enter");
    await window.line(/considering\sj\)\sabove/);
  },

  async "Enter brings the next label, and the cursor is where its words belong"(window) {
    await window.goTo(7, 1);
    // The line is wrapped: its end is the second one.
    await window.keys("End", "End", "Enter");
    // Once it is asked what becomes of the clauses after it.
    await (await window.see(".quick-input-list .monaco-list-row", "Re-letter the rest")).click();
    await window.line(/^\{\+\+b\)\s*$/);
    await window.cursorIsAt(8, 9);
    await window.line(/c.{0,6}\)\s*Resolution\s50/);
  },

  async "a citation completes itself"(window) {
    await window.type("Resolution 13", 60);
    // A list that was asked for while the words came in may have gone again: then the drafter asks.
    const titles = [".suggest-widget .monaco-list-row", "Resolution 139"];
    await window.see(...titles, 5000).catch(() => window.press(["Escape", "Control+Space"], ...titles));
  },

  async "and is put in whole"(window) {
    await (await window.see(".suggest-widget .monaco-list-row", "Resolution 139 (Rev. Bucharest, 2022)")).click();
    // The title may stand between the words already.
    await window.line(/Resolution\s139\s\(Rev\.\sBucharest,\s2022\)/);
    await window.line(/Plenipotentiary\sConference$/);
    await window.type(", on access for all;");
  },

  async "the light bulb offers the edition in force"(window) {
    await window.goTo(7, 8);
    // Findings that come in take the menu away again.
    await window.press(["Escape", "Control+."], ".action-widget .monaco-list-row", "Cite (Rev. Bucharest, 2022)");
  },

  async "and writes it, as a tracked change"(window) {
    await window.keys("Enter");
    await window.line(/Dubai,\s2018~>Bucharest,\s2022/);
  },

  async "the preview shows the draft as it is printed"(window) {
    await window.keys("Control+k", "v");
    await window.preview().locator("h1", { hasText: "RESOLUTION 58" }).waitFor();
    await window.preview().locator("ins", { hasText: "Bucharest, 2022" }).first().waitFor();
  },

  async "the preview follows the draft, and the draft the preview"(window) {
    const page = window.preview();
    const scrolled = () => page.locator("body").evaluate(() => window.scrollY);
    await window.goTo(33);
    await window.until("the preview has scrolled down", async () => (await scrolled()) > 100);
    await window.page.waitForTimeout(400);
    await page.locator("body").evaluate(() => window.scrollTo(0, 0));
    await window.line(/^MOD/);
    await page.locator("div.clause", { hasText: "universities train" }).click();
    await window.see("#status\\.editor\\.selection", "Ln 21");
  },

  async "what is typed is in the preview at once"(window) {
    await window.goTo(11);
    await window.keys("End", "End");
    await window.type(" always");
    await window.preview().locator("div.clause", { hasText: "always" }).waitFor();
    await window.keys(...Array(" always".length).fill("Backspace"));
  },

  async "of two alternatives in brackets the one at the cursor is chosen, with a key"(window) {
    await window.goTo(25);
    await window.keys("End", "End", "ArrowLeft");
    await window.type(" [at once][in time]");
    await window.goTo(1);
    await window.press(["Control+k", "Alt+n"], "#status\\.editor\\.selection", "Ln 25, Col 85");
    await window.press(["Control+k", "Alt+n"], "#status\\.editor\\.selection", "Ln 25, Col 94");
    await window.keys("Control+k", "Alt+o");
    // What was not agreed was only typed just now, so that nothing is left of it.
    await window.line(/time\+\+\},$/);
    await window.unsee(".view-line", "at once");
  },

  async "the item in the status bar offers what can be done"(window) {
    await (await window.see("#rapporteur\\.rapporteur\\.rapporteur\\.status")).click();
    await window.see(".quick-input-list .monaco-list-row", "Check for submission");
  },

  async "what must not go to the editorial committee is listed"(window) {
    await (await window.see(".quick-input-list .monaco-list-row", "Check for submission")).click();
    await window.see(".quick-input-list .monaco-list-row", "Editorial committee");
    await window.type("Editorial", 0);
    await window.see(".quick-input-list .monaco-list-row.focused", "Editorial committee");
    await window.keys("Enter");
    await window.see(".quick-input-list .monaco-list-row", "tracked change");
  },

  async "the text as proposed stands beside the draft"(window) {
    await window.keys("Escape");
    await window.command("Rapporteur: Show Text as Proposed to the Side");
    await window.see(".tab.active", "as proposed");
    const view = (words) => window.see(".editor-group-container:not(.active) .view-line", words);
    await view(/^2\s+to\sdescribe/);
    await window.goTo(1);
    await view(/^RESOLUTION\s58\s\(Rev\.\sNew\sDelhi,\s2024\)$/);
  },

  async "the draft is saved as it was written"(window, { file }) {
    await window.keys("Control+s");
    await window.until("the file is written", () => readFileSync(file, "utf8").includes("Resolution 139 (Rev. Bucharest, 2022)"));
    const text = readFileSync(file, "utf8");
    assert.match(text, /considering j\) above, and to publish/);
    assert.match(text, /\{~~Dubai, 2018~>Bucharest, 2022~~\}/);
  },

  async "the walkthrough has four steps"(window) {
    await window.keys("Control+k", "Control+w");
    await window.command("Rapporteur: Open Walkthrough");
    await window.see(".getting-started-step", "Open the sample draft");
  },

  async "and ticks the step that has been done, beside the sample"(window) {
    const ticked = window.page.locator(".getting-started-step", { hasText: "Open the sample draft" }).locator(".complete");
    assert.strictEqual(await ticked.count(), 0);
    await (await window.see(".getting-started-step.expanded .monaco-button", "Open Sample Draft")).click();
    await ticked.first().waitFor();
    await window.see(".getting-started-step", "Write a clause");
    await window.line(/^MOD/);
  },

  async "a new draft is begun from New File, step by step"(window) {
    // It opens a box of its own.
    await window.keys("F1");
    await window.type("Create: New File", 0);
    await (await window.see(".quick-input-list .monaco-list-row.focused", "Create: New File...")).click();
    await (await window.see(".quick-input-list .monaco-list-row", "New Draft…")).click();
    await window.see(".quick-input-title", "New Draft (1/4)");
    await (await window.see(".quick-input-list .monaco-list-row", "Contribution")).click();
    await window.see(".quick-input-title", "New Draft (2/4)");
    await (await window.see(".quick-input-list .monaco-list-row", "WTSA (coming)")).click();
    await window.see(".quick-input-title", "New Draft (3/4)");
    await window.type("eur", 0);
    await window.keys("Enter");
    await window.see(".quick-input-message", "is no contribution");
  },

  async "and has its cover, and the cursor where one goes on"(window) {
    await window.page.locator(".quick-input-widget input").first().fill("EUR/12A3");
    await window.keys("Enter");
    await window.see(".quick-input-title", "New Draft (4/4)");
    await (await window.see(".quick-input-list .monaco-list-row", "A new resolution")).click();
    await window.see(".quick-input-message", "Its title");
    await window.type("On harbour lights", 0);
    await window.keys("Enter");
    await (await window.see(".quick-input-list .monaco-list-row", "Done")).click();
    await window.line(/^DRAFT\sNEW\sRESOLUTION\s\[EUR-1\]/);
    await window.cursorIsAt(5, 13);
  },
};

async function draft(theme) {
  const workspace = mkdtempSync(path.join(os.tmpdir(), "rapporteur-drafts-"));
  const file = path.join(workspace, "sample.resolution");
  copyFileSync(path.join(root, "sample/sample.resolution"), file);
  const untrusted = { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };
  const trusted = theme === "light";
  const settings = { "workbench.colorTheme": THEMES[theme], "window.autoDetectColorScheme": false, ...(trusted ? {} : untrusted) };
  const vscode = await startCodeServer({ vsix: VSIX, settings, trusted });
  const browser = await chromium.launch(CHROMIUM);
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, colorScheme: theme });
  const window = new Window(page, path.join(import.meta.dirname, "pictures", theme));
  let nth = 0;
  let passed = 0;
  try {
    await window.open(`${vscode.url}/?folder=${workspace}`);
    for (const [name, step] of Object.entries(STEPS)) {
      const start = Date.now();
      nth++;
      await step(window, { file });
      await window.picture(`${String(nth).padStart(2, "0")} ${name}`);
      passed++;
      console.log(`  ✔ ${theme}: ${name} (${Date.now() - start} ms)`);
    }
  } catch (error) {
    await window.picture(`failed`);
    console.log(`  ✘ ${theme}: ${Object.keys(STEPS)[nth - 1]}\n${error.stack}\n  logs: ${vscode.home}`);
  } finally {
    await browser.close();
    await vscode.stop();
  }
  return passed;
}

// With the name of a theme, in that one alone.
const themes = Object.keys(THEMES).filter((it) => process.argv.length < 3 || process.argv.includes(it));
let passed = 0;
for (const theme of themes) passed += await draft(theme);
const all = themes.length * Object.keys(STEPS).length;
console.log(`${passed} passed, ${all - passed} failed`);
process.exitCode = passed === all ? 0 : 1;
