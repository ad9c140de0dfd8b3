import * as assert from "node:assert";
import * as vscode from "vscode";
import { at, awake, closeAll, goTo, heard, HEAD, open, until } from "./support";

const MOD = `MOD\tIAP/1/1\n${HEAD}considering\na)\tthat one is;\nb)\tthat two is,\nresolves\nto wait.\nReasons: It is time.\n`;

suite("Track Changes", () => {
  suiteSetup(awake);
  teardown(closeAll);

  const type = (text: string) => vscode.commands.executeCommand("type", { text });
  const line = (editor: vscode.TextEditor, number: number) => editor.document.lineAt(number).text;

  async function says(editor: vscode.TextEditor, number: number, text: string, cursor?: number): Promise<void> {
    await until(`line ${number} says ${text}, and not ${line(editor, number)}`, () => line(editor, number) === text).catch((error) => {
      throw new assert.AssertionError({ message: `${error.message}; at last ${line(editor, number)}` });
    });
    if (cursor === undefined) return;
    await until("the cursor is there", () => editor.selection.active.character === cursor).catch(() => undefined);
    assert.equal(editor.selection.active.character, cursor, "where the cursor is");
  }

  async function draft(words: string, by = 0, text = MOD): Promise<vscode.TextEditor> {
    const editor = await open(text);
    goTo(editor, words, by);
    // The server has read it.
    await until("the draft is read", () => vscode.commands.executeCommand("rapporteur.typedHere", { uri: editor.document.uri.toString(), position: { line: 0, character: 0 } }));
    return editor;
  }

  test("what is typed is inserted, and one undo takes word and mark", async () => {
    const editor = await draft("one is", 3);
    await type("s");
    await says(editor, 6, "a)\tthat one{++s++} is;", "a)\tthat one{++s".length);
    await type(" too");
    await says(editor, 6, "a)\tthat one{++s too++} is;", "a)\tthat one{++s too".length);
    for (let undone = 0; undone < 3 && line(editor, 6).includes("{"); undone++) await vscode.commands.executeCommand("undo");
    assert.equal(line(editor, 6), "a)\tthat one is;");
  });

  test("keys typed fast are all in one mark", async () => {
    const editor = await draft("one is", 3);
    await Promise.all([..." and more"].map((key) => type(key)));
    await says(editor, 6, "a)\tthat one{++ and more++} is;");
  });

  test("what is taken away is deleted, by Backspace and by Delete", async () => {
    const editor = await draft("one is", 3);
    for (let count = 0; count < 3; count++) await vscode.commands.executeCommand("deleteLeft");
    await says(editor, 6, "a)\tthat {--one--} is;", "a)\tthat ".length);
    await type("1");
    await says(editor, 6, "a)\tthat {~~one~>1~~} is;", "a)\tthat {~~one~>1".length);
    goTo(editor, "two is");
    for (let count = 0; count < 3; count++) await vscode.commands.executeCommand("deleteRight");
    await says(editor, 7, "b)\tthat {--two--} is,", "b)\tthat {--two--}".length);
    await vscode.commands.executeCommand("undo");
    await until("nothing is half done", () => /^b\)\tthat (two|\{--tw?--\}w?o) is,$/.test(line(editor, 7)));
  });

  test("a selection that is typed over is replaced", async () => {
    const editor = await draft("one is");
    const start = at(editor.document, "one is");
    editor.selection = new vscode.Selection(start, start.translate(0, 3));
    await type("four");
    await says(editor, 6, "a)\tthat {~~one~>four~~} is;");
  });

  test("one undo takes back what is no typing, and its marks", async () => {
    const steps: [string, () => Thenable<unknown>, RegExp][] = [
      ["a paste", () => vscode.commands.executeCommand("editor.action.clipboardPasteAction"), /one\{\+\+ and more\+\+\} is;/],
      ["a line taken out", () => vscode.commands.executeCommand("editor.action.deleteLines"), /\{--a\)\tthat one is;\n--\}/],
      ["a word taken out", () => vscode.commands.executeCommand("deleteWordLeft"), /that \{--one--\} is;/],
      ["a cut", () => vscode.commands.executeCommand("editor.action.clipboardCutAction"), /\{--a\)\tthat one is;\n--\}/],
    ];
    for (const [what, step, after] of steps) {
      const editor = await draft("one is", 3);
      await vscode.env.clipboard.writeText(" and more");
      await step();
      await until(`${what} is tracked`, () => after.test(editor.document.getText())).catch((error) => {
        throw new assert.AssertionError({ message: `${error.message}: ${editor.document.getText()}` });
      });
      await vscode.commands.executeCommand("undo");
      assert.equal(editor.document.getText(), MOD, what);
      await vscode.commands.executeCommand("redo");
      assert.match(editor.document.getText(), after, what);
      await closeAll();
    }
  });

  test("a paste is one insertion", async () => {
    const editor = await draft("one is", 3);
    await vscode.env.clipboard.writeText(", two,\nand three");
    await vscode.commands.executeCommand("editor.action.clipboardPasteAction");
    await says(editor, 6, "a)\tthat one{++, two,");
    await says(editor, 7, "and three++} is;");
  });

  test("keys typed fast and all taken back leave the line as it was", async () => {
    for (const rest of [0, 30, 150]) {
      const editor = await draft("one is", 3);
      const pause = () => new Promise((resolve) => setTimeout(resolve, rest));
      for (const key of " always") {
        void type(key);
        if (rest > 0) await pause();
      }
      await pause();
      for (const _ of " always") {
        void vscode.commands.executeCommand("deleteLeft");
        if (rest > 0) await pause();
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      await says(editor, 6, "a)\tthat one is;", "a)\tthat one".length);
      await closeAll();
    }
  });

  test("a cursor that is moved meanwhile stays where it is", async () => {
    const editor = await draft("one is", 3);
    void type("s");
    void vscode.commands.executeCommand("cursorMove", { to: "down" });
    await says(editor, 6, "a)\tthat one{++s++} is;");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(editor.selection.active.line, 7);
  });

  test("the cursor stays behind what is typed at the end of a line and of the document", async () => {
    const editor = await draft("to wait.", 8, MOD.slice(0, MOD.indexOf("\nReasons")));
    for (const key of " now") await type(key);
    await says(editor, 9, "to wait.{++ now++}", "to wait.{++ now".length);
    goTo(editor, "one is;", 7);
    for (const key of " so") await type(key);
    await says(editor, 6, "a)\tthat one is;{++ so++}", "a)\tthat one is;{++ so".length);
  });

  /** What a key is asked back, and answered by the nth choice; none: it is left. */
  async function asked(work: () => Promise<unknown>, nth?: number): Promise<string[][]> {
    const answer = async (items: vscode.QuickPickItem[]) => (nth === undefined ? undefined : items[nth]);
    const calls = await heard(vscode.window, "showQuickPick", async () => work(), answer);
    return calls.map(([items]) => items.map(({ label }: vscode.QuickPickItem) => label));
  }

  test("Enter brings the next label, tracked, and ticks that step of the walkthrough; it is asked once how the clause is called", async () => {
    const editor = await draft("one is;", 7);
    const steps = await heard(vscode.commands, "executeCommand", async () => {
      const choices = await asked(async () => {
        await type("\n");
        await says(editor, 7, "{++b)\t", "{++b)\t".length);
      }, 1);
      assert.deepEqual(choices, [["a)bis", "Re-letter the rest"]]);
    });
    assert.ok(steps.some(([, key]) => key === "rapporteur.did.write"), "the step is ticked");
    await type("that more is;");
    await says(editor, 7, "{++b)\tthat more is;");
    await says(editor, 8, "++}{~~b~>c~~})\tthat two is,");
    await closeAll();

    const other = await draft("one is;", 7);
    const choices = await asked(async () => {
      await type("\n");
      await says(other, 7, "{++a)bis\t", "{++a)bis\t".length);
    }, 0);
    assert.equal(choices.length, 1);
    await type("that more is;");
    await says(other, 8, "++}b)\tthat two is,");
    goTo(other, "more is;", 8);
    const again = await asked(async () => {
      await type("\n");
      await says(other, 8, "a)ter\t");
    });
    assert.deepEqual(again, [], "it is remembered");
  });

  test("brackets that close themselves are tracked, too", async () => {
    const editor = await draft("one is;", 6);
    await type("(");
    await type("now");
    await type(")");
    await says(editor, 6, "a)\tthat one is{++(now)++};");
  });

  test("what was typed is tracked also when another file comes to the front at once", async () => {
    const editor = await draft("one is", 3);
    const { document } = editor;
    const other = await vscode.workspace.openTextDocument({ content: "other" });
    const typing = type("s");
    await vscode.window.showTextDocument(other, vscode.ViewColumn.One);
    await typing;
    await until("it is tracked", () => document.lineAt(6).text === "a)\tthat one{++s++} is;" || document.lineAt(6).text.includes("one is"));
    assert.ok(!document.getText().includes("ones is"));
  });

  test("several cursors are tracked each", async () => {
    const editor = await draft("one is", 3);
    const [one, two] = [at(editor.document, "one is", 3), at(editor.document, "two is", 3)];
    editor.selections = [new vscode.Selection(one, one), new vscode.Selection(two, two)];
    await type("s");
    await says(editor, 6, "a)\tthat one{++s++} is;");
    await says(editor, 7, "b)\tthat two{++s++} is,");
    await type("t");
    await says(editor, 6, "a)\tthat one{++st++} is;");
    await says(editor, 7, "b)\tthat two{++st++} is,");
  });

  test("reasons, and what is no proposal, are written plainly; Enter brings a label there", async () => {
    const editor = await draft("It is time", 10);
    await type("!");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await says(editor, 10, "Reasons: It is time!.");
    await closeAll();
    const plain = await draft("one is;", 7, MOD.replace("MOD\tIAP/1/1\n", ""));
    await type("\n");
    await says(plain, 6, "b)\t");
  });

  test("off is remembered for a file, and the text in force can be corrected", async () => {
    const editor = await draft("one is", 3);
    await vscode.commands.executeCommand("rapporteur.toggleTracking");
    await type("s");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await says(editor, 6, "a)\tthat ones is;");
    await vscode.commands.executeCommand("rapporteur.toggleTracking");
    await type("t");
    await says(editor, 6, "a)\tthat ones{++t++} is;");
    goTo(editor, "two is", 3);
    await vscode.commands.executeCommand("rapporteur.correctTextInForce");
    await type("s");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await says(editor, 7, "b)\tthat twos is,");
    goTo(editor, "wait", 4);
    await until("the cursor has left", () => editor.selection.active.line === 9);
    await type("s");
    await says(editor, 9, "to wait{++s++}.");
  });

  test("a link ends before a tracked change, whose deleted words it would underline", async () => {
    const editor = await draft("MOD", 0, MOD.replace("one is", "Resolution 130 (Rev. {~~Dubai, 2018~>Bucharest, 2022~~}) of the Plenipotentiary Conference is"));
    const links = await until("a link", async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", editor.document.uri);
      return all.length > 0 && all;
    });
    assert.deepEqual(links.map(({ range }) => editor.document.getText(range)), ["Resolution 130 (Rev."]);
  });

  test("accepting a change is not tracked, and changes are gone through", async () => {
    const editor = await draft("MOD", 0, MOD.replace("one is", "{--one --}is").replace("two is", "two{++ or three++} is"));
    await vscode.commands.executeCommand("rapporteur.nextChange");
    await until("at the first", () => editor.selection.active.isEqual(at(editor.document, "{--one"))).catch(() => undefined);
    assert.deepEqual(editor.selection.active, at(editor.document, "{--one"));
    await vscode.commands.executeCommand("rapporteur.acceptChange");
    await says(editor, 6, "a)\tthat is;");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await says(editor, 6, "a)\tthat is;");
    await vscode.commands.executeCommand("rapporteur.nextChange");
    await until("at the second", () => editor.selection.active.isEqual(at(editor.document, "{++ or")));
  });
});
