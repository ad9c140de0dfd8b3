// After a finding was accepted in rapporteur.toml: a look at it, and the way back.

import * as vscode from "vscode";

/** What was written, as `rapporteur.accept` says; `before` is nothing where there was no file. */
export interface Written {
  uri: string;
  before: string | null;
  after: string;
}

/** Says what was written, and offers to show it or to take it back. */
export async function offerUndo(written: Written): Promise<void> {
  const uri = vscode.Uri.parse(written.uri);
  const chosen = await vscode.window.showInformationMessage(`Not reported any more, as ${uri.path.split("/").pop()} says now.`, "Open", "Undo");
  if (chosen === "Open") await vscode.window.showTextDocument(uri);
  if (chosen === "Undo") await takeBack(written);
}

/** Writes what stood there before, unless the file says something else by now. */
export async function takeBack({ uri: file, before, after }: Written): Promise<void> {
  const uri = vscode.Uri.parse(file);
  const now = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString());
  if (now !== after || open?.isDirty) {
    void vscode.window.showWarningMessage(`${uri.path.split("/").pop()} has changed since: take the entry out by hand.`);
    await vscode.window.showTextDocument(uri);
  } else if (before === null) {
    await vscode.workspace.fs.delete(uri);
  } else {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(before));
  }
}
