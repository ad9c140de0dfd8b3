import * as assert from "node:assert";
import * as vscode from "vscode";
import { at, awake, closeAll, found, openSample, until, words } from "./support";

suite("The text in force and the text as proposed", () => {
  suiteSetup(awake);
  teardown(closeAll);

  async function shown(command: string): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand(command);
    return until("the view", () => vscode.window.visibleTextEditors.find((it) => it.document.uri.scheme === "rapporteur-view")?.document);
  }

  test("stand beside the draft and cannot be written in", async () => {
    const editor = await openSample();
    const document = await shown("rapporteur.showTextInForce");
    assert.match(document.getText(), /RESOLUTION 58 \(Rev\. Geneva, 2022\)[^]*h\)\tthat a team which answers at night/);
    assert.strictEqual(document.languageId, "resolution");
    assert.match(document.uri.path, /\(text in force\)\.resolution$/);
    assert.strictEqual(vscode.workspace.fs.isWritableFileSystem("rapporteur-view"), undefined);
    assert.strictEqual(vscode.window.activeTextEditor?.document, editor.document, "the cursor stays in the draft");
  });

  test("follow the draft while it is typed in", async () => {
    const editor = await openSample();
    const document = await shown("rapporteur.showAsProposed");
    assert.match(document.getText(), /RESOLUTION 58 \(Rev\. New Delhi, 2024\)/);
    await editor.edit((edit) => edit.insert(at(editor.document, "one person"), "barely {++more than ++}"));
    await until("the words as proposed", () => document.getText().includes("often have barely more than one person"));
  });

  test("have hovers and links of their own, and no findings", async () => {
    await openSample();
    const document = await shown("rapporteur.showAsProposed");
    const hovers = await until("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at(document, "considering k) above", 13));
      return hovers.length > 0 && hovers;
    });
    assert.match(words(hovers), /seldom read by another/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri);
    assert.ok(links.length > 0, "citations are links");
    assert.deepStrictEqual(found(document), []);
  });
});
