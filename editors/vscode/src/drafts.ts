// Which of the open documents is the draft that a command is about.

import * as vscode from "vscode";
import { DRAFTS, sourceOf } from "./documents";

/** The editor with the drafter's cursor, where it shows what the server is sent. */
export function draftEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor !== undefined && vscode.languages.match(DRAFTS, editor.document) > 0 ? editor : undefined;
}

/** The draft itself, also where the cursor is in one of its views. */
export function draftUri(): vscode.Uri | undefined {
  const uri = draftEditor()?.document.uri;
  return uri && (sourceOf(uri) ?? uri);
}

/** The same, and a word to the drafter where there is none. */
export function needDraft(): vscode.TextEditor | undefined {
  const editor = draftEditor();
  if (editor === undefined || sourceOf(editor.document.uri) !== undefined) {
    void vscode.window.showInformationMessage("Put the cursor into a draft first.");
    return undefined;
  }
  return editor;
}
