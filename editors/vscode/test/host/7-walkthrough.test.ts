import * as assert from "node:assert";
import * as vscode from "vscode";
import { awake, closeAll, found, goTo, heard, open, openSample, until } from "./support";

suite("The walkthrough", () => {
  suiteSetup(awake);
  teardown(closeAll);

  const run = (name: string) => vscode.commands.executeCommand(`rapporteur.${name}`);

  /** The steps that something ticks. */
  async function ticked(work: () => Promise<unknown>): Promise<string[]> {
    const calls = await heard(vscode.commands, "executeCommand", work);
    return calls.filter(([command, , value]) => command === "setContext" && value === true).flatMap(([, key]) => /^rapporteur\.did\.(\w+)$/.exec(key)?.[1] ?? []);
  }

  /** Opens it, or gives it the cursor again: that is in no text then. */
  async function turnToWalkthrough(): Promise<void> {
    if (walkthrough() === undefined) await run("openWalkthrough");
    else await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
    await until("the walkthrough", () => walkthrough()?.isActive && walkthrough()?.group.isActive);
  }

  const walkthrough = () => vscode.window.tabGroups.all[0]?.tabs.find(({ input }) => input === undefined);

  test("has steps that something ticks, and buttons that do something", async () => {
    const { walkthroughs } = vscode.extensions.getExtension("rapporteur.rapporteur")!.packageJSON.contributes;
    const there = new Set(await vscode.commands.getCommands(true));
    for (const { id, completionEvents, description } of walkthroughs[0].steps) {
      assert.deepStrictEqual(completionEvents, [`onContext:rapporteur.did.${id}`]);
      const commands = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
      assert.deepStrictEqual(commands.filter((it) => !there.has(it)), []);
    }
  });

  test("acts beside itself on the sample, and ticks what has been done", async () => {
    await turnToWalkthrough();
    assert.deepStrictEqual(await ticked(async () => run("openSample")), ["open"]);
    const sample = vscode.window.activeTextEditor!;
    assert.strictEqual(sample.viewColumn, vscode.ViewColumn.Two);
    assert.ok(walkthrough()?.isActive, "it is still to be seen");
    await until("its findings", () => found(sample.document).length > 0);

    await turnToWalkthrough();
    assert.deepStrictEqual(await ticked(async () => run("showFindings")), ["findings"]);
    assert.strictEqual(vscode.window.activeTextEditor, sample);

    await turnToWalkthrough();
    assert.deepStrictEqual(await ticked(async () => run("insertClauseBelow")), ["write"]);
    await until("a clause with the cursor in it", () => /^\{\+\+c\)\t/.test(sample.document.lineAt(sample.selection.active.line).text));

    await turnToWalkthrough();
    const steps = await ticked(async () => {
      const running = run("insertCitation");
      await until("the citation", async () => {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return sample.document.isDirty && /c\)\t(Resolution|Decision)/.test(sample.document.lineAt(sample.selection.active.line).text);
      });
      await running;
    });
    assert.deepStrictEqual(steps, ["write"]);

    await turnToWalkthrough();
    const seen = await ticked(async () => {
      await run("showPreview");
      await new Promise((resolve) => setTimeout(resolve, 1500));
    });
    assert.ok(seen.includes("show"), String(seen));
    assert.ok(walkthrough()?.isActive && vscode.window.visibleTextEditors.includes(sample), "all three are to be seen");
  });

  test("gets the draft that it covers beside itself, with the cursor where it was", async () => {
    const editor = await openSample();
    const { document } = editor;
    goTo(editor, "from the first design");
    await vscode.commands.executeCommand("workbench.action.keepEditor");
    await run("openWalkthrough");
    await until("the walkthrough", () => vscode.window.visibleTextEditors.length === 0 && walkthrough()?.isActive);
    // It takes the focus once more when it has all its words.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await run("insertClauseBelow");
    await until("the clause", () => /^\{\+\+c\)\t/m.test(document.getText()));
    const beside = await until("the draft beside it", () => vscode.window.activeTextEditor?.document === document && vscode.window.activeTextEditor);
    assert.strictEqual(beside.viewColumn, vscode.ViewColumn.Two);
    assert.ok(walkthrough()?.isActive);
  });

  test("ticks nothing where there is no draft, and what is said is what to do", async () => {
    await turnToWalkthrough();
    for (const command of ["showFindings", "insertClauseBelow", "insertCitation", "showPreview", "showAsProposed"]) {
      let steps: string[] = [];
      const said = await heard(vscode.window, "showInformationMessage", async () => {
        steps = await ticked(async () => run(command));
      }, async () => undefined);
      assert.deepStrictEqual(said, [["Put the cursor into a draft first.", "Open Sample Draft"]], command);
      assert.deepStrictEqual(steps, [], command);
    }
  });

  test("does not take another file for a draft, whatever was open before", async () => {
    await openSample();
    await open("Dear colleagues,\n", ".txt");
    let asked = 0;
    const answer = async (_: string, way: string) => {
      asked++;
      assert.strictEqual(way, "Show Draft");
      return undefined;
    };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "json", content: "{}" }));
    await heard(vscode.window, "showInformationMessage", async () => run("acceptChange"), answer);
    assert.strictEqual(asked, 1);
  });
});
