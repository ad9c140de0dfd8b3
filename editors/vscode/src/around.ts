// Edits around the cursor that leave it where it belongs, in the one step in which the text changes. Of two edits that meet at the cursor
// the editor puts what the first one writes before it, and what the second one writes behind it: so no key comes between the edit and
// the cursor's way to its place, and a cursor that the drafter has moved meanwhile stays where it is.

import * as vscode from "vscode";

/** One Undo takes what was typed and what followed. */
const WITH_TYPING = { undoStopBefore: false, undoStopAfter: false };

/** Makes edits; says whether the text was still the one that they are of. */
export function write(editor: vscode.TextEditor, edits: vscode.TextEdit[]): Thenable<boolean> {
  return editor.edit((builder) => edits.forEach((edit) => builder.replace(edit.range, edit.newText)), WITH_TYPING);
}

/** Makes edits around the place `from`, where the cursor is; in what they leave it goes to `to`. */
export async function writeAround(editor: vscode.TextEditor, edits: vscode.TextEdit[], from: vscode.Position, to: vscode.Position): Promise<boolean> {
  // Elsewhere they move the cursor as they move the words.
  if (!edits.some((edit) => edit.range.contains(from))) return write(editor, edits);
  const { document } = editor;
  const { range, text } = asOne(document, edits);
  const [before, behind] = parted(text, range.start, to);
  const rest = new vscode.Range(from, range.end);
  // What is written where nothing is taken away would come before the cursor: it takes away the next character, and writes it again.
  const next = behind !== "" && rest.isEmpty ? new vscode.Range(from, document.positionAt(document.offsetAt(from) + 1)) : rest;
  const end = new vscode.TextEdit(next, behind + document.getText(new vscode.Range(rest.end, next.end)));
  const done = await write(editor, [new vscode.TextEdit(new vscode.Range(range.start, from), before), end]);
  // At the end of the document nothing follows.
  const { active, isEmpty } = editor.selection;
  if (done && next.isEmpty && isEmpty && active.isEqual(document.lineAt(document.lineCount - 1).range.end)) editor.selection = new vscode.Selection(to, to);
  return done;
}

/** Several edits, and what stands between them, as one. */
function asOne(document: vscode.TextDocument, edits: vscode.TextEdit[]): { range: vscode.Range; text: string } {
  const inOrder = [...edits].sort((one, other) => one.range.start.compareTo(other.range.start));
  const range = new vscode.Range(inOrder[0]!.range.start, inOrder[inOrder.length - 1]!.range.end);
  let text = "";
  let at = range.start;
  for (const edit of inOrder) {
    text += document.getText(new vscode.Range(at, edit.range.start)) + edit.newText;
    at = edit.range.end;
  }
  return { range, text };
}

/** A text that begins at some place, in two parts at another place. */
function parted(text: string, start: vscode.Position, at: vscode.Position): [string, string] {
  let offset = 0;
  for (let line = start.line; line < at.line && text.includes("\n", offset); line++) offset = text.indexOf("\n", offset) + 1;
  offset += at.character - (at.line === start.line ? start.character : 0);
  offset = Math.min(Math.max(offset, 0), text.length);
  return [text.slice(0, offset), text.slice(offset)];
}
