import * as assert from "node:assert";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { askForDraft, askForMore } from "../../src/begin";
import { type Answer, type Asked, interview, type Place, type Questions } from "../../src/questions";
import { at, awake, closeAll, folder, goTo, heard, HEAD, open, until } from "./support";

const MOD = `MOD\n${HEAD}considering\na)\tthat one is;\nb)\tthat two is,\nresolves\nto wait.\n`;

/** The workspace's memory, as far as it is asked. */
const MEMORY = { get: (_: string, usual?: unknown) => usual } as unknown as vscode.Memento;

suite("A new draft", () => {
  suiteSetup(awake);
  teardown(closeAll);

  /** What comes of questions that are answered by the words of a choice, by words, or with a way; and what was asked. */
  async function answered<T>(work: (questions: Questions) => Promise<T>, answers: string[]): Promise<{ result: T | undefined; asked: string[]; offered: string[][]; refused: string[] }> {
    const [asked, offered, refused]: [string[], string[][], string[]] = [[], [], []];
    const next = async <V>({ step, steps }: Place, what: string, find: (words: string) => V, refuse?: (value: V) => Promise<string | undefined>): Promise<Answer<V>> => {
      for (;;) {
        const words = answers.shift();
        asked.push(`${step}/${steps} ${what}`);
        assert.ok(words !== undefined, `no answer to ${what}`);
        if (words === "back" || words === "left") return words;
        const answer = find(words);
        const why = await refuse?.(answer);
        if (why === undefined) return { answer };
        refused.push(why);
      }
    };
    const drafter: Asked = {
      choose: (question) => {
        offered.push(question.choices.map(({ label }) => label));
        const find = (words: string) => {
          const choice = question.choices.find(({ label }) => label === words);
          assert.ok(choice, `${words} is offered: ${question.choices.map(({ label }) => label).join(", ")}`);
          return choice.value as never;
        };
        return next(question, question.placeholder, find, question.refuse);
      },
      enter: (question) => next(question, question.prompt, (words) => words, question.refuse),
    };
    return { result: await interview(work, drafter), asked, offered, refused };
  }

  test("is asked for step by step, and back again; what cannot be is refused in the server's words", async () => {
    const { server } = await awake();
    const answers = ["A text alone", "WTSA-24", "back", "back", "Contribution", "WTSA-24", "eur", "EUR/12A3", "A new resolution", "On harbour lights", "Add another"];
    const more = ["An adopted text is to be suppressed", "Resolution 40", "Done"];
    const { result, asked, offered, refused } = await answered((questions) => askForDraft(questions, server, MEMORY), [...answers, ...more]);
    assert.deepStrictEqual(result, {
      meeting: "WTSA-24",
      contribution: "EUR/12A3",
      texts: [{ kind: "add", title: "On harbour lights" }, { kind: "suppress", text: "Resolution 40" }],
    });
    assert.deepStrictEqual(asked.slice(0, 5), ["1/4 What is it?", "2/3 For which meeting?", "3/3 What is proposed?", "2/3 For which meeting?", "1/4 What is it?"]);
    assert.deepStrictEqual(asked.slice(-2), ["4/4 Which text is to be suppressed?", "4/4 2 texts. Is there another?"]);
    assert.match(refused[0]!, /^"eur" is no contribution/);
    assert.ok(offered.at(-2)!.includes("Another text…"), "a text that is not listed can be named");
    const meetings = offered[1]!;
    const coming = meetings.indexOf("WTSA (coming)");
    assert.ok(coming > 0 && meetings.indexOf("WRC-27") < coming, "what is to come comes first");
    assert.deepStrictEqual(meetings.slice(coming + 1, coming + 5).map((it) => it.split(" ")[0]), ["PP", "WTDC", "WRC", "RA"]);
    assert.ok(meetings.indexOf("WTSA-24") > coming + 4 && meetings.indexOf("WTSA-24") < meetings.indexOf("WTSA-16"), "the newest first");
  });

  test("may be a working document; the meeting that was chosen last comes first", async () => {
    const { server } = await awake();
    const memory = { get: () => "WTDC-22" } as unknown as vscode.Memento;
    const answers = ["Working document of an ad hoc group", "WTDC-22", "", "DT/23", "one", "1", "Ad hoc group", "A new resolution", "", "Done"];
    const { result, offered, refused } = await answered((questions) => askForDraft(questions, server, memory), answers);
    assert.deepStrictEqual(result, { meeting: "WTDC-22", workingDocument: { number: "DT/23", revision: 1, source: "Ad hoc group" }, texts: [{ kind: "add", title: "" }] });
    assert.strictEqual(offered[1]![0], "WTDC-22");
    assert.strictEqual(refused.length, 2);
    assert.strictEqual((await answered((questions) => askForDraft(questions, server, memory), ["A text alone", "left"])).result, undefined);
  });

  test("may change an adopted text of the folder", async () => {
    const { server } = await awake();
    const uri = vscode.Uri.joinPath(folder(), `${randomUUID()}.resolution`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(MOD.replace("MOD\nRESOLUTION 99", "RESOLUTION 97")));
    const name = "Resolution 97 (New Delhi, 2024)";
    await until("it is known", async () => (await server.ask<{ name: string }[]>("rapporteur.bases")).some((it) => it.name === name));
    const answers = ["A text alone", "WTSA (coming)", "Changes of an adopted text", name, "Done"];
    const { result } = await answered((questions) => askForDraft(questions, server, MEMORY), answers);
    assert.deepStrictEqual(result, { meeting: "WTSA", texts: [{ kind: "modify", uri: uri.toString() }] });
    await vscode.workspace.fs.delete(uri);
  });

  /** Answers the boxes of a command one after another: by the first choice that begins so, in words, or by a command. */
  async function boxes(command: string, answers: string[]): Promise<void> {
    const shown: vscode.QuickInput[] = [];
    const keep = <B extends vscode.QuickInput>(create: () => B) => () => {
      const box = create();
      shown.push(box);
      return box;
    };
    const run = async () => {
      const running = vscode.commands.executeCommand(command);
      for (const [nth, words] of answers.entries()) {
        const box = (await until(`the box for ${words}`, () => shown[nth])) as vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox;
        await new Promise((resolve) => setTimeout(resolve, 150));
        if (words.startsWith("workbench.")) {
          await vscode.commands.executeCommand(words);
          continue;
        }
        if ("items" in box) box.activeItems = box.items.filter(({ label }) => label.startsWith(words)).slice(0, 1);
        else box.value = words;
        await new Promise((resolve) => setTimeout(resolve, 100));
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      }
      await running;
    };
    const [pick, input] = [vscode.window.createQuickPick, vscode.window.createInputBox];
    await heard(vscode.window, "createQuickPick", () => heard(vscode.window, "createInputBox", run, keep(input)), keep(pick));
  }

  test("opens with the cursor where one goes on, from the boxes", async () => {
    await boxes("rapporteur.newDraft", ["Contribution", "WTSA-24", "workbench.action.quickInputBack", "WTSA-24", "EUR/12A3", "A new resolution", "On harbour lights", "Done"]);
    const editor = vscode.window.activeTextEditor!;
    assert.ok(editor.document.isUntitled);
    assert.strictEqual(editor.document.languageId, "resolution");
    assert.match(editor.document.getText(), /^World Telecommunication Standardization Assembly \(WTSA-24\)\n[^]*Addendum 3 to Document 12-E[^]*ADD\tEUR\/12A3\/1\nDRAFT NEW RESOLUTION \[EUR-1\] [^]*On harbour lights\n/);
    assert.deepStrictEqual(editor.selection.active, at(editor.document, "Abstract:\t", "Abstract:\t".length));
  });

  test("offers what can stand where nothing stands yet", async () => {
    const commands = await heard(vscode.commands, "executeCommand", () => boxes("rapporteur.newDraft", ["A text alone", "WTSA (coming)", "A new resolution", "On harbour lights", "Done"]));
    const editor = vscode.window.activeTextEditor!;
    assert.strictEqual(editor.document.lineAt(editor.selection.active).text, "");
    assert.ok(commands.some(([command]) => command === "editor.action.triggerSuggest"));
  });

  test("is not there when its questions are left", async () => {
    const before = vscode.workspace.textDocuments.length;
    await boxes("rapporteur.newDraft", ["Contribution", "WTSA-24", "workbench.action.closeQuickOpen"]);
    assert.strictEqual(vscode.window.activeTextEditor, undefined);
    assert.strictEqual(vscode.workspace.textDocuments.length, before);
  });

  test("gets another text, plainly, with its meeting known", async () => {
    const editor = await open(MOD);
    goTo(editor, "one is");
    await boxes("rapporteur.addText", ["A new resolution", "On harbour lights", "Done"]);
    assert.ok(editor.document.getText().startsWith(MOD));
    assert.match(editor.document.getText().slice(MOD.length), /^\n(ADD\n)?DRAFT NEW RESOLUTION \[XXX\] \(New Delhi, 2024\)\nOn harbour lights\n/);
    assert.strictEqual(editor.document.lineAt(editor.selection.active).text, "");
    const after = editor.document.getText();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.strictEqual(editor.document.getText(), after, "nothing of it is tracked");
  });

  test("asks for the meeting of a draft that names none, and to save one that is no file", async () => {
    const { server } = await awake();
    const { document } = await open("Dear colleagues,\n");
    const { asked } = await answered((questions) => askForMore(questions, server, MEMORY, document.uri.toString(), undefined), ["WTSA-24", "A new resolution", "", "Done"]);
    assert.strictEqual(asked[0], "1/2 For which meeting?");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "resolution", content: MOD }));
    const said = await heard(vscode.window, "showInformationMessage", async () => vscode.commands.executeCommand("rapporteur.addText"), async () => undefined);
    assert.match(said[0]![0], /^Save this draft first/);
  });
});
