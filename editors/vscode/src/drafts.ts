// Which of the open documents is the draft that a command is about: the one with the cursor or, where that is in no text at all (in the
// preview, in the walkthrough), the one that had it last.

import * as vscode from "vscode";
import { DRAFTS, sourceOf } from "./documents";

/** The editors of drafts by their drafts, the one that had the cursor last at the end. */
const seen = new Map<string, vscode.TextEditor>();

/** Sees which drafts have the cursor. */
export function registerDrafts(): vscode.Disposable {
  const see = (editor: vscode.TextEditor | undefined) => {
    // Of other languages the server has to say first whether they are drafts.
    if (editor?.document.languageId === "resolution") remember(editor);
  };
  see(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(see),
    // A change of language closes a document and opens it.
    vscode.workspace.onDidOpenTextDocument((document) => document === vscode.window.activeTextEditor?.document && see(vscode.window.activeTextEditor)),
    vscode.workspace.onDidCloseTextDocument((document) => seen.delete(document.uri.toString())),
  );
}

/** This editor shows a draft, and has the cursor. */
export function remember(editor: vscode.TextEditor): void {
  if (sourceOf(editor.document.uri) !== undefined) return;
  const key = editor.document.uri.toString();
  seen.delete(key);
  seen.set(key, editor);
}

/** What is about this draft has come to the front. */
export function turnTo(draft: vscode.Uri): void {
  const editor = seen.get(draft.toString());
  if (editor !== undefined) remember(editor);
}

/** The editor that a command is about, where it shows what the server is sent; it may be behind another. */
export function draftEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor ?? lastEditor();
  return editor !== undefined && vscode.languages.match(DRAFTS, editor.document) > 0 ? editor : undefined;
}

/** The editor with the draft that a command is about, shown; a word to the drafter where there is none. */
export async function needDraft(): Promise<vscode.TextEditor | undefined> {
  const editor = draftEditor();
  if (editor !== undefined && sourceOf(editor.document.uri) === undefined) return shown(editor);
  void askForDraft(editor === undefined ? "Put the cursor into a draft first." : "This is a reading of the draft: put the cursor into the draft itself.");
  return undefined;
}

/** The draft that a command is about, also where the cursor is in one of its views; a word to the drafter where there is none. */
export async function needSource(): Promise<vscode.Uri | undefined> {
  const active = draftEditor()?.document.uri;
  return (active && sourceOf(active)) ?? (await needDraft())?.document.uri;
}

/** Shows a new draft. What is no text, as the walkthrough, stays in sight beside it. */
export async function showNew(draft: vscode.TextDocument): Promise<vscode.TextEditor> {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const besides = activeTab !== undefined && !(activeTab.input instanceof vscode.TabInputText);
  return vscode.window.showTextDocument(draft, besides ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
}

/** The editor of the draft that had the cursor last, as long as it has a tab. */
function lastEditor(): vscode.TextEditor | undefined {
  const editor = [...seen.values()].reverse().find(({ document }) => columnOf(document) !== undefined);
  return editor && (vscode.window.visibleTextEditors.find((it) => it.document === editor.document) ?? editor);
}

/** Where a document has its tab. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn | undefined {
  const uri = document.uri.toString();
  const shows = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && input.uri.toString() === uri;
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(shows))?.viewColumn;
}

/** Brings an editor to the front, and nothing that the drafter looks at out of sight. */
async function shown(editor: vscode.TextEditor): Promise<vscode.TextEditor> {
  const { document, selection } = editor;
  const [column, active] = [columnOf(document), vscode.window.tabGroups.activeTabGroup.viewColumn];
  const behind = column === active;
  // The one with the cursor stays active while what is no text has the focus beside it.
  if (editor === vscode.window.activeTextEditor && (behind || column === undefined)) return editor;
  return vscode.window.showTextDocument(document, { viewColumn: behind ? vscode.ViewColumn.Beside : column, selection });
}

async function askForDraft(what: string): Promise<void> {
  const editor = lastEditor();
  const way = editor === undefined ? "Open Sample Draft" : "Show Draft";
  if ((await vscode.window.showInformationMessage(what, way)) === undefined) return;
  if (editor === undefined) await vscode.commands.executeCommand("rapporteur.openSample");
  else await shown(editor);
}
