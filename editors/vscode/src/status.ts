// The item in the status bar: the meeting that the draft is for, and how much was found in it.

import * as vscode from "vscode";
import { draftEditor, remember } from "./drafts";
import { findingsIn, hintsInText } from "./findings";
import { type Meeting, meetingOf, shortName } from "./meetings";
import { Pace } from "./pace";
import type { Health, Server } from "./server";

/** What the Problems panel lists, by severity. */
const LEVELS = ["errors", "warnings", "notes"];

/**
 * Shows the item where there is a draft, and sets by what menus know the same: `rapporteur.hasDraft`, and `rapporteur.inDraft` where the
 * cursor is in it.
 */
export function registerStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("rapporteur.status", vscode.StatusBarAlignment.Left, 0);
  item.name = "Rapporteur";
  const pace = new Pace(() => update(server, item));
  const again = () => void pace.want();
  const own = (uri: vscode.Uri) => uri.toString() === draftEditor()?.document.uri.toString();
  again();
  return vscode.Disposable.from(
    item,
    vscode.commands.registerCommand("rapporteur.menu", () => menu(server)),
    server.onHealth(again),
    vscode.window.onDidChangeActiveTextEditor(again),
    vscode.window.tabGroups.onDidChangeTabs(again),
    // A change of language opens a document anew.
    vscode.workspace.onDidOpenTextDocument((document) => own(document.uri) && again()),
    // Another text of the file may be for another meeting.
    vscode.window.onDidChangeTextEditorSelection((event) => own(event.textEditor.document.uri) && again()),
    vscode.languages.onDidChangeDiagnostics((event) => event.uris.some(own) && again()),
  );
}

async function update(server: Server, item: vscode.StatusBarItem): Promise<void> {
  const editor = draftEditor();
  const meeting = editor === undefined ? undefined : await meetingOf(server, editor);
  const known = editor?.document.languageId === "resolution";
  const draft = known || meeting !== undefined;
  const cursor = editor === vscode.window.activeTextEditor;
  await vscode.commands.executeCommand("setContext", "rapporteur.hasDraft", draft);
  await vscode.commands.executeCommand("setContext", "rapporteur.inDraft", draft && cursor);
  if (editor === undefined || !draft) {
    item.hide();
    return;
  }
  if (cursor) remember(editor);
  if (server.health === "running") {
    showFindings(item, editor.document.uri, meeting ?? null);
  } else {
    showHealth(item, server.health);
  }
  item.show();
}

/** Says how much was found: as much as the Problems panel lists, and of hints only where more is said. */
export function showFindings(item: vscode.StatusBarItem, uri: vscode.Uri, meeting: Meeting): void {
  const { listed, hints } = findingsIn(uri);
  const counts = LEVELS.map((level, severity) => ({ level, count: listed.filter((it) => it.severity === severity).length }));
  const severe = counts[0]!.count + counts[1]!.count > 0;
  item.text = `${severe ? "$(warning)" : "$(check)"} ${shortName(meeting)} · ${listed.length}`;
  const words = counts.filter(({ count }) => count > 0).map(({ level, count }) => `${count} ${count === 1 ? level.slice(0, -1) : level}`);
  const beside = hints.length > 0 ? [hintsInText(hints.length)] : [];
  item.tooltip = new vscode.MarkdownString(
    [
      judgedAt(meeting),
      words.length > 0 ? `Found: ${words.join(", ")}.` : hints.length > 0 ? "Nothing is in the Problems panel." : "Nothing was found.",
      ...beside.map((it) => `${it}.`),
      "Click for what can be done.",
    ].join("\n\n"),
  );
  item.command = "rapporteur.menu";
  item.backgroundColor = undefined;
  item.accessibilityInformation = { label: [`Rapporteur: ${shortName(meeting)}`, `${listed.length} findings`, ...beside].join(", ") };
}

/** As of when citations are judged. */
function judgedAt(meeting: Meeting): string {
  if (meeting === null) return "The draft names no meeting that is known: citations are judged as of today.";
  if (meeting.coming) return `For the next **${meeting.name}**; the draft does not say when and where that is: citations are judged as of today.`;
  return `For **${meeting.name}**: citations are judged as of then.`;
}

function showHealth(item: vscode.StatusBarItem, health: Health): void {
  const starting = health === "starting";
  item.text = starting ? "$(loading~spin) Rapporteur" : "$(error) Rapporteur";
  item.tooltip = starting
    ? "The server is being started."
    : `The server ${health === "silent" ? "does not answer" : "has stopped"}. Click to start it again.`;
  item.command = starting ? undefined : "rapporteur.restart";
  item.backgroundColor = starting ? undefined : new vscode.ThemeColor("statusBarItem.errorBackground");
}

/** What a click on the item offers. */
const MENU = [
  { label: "$(list-unordered) Show what was found", command: "rapporteur.showFindings" },
  { label: "$(symbol-array) List text in square brackets", command: "rapporteur.listBrackets" },
  { label: "$(checklist) Check for submission…", command: "rapporteur.checkForSubmission" },
  { label: "$(wand) Fix all safe problems", command: "rapporteur.fixAll" },
  { label: "$(calendar) Revise for another meeting…", command: "rapporteur.revise" },
  { label: "$(open-preview) Open the preview", command: "rapporteur.showPreview" },
  { label: "$(add) Add a text to this draft…", command: "rapporteur.addText" },
  { label: "$(new-file) Begin a new draft…", command: "rapporteur.newDraft" },
  { label: "$(output) Show the log", command: "rapporteur.showLog" },
  { label: "$(debug-restart) Restart the server", command: "rapporteur.restart" },
  { label: "$(report) Report a problem", command: "rapporteur.reportProblem" },
];

/** Offered first where the file is of another language. */
const TREAT = { label: "$(symbol-ruler) Treat this file as a resolution", command: "rapporteur.treatAsResolution" };

async function menu(server: Server): Promise<void> {
  const editor = draftEditor();
  const meeting = editor === undefined ? undefined : await meetingOf(server, editor);
  const other = editor !== undefined && editor.document.languageId !== "resolution";
  const items = other ? [TREAT, ...MENU] : MENU;
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: meeting == null ? "Rapporteur" : `For ${shortName(meeting)}` });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
}
