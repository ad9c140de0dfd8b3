// Where Enter parts a clause of a proposal, the server writes the next label as a tracked change before the words that stay, and the
// cursor is left after the mark: it goes inside, so that the words which follow are tracked as well.

import * as vscode from "vscode";

export const END_OF_INSERTION = "++}";

/** How long the editor may take to write what the server has answered. */
const LIMIT_MS = 1000;

/** Moves the cursor inside the mark that some edits, not yet made, leave before it. */
export function stepInside(document: vscode.TextDocument, edits: readonly vscode.TextEdit[] | null | undefined): void {
  if (!edits?.some((edit) => edit.newText.length > END_OF_INSERTION.length && edit.newText.endsWith(END_OF_INSERTION))) return;
  const moving = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    const [{ active }] = selections as [vscode.Selection];
    const before = document.lineAt(active.line).text.slice(0, active.character);
    if (textEditor.document !== document || !before.endsWith(END_OF_INSERTION)) return;
    moving.dispose();
    const inside = active.translate(0, -END_OF_INSERTION.length);
    textEditor.selection = new vscode.Selection(inside, inside);
  });
  setTimeout(() => moving.dispose(), LIMIT_MS);
}
