import * as assert from "node:assert";
import * as vscode from "vscode";
import { at, awake, closeAll, DRAFT, found, goTo, HEAD, open, openSample, until, words } from "./support";

suite("The language", () => {
  suiteSetup(awake);
  teardown(closeAll);

  test("is told by the file's name", async () => {
    for (const ending of [".resolution", ".resolution.txt"]) {
      assert.strictEqual((await open(HEAD, ending)).document.languageId, "resolution");
    }
    assert.strictEqual((await open("Dear colleagues,\n", ".txt")).document.languageId, "plaintext");
  });

  test("is spoken in plain text and Markdown where the words are a resolution's, and nowhere else", async () => {
    for (const ending of [".txt", ".md"]) {
      const { document } = await open(DRAFT, ending);
      await until(`findings in ${ending}`, () => found(document).includes("stale-revision"));
    }
    const { document } = await open("Dear colleagues,\nI shall be late; see Resolution 130 (Rev. Dubai, 2018).\n", ".txt");
    const other = await open(DRAFT);
    await until("findings in the draft", () => found(other.document).length > 0);
    assert.deepStrictEqual(found(document), []);
  });

  test("has its own words", async () => {
    const { document } = await open("considering\nk)\tthat ITU\u2011T (as it is) knows X.1205 and ITU-R.\nb)bis\tand so on\n");
    const word = (text: string, by = 0) => document.getText(document.getWordRangeAtPosition(at(document, text, by)));
    assert.strictEqual(word("k)"), "k)");
    assert.strictEqual(word("ITU\u2011T"), "ITU\u2011T");
    assert.strictEqual(word("X.1205"), "X.1205");
    assert.strictEqual(word("b)bis"), "b)bis");
    assert.strictEqual(word("is)"), "is");
  });

  test("finds what is wrong while it is typed", async () => {
    const editor = await open(DRAFT);
    await until("the letter that occurs twice", () => found(editor.document).includes("label-sequence"));
    await editor.edit((edit) => edit.replace(new vscode.Range(7, 0, 7, 1), "c"));
    await until("it is in order again", () => !found(editor.document).includes("label-sequence"));
  });

  test("shows the clause that a reference names, and goes there", async () => {
    const editor = await openSample();
    const place = goTo(editor, "considering k) above", 13);
    const hovers = await until("a hover", () =>
      vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", editor.document.uri, place),
    );
    assert.match(words(hovers), /considering k\)[^]*seldom read by another/);
    await vscode.commands.executeCommand("editor.action.revealDefinition");
    await until("the cursor is at the clause", () => editor.document.lineAt(editor.selection.active.line).text.includes("seldom read by another"));
  });

  test("re-letters by renaming, and references follow", async () => {
    const { document } = await open(DRAFT.replace("b)\tthat the letter", "c)\tthat the letter"));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider", document.uri, at(document, "c)\tthat"), "a",
    );
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /a\)\tthat the letter before[^]*c\)\tthat b\) is[^]*to see considering a\) and c\) above/);
  });

  test("completes a citation", async () => {
    const editor = await open(`${HEAD}considering\na)\tone;\nb)\tResolution 13`);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider", editor.document.uri, editor.document.positionAt(editor.document.getText().length),
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(labels.includes("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"), labels.slice(0, 9).join("\n"));
  });

  test("brings the next label with Enter", async () => {
    const editor = await open(`${HEAD}considering\na)\tone;`);
    goTo(editor, "one;", 4);
    await vscode.commands.executeCommand("type", { text: "\n" });
    await until("the label, and the cursor after it", () => /\nb\)\t$/.test(editor.document.getText()) && editor.selection.active.character === 3);
  });

  test("offers fixes, the best first", async () => {
    const { document } = await open(DRAFT);
    await until("findings", () => found(document).includes("stale-revision"));
    const place = at(document, "Resolution 130", 3);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider", document.uri, new vscode.Range(place, place), vscode.CodeActionKind.QuickFix.value,
    );
    assert.strictEqual(actions[0]?.title, "Cite (Rev. Bucharest, 2022)");
  });

  test("has an outline of texts, sections and clauses", async () => {
    const { document } = await open(DRAFT);
    const symbols = await until("an outline", () =>
      vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri),
    );
    const names = (all: vscode.DocumentSymbol[]): string[] => all.flatMap((it) => [it.name, ...names(it.children)]);
    const all = names(symbols).join("\n");
    for (const name of ["RESOLUTION 99", "considering", "resolves"]) assert.ok(all.includes(name), all);
  });

  test("colours words by what they are, in the server's own names", async () => {
    const { document } = await open(DRAFT);
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>("vscode.provideDocumentSemanticTokensLegend", document.uri);
    assert.ok(["heading", "call", "label", "citation", "reference", "inserted", "deleted"].every((it) => legend.tokenTypes.includes(it)), String(legend.tokenTypes));
    assert.ok(legend.tokenModifiers.includes("superseded"), String(legend.tokenModifiers));
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", document.uri);
    assert.ok(tokens.data.length > 20);
  });

  test("shows hints where the settings say so", async () => {
    const { document } = await open(DRAFT);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = () => vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all);
    await until("hints", async () => (await hints()).length > 0);
    const settings = vscode.workspace.getConfiguration("rapporteur.inlayHints");
    const names = ["titles", "editions", "counts"];
    for (const name of names) await settings.update(name, false, vscode.ConfigurationTarget.Global);
    await until("no hints", async () => (await hints()).length === 0);
    for (const name of names) await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    await until("hints again", async () => (await hints()).length > 0);
  });

  test("says above a clause who refers to it, and leads there", async () => {
    const settings = vscode.workspace.getConfiguration("rapporteur");
    assert.strictEqual(settings.get("codeLens"), false, "off until it is asked for");
    await settings.update("codeLens", true, vscode.ConfigurationTarget.Global);
    const { document } = await open(DRAFT);
    const lenses = await until("lenses", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 9);
      return all.length > 0 && all;
    });
    const lens = lenses.find(({ command }) => command?.command === "rapporteur.showReferences");
    assert.match(lens?.command?.title ?? "", /^\d+ references?$/);
    await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
    await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Global);
  });
});

suite("rapporteur.toml", () => {
  suiteSetup(awake);
  teardown(closeAll);

  test("completes its keys, and the values that they may have", async () => {
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, "more", "rapporteur.toml");
    const lines = ["", "track = ", "[rules]", "sta", 'stale-revision = "', "[[files]]", ""];
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(lines.join("\n")));
    const document = await vscode.workspace.openTextDocument(file);
    const offered = async (line: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", file, document.lineAt(line).range.end);
      return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert.ok((await offered(0)).includes("meeting"));
    assert.deepStrictEqual((await offered(1)).sort(), ['"always"', '"auto"', '"never"']);
    assert.ok((await offered(3)).includes("stale-revision"));
    assert.ok((await offered(4)).includes("hint"));
    assert.deepStrictEqual((await offered(6)).sort(), ["match", "rules"]);
    await vscode.workspace.fs.delete(file);
  });
});
