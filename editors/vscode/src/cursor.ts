// Tells the server when the cursor comes to another line or another file: what waited while the drafter wrote there is shown then.

import * as vscode from "vscode";
import type { Server } from "./server";

export function registerCursor(server: Server): vscode.Disposable {
  let known = "";
  const tell = (editor: vscode.TextEditor | undefined) => {
    if (editor === undefined || editor !== vscode.window.activeTextEditor) return;
    const { line, character } = editor.selection.active;
    const textDocument = { uri: editor.document.uri.toString() };
    if (known === `${textDocument.uri} ${line}`) return;
    known = `${textDocument.uri} ${line}`;
    void server.running?.sendNotification("rapporteur/cursorMoved", { textDocument, position: { line, character } });
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tell),
    vscode.window.onDidChangeTextEditorSelection((event) => tell(event.textEditor)),
  );
}
