// What follows from a change that is a step of its own for Undo, as a paste or a line that is taken out: the editor joins nothing to such a
// step any more. It is taken back, and made again together with what follows, so that one Undo takes both.

import * as vscode from "vscode";

/** So often what is written is tried again where the drafter has typed meanwhile. */
const MOST_TRIES = 5;

/** A part of a text that is another one. In UTF-16 units. */
interface Replaced {
  start: number;
  end: number;
  text: string;
}

/** Whether a change is more than one key types or takes away. */
export function isOwnStep(changes: readonly vscode.TextDocumentContentChangeEvent[]): boolean {
  const [change] = changes;
  if (change === undefined || changes.length > 1) return false;
  const typed = [...change.text].length === 1 || /^\r?\n[ \t]*$/.test(change.text);
  // A letter may be two units long, and so is a line end.
  return !typed && (change.text !== "" || change.rangeLength > 2);
}

/**
 * Makes edits of the text as the changes have left it, as one step with them; the cursor goes to `cursor` in what they leave. Says whether
 * that was done: if not, the text is as it was, and the edits can still be made.
 */
export async function writeInOneStep(
  editor: vscode.TextEditor,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
  edits: readonly vscode.TextEdit[],
  cursor: vscode.Position | null,
): Promise<boolean> {
  const { document } = editor;
  const now = document.getText();
  const own = edits.map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText }));
  const then = replaced(now, own);
  const goal = cursor === null ? moved(document.offsetAt(editor.selection.active), own) : offsetOf(then, cursor);
  await vscode.commands.executeCommand("undo");
  const was = document.getText();
  const made = changes.map(({ rangeOffset, rangeLength, text }) => ({ start: rangeOffset, end: rangeOffset + rangeLength, text }));
  if (replaced(was, made) !== now) {
    // It took back something else as well, or less.
    await vscode.commands.executeCommand("redo");
    // Where the drafter has typed between the two, nothing is to be written over that.
    return document.getText() !== now;
  }
  const whole = difference(was, then);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // What the drafter has typed meanwhile stays.
    const typed = difference(was, document.getText());
    const [edit, before] = beside(whole, typed);
    const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
    if (await editor.edit((builder) => builder.replace(range, edit.text))) {
      const at = document.positionAt(goal + before);
      editor.selection = new vscode.Selection(at, at);
      return true;
    }
  }
  return false;
}

/** A change beside another one that was made before it, and by how much that moves what stands behind. */
function beside(whole: Replaced, typed: Replaced): [Replaced, number] {
  const more = typed.text.length - (typed.end - typed.start);
  if (typed.start === typed.end && typed.text === "") return [whole, 0];
  if (typed.end <= whole.start && typed.start < whole.start) return [{ ...whole, start: whole.start + more, end: whole.end + more }, more];
  if (typed.start >= whole.end && typed.start > whole.start) return [whole, 0];
  // Within it: it comes behind.
  const end = Math.max(whole.end, typed.end) + more;
  return [{ start: Math.min(whole.start, typed.start), end, text: whole.text + typed.text }, typed.text.length];
}

function replaced(text: string, changes: readonly Replaced[]): string {
  const backwards = [...changes].sort((one, other) => other.start - one.start);
  return backwards.reduce((text, { start, end, text: own }) => text.slice(0, start) + own + text.slice(end), text);
}

/** Where a place goes that edits are made around. */
function moved(at: number, edits: readonly Replaced[]): number {
  const before = edits.filter(({ start, end }) => end <= at && start <= at);
  return before.reduce((place, { start, end, text }) => place + text.length - (end - start), at);
}

function offsetOf(text: string, { line, character }: vscode.Position): number {
  let offset = 0;
  for (let nth = 0; nth < line; nth++) {
    const end = text.indexOf("\n", offset);
    if (end < 0) break;
    offset = end + 1;
  }
  return Math.min(offset + character, text.length);
}

/** Where two texts differ, in the first one; no half of a character. */
function difference(was: string, is: string): Replaced {
  const most = Math.min(was.length, is.length);
  const half = (text: string, at: number) => /[\uDC00-\uDFFF]/.test(text.charAt(at));
  let start = 0;
  while (start < most && was[start] === is[start]) start++;
  if (half(was, start) || half(is, start)) start--;
  let same = 0;
  while (same < most - start && was[was.length - 1 - same] === is[is.length - 1 - same]) same++;
  if (same > 0 && (half(was, was.length - same) || half(is, is.length - same))) same--;
  return { start, end: was.length - same, text: is.slice(start, is.length - same) };
}
