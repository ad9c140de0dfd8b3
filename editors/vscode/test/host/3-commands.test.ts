import * as assert from "node:assert";
import * as vscode from "vscode";
import { takeBack, type Written } from "../../src/accepted";
import { showFindings } from "../../src/status";
import { awake, closeAll, DRAFT, found, goTo, heard, HEAD, open, openSample, until } from "./support";

const TRACKED = `MOD\tIAP/1/1\n${HEAD}considering\na)\tone {~~old~>new~~};\nb)\ttwo{++ and more++},\nresolves\nto wait.\nReasons: none.\n`;

suite("The commands", () => {
  suiteSetup(awake);
  teardown(closeAll);

  const run = (name: string) => vscode.commands.executeCommand(`rapporteur.${name}`);

  /** Carries out a command until the draft says something: the server may still be reading it. */
  async function makes(editor: vscode.TextEditor, command: string, expected: RegExp): Promise<void> {
    await run(command);
    await until(`${command} makes ${expected}`, () => expected.test(editor.document.getText()));
  }

  test("re-letter a section, wherever the cursor is in it", async () => {
    const editor = await open(DRAFT);
    goTo(editor, "that the letter", 4);
    await makes(editor, "reletterSection", /b\)\tthat b\)[^]*c\)\tthat the letter/);
  });

  test("re-letter the whole text", async () => {
    const editor = await open(DRAFT.replace("2\tto wait", "3\tto wait"));
    goTo(editor, "RESOLUTION");
    await makes(editor, "reletterText", /c\)\tthat the letter[^]*2\tto wait/);
  });

  test("bring citations up to date", async () => {
    const editor = await open(DRAFT);
    await makes(editor, "updateCitations", /Resolution 130 \(Rev\. Bucharest, 2022\)/);
  });

  test("accept and reject the change at the cursor", async () => {
    const editor = await open(TRACKED);
    goTo(editor, "new~~", 1);
    await makes(editor, "acceptChange", /one new;[^]*\{\+\+ and more/);
    goTo(editor, "and more", 1);
    await makes(editor, "rejectChange", /one new;\nb\)\ttwo,/);
  });

  test("accept and reject all changes, from anywhere in the text", async () => {
    for (const [command, expected] of [["acceptAllChanges", /one new;\nb\)\ttwo and more,/], ["rejectAllChanges", /one old;\nb\)\ttwo,/]] as const) {
      const editor = await open(TRACKED);
      goTo(editor, "to wait", 3);
      const asked = await heard(vscode.window, "showWarningMessage", () => makes(editor, command, expected), async () => "OK");
      assert.match(asked[0]![0] as string, /^(Accept|Reject) all 2 changes of this text\?$/);
      await closeAll();
    }
  });

  test("start a proposal, and revise for a meeting that is chosen", async () => {
    for (const [command, expected] of [["propose", /^MOD\nRESOLUTION 99 \(\{~~/], ["revise", /^RESOLUTION 99 \(Rev\. \[place\], 20XX\)/]] as const) {
      const editor = await open(`${HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\nto wait.\n`);
      goTo(editor, "to wait", 3);
      const running = run(command);
      await until("the list", async () => {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return Promise.race([Promise.resolve(running).then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 200, false))]);
      });
      assert.match(editor.document.getText(), expected);
      await closeAll();
    }
  });

  test("agree to text in square brackets, delete it, choose one of several, and step through all", async () => {
    const editor = await open(`${HEAD}considering\na)\tone [and two];\nb)\tthat States [shall][should] act [now],\nresolves\nto wait.\n`);
    goTo(editor, "RESOLUTION");
    const seen: string[] = [];
    for (const command of ["nextBracket", "nextBracket", "nextBracket", "nextBracket", "nextBracket", "previousBracket"]) {
      const before = editor.selection.active;
      await run(command);
      await until("the cursor has gone on", () => !editor.selection.active.isEqual(before));
      seen.push(editor.document.getText(new vscode.Range(editor.selection.active, editor.selection.active.translate(0, 4))));
    }
    assert.deepStrictEqual(seen, ["[and", "[sha", "[sho", "[now", "[and", "[now"]);
    goTo(editor, "should", 2);
    await makes(editor, "chooseAlternative", /that States should act/);
    goTo(editor, "and two", 2);
    await makes(editor, "agreeToBracketed", /one and two;/);
    goTo(editor, "now]", 1);
    await makes(editor, "deleteBracketed", /States should act,/);
    await run("nextBracket");
  });

  test("gather what helps to find a problem", async () => {
    await open(DRAFT);
    await run("reportProblem");
    const text = await until("the report", () => {
      const shown = vscode.window.activeTextEditor?.document;
      return shown?.languageId === "markdown" && shown.getText();
    });
    assert.match(text, /Extension \d+\.\d+\.\d+, VS Code [^]*Server \d+\.\d+\.\d+, running[^]*"quietWhileWriting"[^]*Starting \//);
  });

  test("accept a finding, and take that back", async () => {
    const { document } = await open(DRAFT);
    await until("the finding", () => found(document).includes("stale-revision"));
    const accept = { uri: document.uri.toString(), rule: "stale-revision", text: null };
    const written = await vscode.commands.executeCommand<Written>("rapporteur.accept", accept);
    await until("it is accepted", () => !found(document).includes("stale-revision"));
    await takeBack(written);
    await until("it is found again", () => found(document).includes("stale-revision"));
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.parse(written.uri)), "there was no file before");
  });

  test("check for submission, through the door that is chosen", async () => {
    const editor = await open(`${HEAD}considering\na)\tone [and two];\nb)\tthree,\nresolves\nto wait.\n`);
    goTo(editor, "RESOLUTION");
    const running = run("checkForSubmission");
    await new Promise((resolve) => setTimeout(resolve, 500));
    // The third door, then the first finding.
    await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
    await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
    await until("the finding", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return editor.document.getText(editor.selection) === "[and two]";
    });
    await running;
  });

  test("put in a clause and stand in it; move a clause and go along", async () => {
    const editor = await open(`${HEAD}considering\na)\tone;\nb)\ttwo;\nc)\tthree,\nresolves\nto see considering c).\n`);
    goTo(editor, "one;", 3);
    await makes(editor, "insertClauseBelow", /a\)\tone;\nb\)\t;\nc\)\ttwo;[^]*considering d\)/);
    await until("the cursor is in the new clause", () => editor.selection.active.isEqual(new vscode.Position(6, 3)));
    goTo(editor, "\ttwo", 3);
    await makes(editor, "moveClauseDown", /c\)\tthree;\nd\)\ttwo,[^]*considering c\)/);
    await until("the cursor goes along", () => editor.selection.active.isEqual(new vscode.Position(8, 5)));
    await makes(editor, "moveClauseUp", /c\)\ttwo;\nd\)\tthree,/);
    await until("and back", () => editor.selection.active.isEqual(new vscode.Position(7, 5)));
  });

  test("count what the Problems panel lists; hints are told beside", async () => {
    const { document } = await open(DRAFT.replace("to wait.", "to wait for for it."));
    await until("a hint and the others", () => found(document).includes("repeated-word") && found(document).includes("stale-revision"));
    const item = {} as vscode.StatusBarItem;
    showFindings(item, document.uri, { name: "WTSA-24 (New Delhi, 2024)", code: "WTSA-24", coming: false });
    const hints = vscode.languages.getDiagnostics(document.uri).filter((it) => it.severity === vscode.DiagnosticSeverity.Hint);
    assert.strictEqual(item.text, `$(warning) WTSA-24 · ${found(document).length - hints.length}`);
    const tooltip = (item.tooltip as vscode.MarkdownString).value;
    assert.match(tooltip, /Found: \d+ errors?, \d+ warnings?\.\n/);
    assert.ok(tooltip.includes(`\n${hints.length} ${hints.length === 1 ? "hint" : "hints"} in the text.\n`), tooltip);
  });

  test("fix all safe problems", async () => {
    const editor = await open(DRAFT.replace("to wait.", "to  wait."));
    await until("findings", () => found(editor.document).length > 0);
    await makes(editor, "fixAll", /to wait\./);
  });

  test("insert a citation as of the draft's meeting", async () => {
    const editor = await open(`${HEAD}considering\nthat  says so,\n`.replaceAll("New Delhi, 2024", "Geneva, 2022"));
    goTo(editor, "that  says", 5);
    void run("insertCitation");
    await until("the citation", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return editor.document.getText().includes("that Resolution") || editor.document.getText().includes("that Decision");
    });
  });

  test("open the sample as a new draft with two findings", async () => {
    await run("openSample");
    const editor = await until("the sample", () => vscode.window.activeTextEditor);
    assert.ok(editor.document.isUntitled);
    await until("its findings", () => found(editor.document).length === 2);
    assert.deepStrictEqual(found(editor.document).sort(), ["dangling-reference", "stale-revision"]);
  });

  test("do nothing and say so where there is nothing to do", async () => {
    const editor = await openSample();
    const before = editor.document.getText();
    goTo(editor, "Reasons");
    await run("acceptChange");
    await run("reletterSection");
    assert.strictEqual(editor.document.getText(), before);
  });
});
