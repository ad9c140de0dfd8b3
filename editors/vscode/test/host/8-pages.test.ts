import * as assert from "node:assert";
import * as vscode from "vscode";
import { awake, closeAll, DRAFT, found, goTo, open, until } from "./support";

suite("The pages of rules and texts", () => {
  suiteSetup(awake);
  teardown(closeAll);

  const shown = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;

  /** Waits for a page, rendered. */
  async function rendered(path: string): Promise<void> {
    const input = await until(path, () => {
      const input = shown();
      return input instanceof vscode.TabInputCustom && input.uri.path === path && input;
    });
    assert.strictEqual(input.viewType, "vscode.markdown.preview.editor");
    assert.strictEqual(input.uri.scheme, "rapporteur");
  }

  test("explain a rule: the one that has found something at the cursor comes first", async () => {
    const editor = await open(DRAFT);
    await until("findings", () => found(editor.document).includes("stale-revision"));
    goTo(editor, "Resolution 130", 3);
    void vscode.commands.executeCommand("rapporteur.explainRule");
    await until("the page", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return shown() instanceof vscode.TabInputCustom;
    });
    await rendered("/rules/stale-revision.md");
  });

  test("show an entry of the catalogue: the text that the cursor is at comes first", async () => {
    const editor = await open(DRAFT);
    goTo(editor, "130 (Rev.", 1);
    void vscode.commands.executeCommand("rapporteur.showCatalogueEntry");
    await until("the page", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return shown() instanceof vscode.TabInputCustom;
    });
    await rendered("/texts/PP/Resolution-130.md");
  });

  test("are rendered where a finding leads to one, too", async () => {
    const { document } = await open(DRAFT);
    const code = await until("a finding", () => vscode.languages.getDiagnostics(document.uri).find((it) => found(document).includes("label-sequence") && typeof it.code === "object")?.code);
    assert.ok(typeof code === "object");
    await vscode.commands.executeCommand("vscode.open", code.target);
    await rendered(code.target.path);
  });

  test("say over the examples which is wrong and which is right", async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("rapporteur:/rules/label-sequence.md"));
    assert.match(document.getText(), /\n *\*\*Wrong:\*\*\n\n *```resolution\n *noting\n[^]*\n *\*\*Right:\*\*\n\n *```resolution\n/);
    assert.doesNotMatch(document.getText(), /```(wrong|right)/);
  });

  test("are text where nothing renders them", async () => {
    const associations = vscode.workspace.getConfiguration("workbench");
    await associations.update("editorAssociations", { "rapporteur:/**/*.md": "nobody.is.there" }, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse("rapporteur:/rules/empty-section.md"));
    await until("the text", () => shown() instanceof vscode.TabInputText && vscode.window.activeTextEditor?.document.getText().startsWith("# empty-section"));
    await associations.update("editorAssociations", undefined, vscode.ConfigurationTarget.Global);
  });
});
