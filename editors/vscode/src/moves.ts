// Drafts that get another name: they are renamed, or saved for the first time. What stands beside a draft follows it there.

import * as vscode from "vscode";

/** Where a document is now; nothing where it has not moved. */
export type Moved = (uri: vscode.Uri) => vscode.Uri | undefined;

/** So long the editor may take between writing a file and closing the untitled document that it was. */
const LIMIT_MS = 10_000;

/** Tells of documents that have moved. */
export function onDidMove(follow: (moved: Moved) => void): vscode.Disposable {
  /** Files that are being written with the words of an untitled document, by its name. */
  const written = new Map<string, { to: vscode.Uri; time: number }>();
  return vscode.Disposable.from(
    vscode.workspace.onDidRenameFiles(({ files }) => follow((uri) => renamed(uri, files))),
    // The editor does not say that a file is what an untitled document was: it writes the file, and closes the other one then.
    vscode.workspace.onWillSaveTextDocument(({ document }) => {
      if (document.isUntitled) return;
      const same = vscode.workspace.textDocuments.find((it) => it.isUntitled && it.getText() === document.getText());
      if (same !== undefined) written.set(same.uri.toString(), { to: document.uri, time: Date.now() });
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const from = uri.toString();
      const now = written.get(from);
      written.delete(from);
      if (now !== undefined && Date.now() - now.time < LIMIT_MS) follow((it) => (it.toString() === from ? now.to : undefined));
    }),
  );
}

/** Where a file is now: it, or a folder above it, may have been renamed. */
function renamed(uri: vscode.Uri, files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[]): vscode.Uri | undefined {
  const file = files.find(({ oldUri }) => `${uri}/`.startsWith(`${oldUri}/`));
  return file?.newUri.with({ path: file.newUri.path + uri.path.slice(file.oldUri.path.length) });
}
