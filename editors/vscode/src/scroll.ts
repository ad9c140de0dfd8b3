// A draft and its views scroll together: the first line that is seen of the one decides the first line that is seen of the other.

import * as vscode from "vscode";
import { sourceOf } from "./documents";

/** How long after an editor was scrolled by another its own scrolling means nothing. */
const ECHO_MS = 300;

/** Scrolls them. */
export class Scrolling implements vscode.Disposable {
  /** The first lines that editors showed when they were last seen. */
  private readonly tops = new WeakMap<vscode.TextEditor, number>();
  /** When editors were scrolled by others. */
  private readonly led = new WeakMap<vscode.TextEditor, number>();
  private readonly subscriptions: vscode.Disposable;

  /** `linesOf`: for each line of a view, the line of the draft that it is, as long as the view is open. */
  constructor(private readonly linesOf: (view: vscode.Uri) => readonly number[] | undefined) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorVisibleRanges((event) => this.scrolled(event)),
      // What a view says has changed, and with it where its lines are.
      vscode.workspace.onDidChangeTextDocument(({ document }) => isView(document) && this.fit(document)),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** A view goes where its draft is. */
  fit(view: vscode.TextDocument): void {
    const source = sourceOf(view.uri)?.toString();
    const draft = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === source);
    if (draft !== undefined) this.lead(draft);
  }

  private scrolled({ textEditor, visibleRanges }: vscode.TextEditorVisibleRangesChangeEvent): void {
    const [before, now] = [this.tops.get(textEditor), visibleRanges[0]?.start.line];
    if (now === undefined || now === before) return;
    this.tops.set(textEditor, now);
    if (Date.now() - (this.led.get(textEditor) ?? 0) < ECHO_MS) return;
    // A view that has just come to be seen was not scrolled there.
    if (before === undefined && isView(textEditor.document)) this.fit(textEditor.document);
    else this.lead(textEditor);
  }

  /** The others go where an editor is. */
  private lead(editor: vscode.TextEditor): void {
    const lines = this.linesOf(editor.document.uri);
    const first = firstSeen(editor);
    const line = lines === undefined ? first : lines[Math.min(first, lines.length - 1)];
    if (line === undefined) return;
    for (const other of vscode.window.visibleTextEditors) {
      if (other.document === editor.document || draftOf(other) !== draftOf(editor)) continue;
      const at = first === 0 ? 0 : Math.min(lineIn(this.linesOf(other.document.uri), line), other.document.lineCount - 1);
      if (at === firstSeen(other)) continue;
      this.led.set(other, Date.now());
      other.revealRange(new vscode.Range(at, 0, at, 0), vscode.TextEditorRevealType.AtTop);
    }
  }
}

function isView(document: vscode.TextDocument): boolean {
  return sourceOf(document.uri) !== undefined;
}

function draftOf({ document }: vscode.TextEditor): string {
  return (sourceOf(document.uri) ?? document.uri).toString();
}

/** The first line of an editor that no heading lies on which sticks to its top: so far from the top the editor puts what it is to show there. */
function firstSeen({ document, visibleRanges }: vscode.TextEditor): number {
  const top = visibleRanges[0]?.start.line ?? 0;
  const settings = vscode.workspace.getConfiguration("editor", document);
  const sticking = settings.get("stickyScroll.enabled", true) ? settings.get("stickyScroll.maxLineCount", 5) : 0;
  return top === 0 ? 0 : top + Math.max(sticking, settings.get("cursorSurroundingLines", 0));
}

/** The first line of a view that is not before a line of the draft. */
function lineIn(lines: readonly number[] | undefined, line: number): number {
  if (lines === undefined) return line;
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
