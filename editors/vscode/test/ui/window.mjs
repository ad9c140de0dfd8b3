// A window of VS Code as a drafter has it: keys are pressed, and what is shown is waited for.

import assert from "node:assert";
import { mkdirSync } from "node:fs";
import path from "node:path";

const LIMIT_MS = 30_000;

export class Window {
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
    page.setDefaultTimeout(LIMIT_MS);
    mkdirSync(pictures, { recursive: true });
  }

  async open(address) {
    await this.page.goto(address);
    await this.page.locator(".monaco-workbench").waitFor();
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(words, delay = 20) {
    await this.page.keyboard.type(words, { delay });
  }

  /** Waits for something that is shown; `words`: what it says; `timeout`: for how long, in milliseconds, if not as ever. */
  async see(selector, words, timeout) {
    const found = this.page.locator(selector, words === undefined ? {} : { hasText: words }).first();
    await found.waitFor({ timeout });
    return found;
  }

  /** Presses keys until something is shown: what still comes in may take it away again. */
  async press(keys, selector, words) {
    await this.until(`${selector} with ${words}`, async () => {
      await this.keys(...keys);
      const shown = this.page.locator(selector, { hasText: words }).first();
      return shown.waitFor({ timeout: 3000 }).then(() => true, () => false);
    });
  }

  async unsee(selector, words) {
    await this.page.locator(selector, words === undefined ? {} : { hasText: words }).first().waitFor({ state: "hidden" });
  }

  /** Presses Enter in the box of commands until it is gone: it may not have taken in yet what was typed. */
  async accept() {
    const box = this.page.locator(".quick-input-widget").first();
    await this.until("the box of commands is gone", async () => {
      // A page beside the draft may have taken the keys.
      if (await box.isVisible()) await box.locator("input").first().press("Enter", { timeout: 5000 }).catch(() => {});
      return box.waitFor({ state: "hidden", timeout: 5000 }).then(() => true, () => false);
    });
  }

  /** Opens a file of the folder by its name. */
  async file(name) {
    await this.keys("Control+p");
    await this.see(".quick-input-widget input");
    await this.type(name, 0);
    await this.see(".quick-input-list .monaco-list-row", name);
    await this.keys("Enter");
    await this.see(`.tab.active[data-resource-name="${name}"]`);
    await this.see(".editor-instance .view-line");
  }

  /** Carries out a command by its title. */
  async command(title) {
    await this.keys("F1");
    await this.see(".quick-input-widget input");
    await this.type(title, 0);
    await this.see(".quick-input-list .monaco-list-row.focused", title);
    await this.accept();
  }

  /** Puts the cursor at a line and column, counted from 1. */
  async goTo(line, column = 1) {
    await this.keys("Control+g");
    await this.see(".quick-input-widget input");
    await this.page.locator(".quick-input-widget input").first().fill(`:${line}:${column}`);
    await this.accept();
    await this.cursorIsAt(line, column);
  }

  async cursorIsAt(line, column) {
    await this.see("#status\\.editor\\.selection", `Ln ${line}, Col ${column}`);
  }

  /** A line of the editor that has the cursor, as it is shown; blanks are plain. */
  async line(words) {
    return this.see(".editor-group-container.active .view-line", words);
  }

  /** What the page of the preview holds. */
  preview() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  /** Keeps a picture of what is shown. */
  async picture(name) {
    // What blinks or has just opened comes to rest.
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
  }

  /** Waits until something holds. */
  async until(what, look) {
    for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
      if (await look()) return;
      await this.page.waitForTimeout(50);
    }
    assert.fail(`never: ${what}`);
  }
}
