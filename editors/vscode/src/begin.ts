// Drafts that are begun, and texts that are added to one that is there. What they say is the server's; here it is asked for what they are.

import * as vscode from "vscode";
import type { Position } from "vscode-languageclient/node";
import { did } from "./did";
import { needDraft, showNew } from "./drafts";
import { askForMeeting, meetingOf, rememberMeeting } from "./meetings";
import { positionOf } from "./places";
import { type Choice, interview, type Place, type Questions } from "./questions";
import { type Server, Unanswered } from "./server";
import { askForTexts, type Text } from "./texts";

/** What `rapporteur.new` is asked to begin. */
export interface Asked {
  meeting: string;
  contribution?: string;
  workingDocument?: { number: string; revision: number; source: string };
  texts: Text[];
  /** The draft that the texts are added to. */
  to?: string;
}

/** What it has begun: at the end of the draft that is there, `at` this place. */
interface Begun {
  text: string;
  /** What is to be looked up before all of it is believed. */
  cautions: string[];
  at?: Position;
  cursor: Position;
}

type Kind = "contribution" | "working-document" | "text";

const KINDS: Choice<Kind>[] = [
  { label: "Contribution", description: "proposals (ADD, MOD, SUP, NOC) with cover text", value: "contribution" },
  { label: "Working document of an ad hoc group", description: "DT, TD", value: "working-document" },
  { label: "A text alone", value: "text" },
];

/** Registers the commands. */
export function registerBegin(server: Server, memory: vscode.Memento): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("rapporteur.newDraft", () => saying(server, () => newDraft(server, memory))),
    vscode.commands.registerCommand("rapporteur.addText", () => saying(server, () => addText(server, memory))),
  );
}

async function newDraft(server: Server, memory: vscode.Memento): Promise<void> {
  await server.settled();
  const asked = await interview((questions) => askForDraft(questions, server, memory));
  if (asked === undefined) return;
  const { text, cautions, cursor } = await begin(server, asked);
  await rememberMeeting(memory, asked.meeting);
  await goOn(await showNew(await vscode.workspace.openTextDocument({ language: "resolution", content: text })), cursor);
  did("open");
  caution(cautions);
}

async function addText(server: Server, memory: vscode.Memento): Promise<void> {
  const editor = await needDraft();
  if (editor === undefined) return;
  const { document } = editor;
  if (document.isUntitled) {
    void vscode.window.showInformationMessage("Save this draft first: texts are added to a file.");
    return;
  }
  const meeting = await meetingHere(server, editor);
  const asked = await interview((questions) => askForMore(questions, server, memory, document.uri.toString(), meeting));
  if (asked === undefined) return;
  const { text, cautions, at, cursor } = await begin(server, asked);
  await editor.edit((edit) => edit.insert(positionOf(at!), text));
  await goOn(editor, cursor);
  caution(cautions);
}

function caution(cautions: string[]): void {
  for (const it of cautions) void vscode.window.showWarningMessage(it);
}

/** Asks for a draft. */
export async function askForDraft(questions: Questions, server: Server, memory: vscode.Memento): Promise<Asked> {
  const title = "New Draft";
  const kind = await questions.choose({ title, step: 1, steps: 4, placeholder: "What is it?", choices: KINDS });
  const steps = kind === "text" ? 3 : 4;
  const meeting = await askForMeeting(questions, server, memory, { title, step: 2, steps });
  const frame = await askForFrame(questions, server, kind, meeting, { title, step: 3, steps });
  const refuse = (text: Text) => refusal(server, { meeting, ...frame, texts: [text] });
  return { meeting, ...frame, texts: await askForTexts(questions, server, meeting, { title, step: steps, steps }, refuse) };
}

/** Asks for more texts of a draft; for its meeting, where that is not known. */
export async function askForMore(questions: Questions, server: Server, memory: vscode.Memento, to: string, known: string | undefined): Promise<Asked> {
  const title = "Add Text";
  const steps = known === undefined ? 2 : 1;
  const meeting = known ?? (await askForMeeting(questions, server, memory, { title, step: 1, steps }));
  const refuse = (text: Text) => refusal(server, { meeting, texts: [text], to });
  return { meeting, to, texts: await askForTexts(questions, server, meeting, { title, step: steps, steps }, refuse) };
}

/** Asks what stands around the texts. */
async function askForFrame(questions: Questions, server: Server, kind: Kind, meeting: string, place: Place): Promise<Partial<Asked>> {
  if (kind === "contribution") {
    const prompt = "Who proposes, and the number of the document.";
    const refuse = (contribution: string) => refusal(server, { meeting, contribution, texts: [] });
    return { contribution: await questions.enter({ ...place, prompt, placeholder: "EUR/12A3", refuse }) };
  }
  if (kind === "working-document") {
    const isNumber = async (answer: string) => (answer === "" ? "A working document has a number, such as DT/23." : undefined);
    const isCount = async (answer: string) => (/^\d{1,2}$/.test(answer) ? undefined : "This is a number: 0 for the first version.");
    const number = await questions.enter({ ...place, prompt: "The number of the document.", placeholder: "DT/23", refuse: isNumber });
    const revision = await questions.enter({ ...place, prompt: "Which revision of it? 0 for the first version.", value: "0", refuse: isCount });
    const source = await questions.enter({ ...place, prompt: "Whose it is. It may be left empty.", placeholder: "Ad hoc group on Resolution 50" });
    return { workingDocument: { number, revision: Number(revision), source } };
  }
  return {};
}

/** The meeting of the text at the cursor, if the server reads it as one that a draft can be for. */
async function meetingHere(server: Server, editor: vscode.TextEditor): Promise<string | undefined> {
  const meeting = await meetingOf(server, editor);
  const name = meeting?.code ?? meeting?.name;
  const refused = name === undefined || (await refusal(server, { meeting: name, texts: [] })) !== undefined;
  return refused ? undefined : name;
}

function begin(server: Server, asked: Asked): Promise<Begun> {
  return server.ask<Begun>("rapporteur.new", asked);
}

/** Why the server does not begin something; nothing where it does. */
async function refusal(server: Server, asked: Asked): Promise<string | undefined> {
  try {
    await begin(server, asked);
    return undefined;
  } catch (error) {
    if (error instanceof Unanswered || !(error instanceof Error)) throw error;
    return error.message;
  }
}

/** Does what a drafter has asked for; what the server refuses is said as it says it. */
function saying(server: Server, work: () => Promise<void>): Promise<void> {
  return server.forDrafter(() =>
    work().catch((error: unknown) => {
      if (error instanceof Unanswered || !(error instanceof Error)) throw error;
      void vscode.window.showErrorMessage(error.message);
    }),
  );
}

/** Puts the cursor where one goes on writing; what can stand in an empty line is offered. */
async function goOn(editor: vscode.TextEditor, cursor: Position): Promise<void> {
  const at = positionOf(cursor);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (editor.document.lineAt(at).isEmptyOrWhitespace) await vscode.commands.executeCommand("editor.action.triggerSuggest");
}
