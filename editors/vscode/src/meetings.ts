// Meetings: the one that a draft is for, and the ones that a new draft may be for.

import * as vscode from "vscode";
import type { Choice, Place, Questions } from "./questions";
import type { Server } from "./server";

/**
 * The meeting of a text as `rapporteur.meeting` names it; none where the text names none that is known. One that is coming is named by its
 * body alone: the text does not say when and where it is.
 */
export type Meeting = { name: string; code: string | null; coming: boolean } | null;

/** How a meeting is called in a few words. */
export function shortName(meeting: Meeting): string {
  if (meeting === null) return "No meeting";
  return meeting.coming ? `${meeting.name} (coming)` : (meeting.code ?? meeting.name);
}

/** A meeting as `rapporteur.meetings` lists it. */
interface Listed {
  body: string;
  place: string;
  year: number;
  code: string | null;
  held: "yes" | "no" | "to-come";
  opens: string | null;
  closes: string | null;
}

/** The bodies whose coming meeting is offered also while nobody knows where it is. */
const COMING = ["WTSA", "PP", "WTDC", "WRC", "RA"];

/** Where the meeting that was chosen last is kept. */
const LAST = "rapporteur.meeting";

/** The meeting of the text at the cursor; nothing where the document is no draft, or the server does not answer. */
export async function meetingOf(server: Server, editor: vscode.TextEditor): Promise<Meeting | undefined> {
  const { line, character } = editor.selection.active;
  const at = { uri: editor.document.uri.toString(), position: { line, character } };
  return server.ask<Meeting>("rapporteur.meeting", at).catch(() => undefined);
}

/** Asks for which meeting a draft is, as the server reads it; the one that was chosen last comes first. */
export async function askForMeeting(questions: Questions, server: Server, memory: vscode.Memento, place: Place): Promise<string> {
  const all = choices(await server.ask<Listed[]>("rapporteur.meetings"));
  const last = memory.get<string>(LAST);
  const first = all.filter(({ value }) => value === last).map((it) => ({ ...it, description: [it.description, "chosen last"].filter(Boolean).join(" · ") }));
  const rest = all.filter(({ value }) => value !== last);
  return questions.choose({ ...place, placeholder: "For which meeting?", inOrder: true, choices: [...first, ...rest] });
}

/** A draft for this meeting was begun. */
export function rememberMeeting(memory: vscode.Memento, meeting: string): Thenable<void> {
  return memory.update(LAST, meeting);
}

/** Those that are to come, the next one first; those of which nobody knows where they are; those that are over, the newest first. */
function choices(all: Listed[]): Choice<string>[] {
  const begins = ({ opens, year }: Listed) => opens ?? String(year);
  const sorted = [...all].sort((one, other) => begins(one).localeCompare(begins(other)));
  const coming = COMING.map((body) => ({ label: `${body} (coming)`, description: "place not known yet", value: body }));
  return [...sorted.filter(({ held }) => held === "to-come").map(choice), ...coming, ...sorted.filter(({ held }) => held === "yes").reverse().map(choice)];
}

function choice({ body, place, year, code }: Listed): Choice<string> {
  const where = `${place}, ${year}`;
  return { label: code ?? body, description: where, value: code ?? `${body}, ${where}` };
}
