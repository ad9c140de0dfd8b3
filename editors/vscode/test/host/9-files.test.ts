import * as assert from "node:assert";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { awake, closeAll, DRAFT, folder, found, heard, until } from "./support";

suite("Files of other languages", () => {
  suiteSetup(awake);
  teardown(closeAll);

  /** Opens a file, and waits for what is asked about it, and answers that; what was said. */
  async function opened(text: string, ending: string, answer?: string): Promise<{ document: vscode.TextDocument; said: any[][] }> {
    let document!: vscode.TextDocument;
    const said = await heard(vscode.window, "showInformationMessage", async () => {
      const uri = vscode.Uri.joinPath(folder(), `${randomUUID()}${ending}`);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      document = await show(uri);
    }, async () => answer);
    return { document, said };
  }

  /** Opens it again: the editor has forgotten which language it had. */
  async function again(document: vscode.TextDocument): Promise<vscode.TextDocument> {
    await closeAll();
    await until("it is closed", () => document.isClosed);
    return show(document.uri);
  }

  /** As a drafter opens it: a document that an extension has opened is kept open for minutes. */
  async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand("vscode.open", uri);
    await until("the file", () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return vscode.window.activeTextEditor!.document;
  }

  test("text that reads as a resolution is one; the drafter is told once", async () => {
    const { document, said } = await opened(DRAFT, ".txt");
    assert.strictEqual(document.languageId, "resolution");
    assert.deepStrictEqual(said, [[`${document.uri.path.split("/").pop()} reads as a resolution.`, "Undo"]]);
    await until("findings", () => found(document).includes("label-sequence"));
    const quiet = await heard(vscode.window, "showInformationMessage", async () => {
      assert.strictEqual((await again(document)).languageId, "resolution");
    });
    assert.deepStrictEqual(quiet, []);
  });

  test("that can be taken back, for good", async () => {
    const { document } = await opened(DRAFT, ".txt", "Undo");
    assert.strictEqual(document.languageId, "plaintext");
    const quiet = await heard(vscode.window, "showInformationMessage", async () => {
      assert.strictEqual((await again(document)).languageId, "plaintext");
    });
    assert.deepStrictEqual(quiet, []);
  });

  test("what the drafter chooses by hand wins, also when the file is opened again", async () => {
    const { document } = await opened(DRAFT, ".txt");
    await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    assert.strictEqual((await again(document)).languageId, "plaintext");
    const letter = await opened("Dear colleagues,\n", ".txt");
    await vscode.languages.setTextDocumentLanguage(letter.document, "resolution");
    assert.strictEqual((await again(letter.document)).languageId, "resolution");
  });

  test("Markdown becomes one only from the menu of the status item", async () => {
    const { document, said } = await opened(DRAFT, ".md");
    assert.strictEqual(document.languageId, "markdown");
    assert.deepStrictEqual(said, []);
    const offered = await heard(vscode.window, "showQuickPick", async () => vscode.commands.executeCommand("rapporteur.menu"), async ([first]: any) => first);
    assert.match(offered[0]![0][0].label, /Treat this file as a resolution$/);
    await until("the language", () => document.languageId === "resolution");
    const later = await again(document);
    assert.strictEqual(later.languageId, "resolution");
    const then = await heard(vscode.window, "showQuickPick", async () => vscode.commands.executeCommand("rapporteur.menu"), async () => undefined);
    assert.doesNotMatch(then[0]![0][0].label, /Treat/);
  });

  test("all others are left alone", async () => {
    for (const [text, ending] of [["Dear colleagues,\n", ".txt"], [DRAFT, ".log"], [DRAFT, ".json"]] as const) {
      const { document, said } = await opened(text, ending);
      assert.notStrictEqual(document.languageId, "resolution", ending);
      assert.deepStrictEqual(said, []);
    }
  });

  test("are not formatted by the server of resolutions", async () => {
    const messy = DRAFT.replace("a)\t", "a)  ").replace("to wait.", "to wait.   ");
    const options = { tabSize: 4, insertSpaces: false };
    const formats = async (document: vscode.TextDocument) => {
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const answers = await Promise.all([
        vscode.commands.executeCommand<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, options),
        vscode.commands.executeCommand<vscode.TextEdit[]>("vscode.executeFormatRangeProvider", document.uri, all, options),
        vscode.commands.executeCommand<vscode.TextEdit[]>("vscode.executeFormatOnTypeProvider", document.uri, new vscode.Position(6, 0), "\n", options),
      ]);
      return answers.map((edits) => (edits?.length ?? 0) > 0);
    };
    const markdown = (await opened(messy, ".md")).document;
    assert.deepStrictEqual(await formats(markdown), [false, false, false]);
    const text = (await opened(messy, ".txt", "Undo")).document;
    assert.strictEqual(text.languageId, "plaintext");
    assert.deepStrictEqual(await formats(text), [false, false, false]);
    await vscode.languages.setTextDocumentLanguage(text, "resolution");
    await until("it is formatted then", async () => (await formats(text))[0]);
  });
});
