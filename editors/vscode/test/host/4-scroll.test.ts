import * as assert from "node:assert";
import * as vscode from "vscode";
import { at, awake, closeAll, HEAD, open, until } from "./support";

/** A draft much longer than the window, which inserts and deletes whole clauses; no line is wrapped. */
function long(): string {
  const clauses = Array.from({ length: 300 }, (_, nth) => {
    if (nth % 3 === 1) return `{++${nth}\tto begin;\n++}`;
    return nth % 3 === 2 && nth % 2 === 0 ? `{--${nth}\tto end;\n--}` : `${nth}\tto go on;\n`;
  });
  return `MOD\tIAP/1/1\n${HEAD}resolves\n${clauses.join("")}300\tto wait.\n`;
}

suite("A draft and its views", () => {
  suiteSetup(awake);
  teardown(closeAll);

  /** The first line under those that may stick to the top. */
  const first = (editor: vscode.TextEditor) => editor.visibleRanges[0]!.start.line + vscode.workspace.getConfiguration("editor", editor.document).get("stickyScroll.maxLineCount", 0);

  /** Shows words at the top of an editor. */
  function scroll(editor: vscode.TextEditor, words: string): void {
    const place = at(editor.document, words);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.AtTop);
  }

  async function shows(editor: vscode.TextEditor, words: string): Promise<void> {
    const line = at(editor.document, words).line;
    await until(`line ${line} is the first, and not ${first(editor)}`, () => first(editor) === line).catch((error) => {
      throw new assert.AssertionError({ message: `${error.message}; at last ${first(editor)}` });
    });
  }

  const rest = () => new Promise((resolve) => setTimeout(resolve, 600));

  test("scroll together, by the lines that are in both", async () => {
    const draft = await open(long());
    scroll(draft, "60\tto go on");
    await shows(draft, "60\tto go on");
    await vscode.commands.executeCommand("rapporteur.showAsProposed");
    const view = await until("the view", () => vscode.window.visibleTextEditors.find((it) => it.document.uri.scheme === "rapporteur-view"));
    await shows(view, "60\tto go on");
    await rest();
    await shows(draft, "60\tto go on");

    scroll(draft, "90\tto go on");
    await shows(view, "90\tto go on");
    await rest();
    scroll(view, "181\tto begin");
    await shows(draft, "181\tto begin");
    await rest();
    await shows(view, "181\tto begin");
    // What is deleted is in no line of the view: what follows it is.
    scroll(draft, "200\tto end");
    await shows(view, "201\tto go on");
    await rest();
    await shows(draft, "200\tto end");
  });

  test("scroll no other draft, and nobody scrolls while words are typed", async () => {
    const other = await open(long());
    const draft = await vscode.window.showTextDocument((await open(long())).document, vscode.ViewColumn.Two);
    await vscode.window.showTextDocument(other.document, vscode.ViewColumn.One);
    await vscode.window.showTextDocument(draft.document, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand("rapporteur.showTextInForce");
    const view = await until("the view", () => vscode.window.visibleTextEditors.find((it) => it.document.uri.scheme === "rapporteur-view"));
    scroll(draft, "90\tto go on");
    await shows(view, "90\tto go on");
    const shown = vscode.window.visibleTextEditors.find((it) => it.document === other.document)!;
    assert.strictEqual(shown.visibleRanges[0]!.start.line, 0);
    await rest();
    const place = at(draft.document, "96\tto go on", 11);
    draft.selection = new vscode.Selection(place, place);
    for (const key of " now") await vscode.commands.executeCommand("type", { text: key });
    await rest();
    await shows(draft, "90\tto go on");
    await shows(view, "90\tto go on");
  });
});
