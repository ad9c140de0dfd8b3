import * as assert from "node:assert";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { at, awake, closeAll, DRAFT, folder, found, openSample, until, words } from "./support";

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

  test("and the preview follow a draft that is renamed, or saved for the first time", async () => {
    const name = (ending: string) => vscode.Uri.joinPath(folder(), `${randomUUID()}${ending}`);
    const [first, second, inner] = [name(".resolution"), name(".resolution"), name("")];
    const draft = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(first.with({ scheme: "untitled" })));
    await draft.edit((edit) => edit.insert(new vscode.Position(0, 0), DRAFT));
    await vscode.commands.executeCommand("rapporteur.showPreview");
    const view = await shown("rapporteur.showTextInForce");
    assert.ok(new URLSearchParams(view.uri.query).get("of")?.startsWith("untitled:"));

    await vscode.window.showTextDocument(draft.document, draft.viewColumn);
    await vscode.commands.executeCommand("workbench.action.files.save");
    await beside(first);
    await renameTo(first, second);
    const followed = await beside(second);
    const folded = vscode.Uri.joinPath(inner, "draft.resolution");
    await renameTo(second, folded);
    await beside(folded);
    const outer = name("");
    await renameTo(inner, outer);
    const last = await beside(vscode.Uri.joinPath(outer, "draft.resolution"));
    assert.notStrictEqual(last, followed);

    // Both go on following what is typed.
    const editor = await until("the draft", () => vscode.window.visibleTextEditors.find((it) => it.document.uri.path.endsWith("/draft.resolution") && it.document.uri.scheme === "file"));
    await editor.edit((edit) => edit.insert(at(editor.document, "to wait"), "never "));
    await until("the words in the view", () => last.getText().includes("never to wait"));
  });

  async function renameTo(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  /** What is beside a draft of this name: one view, which is given, and one preview. */
  async function beside(source: vscode.Uri): Promise<vscode.TextDocument> {
    const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    const views = () => tabs().flatMap(({ input }) => (input instanceof vscode.TabInputText && input.uri.scheme === "rapporteur-view" ? input.uri : []));
    await until(`the view of ${source}`, () => views().length === 1 && new URLSearchParams(views()[0]!.query).get("of") === source.toString());
    const previews = tabs().filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.deepStrictEqual(previews.map(({ label }) => label), [`Preview ${source.path.split("/").pop()}`]);
    const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === views()[0]!.toString());
    assert.match(document?.getText() ?? "", /RESOLUTION 99/);
    return document!;
  }
});
