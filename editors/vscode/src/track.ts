// Track Changes: what is typed over the text in force becomes a tracked change. The drafter types as anywhere; after each change the
// server is asked what follows from it (marks around what is new, what was taken away put back as deleted, the next label after Enter),
// and that is written so that one Undo takes both.

import * as vscode from "vscode";
import type { Position, TextEdit } from "vscode-languageclient/node";
import { write, writeAround } from "./around";
import { did } from "./did";
import { draftEditor } from "./drafts";
import { Pace } from "./pace";
import { type Moved, onDidMove } from "./moves";
import { isOwnStep, writeInOneStep } from "./oneStep";
import { positionOf, rangeOf } from "./places";
import type { Server } from "./server";
import { END_OF_INSERTION, stepInside } from "./typing";

/** How a file is tracked where the drafter has chosen: not at all, or also in a text that is no proposal. */
type Choice = "off" | "on";

/** Where the choices are kept, by the files' URIs. */
const CHOICES = "rapporteur.track";

/** What follows from typing, as `rapporteur.trackTyping` answers. */
interface Following {
  version: number | null;
  edits: TextEdit[];
  cursor: Position | null;
  /** What the drafter is to choose first: how a clause between others is called, and how many changes it takes to re-letter the rest. */
  choice?: { bis: string; rest: number };
}

/** How clauses between others of a text in force are named. */
type Between = "bis" | "reletter";

/** Where that is kept, by the files' URIs. */
const BETWEEN = "rapporteur.between";

/** Whether what is typed at a place is tracked, as `rapporteur.typedHere` answers; if not, why, and whether because it is no proposal. */
interface Here {
  tracked: boolean;
  why: string | null;
  noProposal: boolean;
}

/** What was typed and not yet followed. */
interface Pending {
  document: vscode.TextDocument;
  /** The document's number before. */
  since: number;
  /** Delete was pressed, not Backspace. */
  forward: boolean;
  /** What the editor told of; more than one is none that can be made again. */
  changes: readonly vscode.TextDocumentContentChangeEvent[] | undefined;
}

/** So often an answer of an older text is asked for again. */
const MOST_TRIES = 50;

/** So long the editor may take to tell where the cursor is. */
const CURSOR_MS = 50;

/** Tracks what is typed in drafts. */
export class Tracker implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("rapporteur.track", vscode.StatusBarAlignment.Left, -1);
  private readonly pace = new Pace(() => this.show());
  private readonly subscriptions: vscode.Disposable;
  /** The numbers that documents had when they were last seen. */
  private readonly versions = new Map<string, number>();
  private pending: Pending | undefined;
  /** Where the last change began, and what it wrote: the cursor is after that. */
  private last = { start: new vscode.Position(0, 0), text: "" };
  private following = false;
  /** What is being written here is no typing. */
  private writing = false;
  /** The line where the text in force itself is being corrected. */
  private corrected: { uri: string; line: number } | undefined;
  /** The drafter was told that nothing is tracked while the server is away. */
  private warned = false;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    server.isFollowed = (document) => this.sees(document);
    this.item.name = "Track Changes";
    this.item.command = "rapporteur.toggleTracking";
    const again = () => void this.pace.want();
    this.subscriptions = vscode.Disposable.from(
      this.item,
      vscode.workspace.onDidOpenTextDocument((document) => this.versions.set(document.uri.toString(), document.version)),
      vscode.workspace.onDidCloseTextDocument((document) => this.versions.delete(document.uri.toString())),
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event)),
      vscode.window.onDidChangeActiveTextEditor(again),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        this.leaveLine(event.textEditor);
        again();
      }),
      onDidMove((moved) => void this.carry(moved)),
      server.onHealth((health) => {
        if (health === "running") this.warned = false;
        again();
      }),
      vscode.commands.registerCommand("rapporteur.toggleTracking", () => this.toggle()),
      vscode.commands.registerCommand("rapporteur.correctTextInForce", () => this.correct()),
    );
    vscode.workspace.textDocuments.forEach((document) => this.versions.set(document.uri.toString(), document.version));
    again();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Whether what is typed in a document goes through here, its labels included. */
  sees(document: vscode.TextDocument): boolean {
    return document.languageId === "resolution" && this.choice(document) !== "off" && !this.corrects(document);
  }

  private choice(document: vscode.TextDocument): Choice | undefined {
    return this.memory.get<Record<string, Choice>>(CHOICES, {})[document.uri.toString()];
  }

  private async choose(document: vscode.TextDocument, choice: Choice | undefined): Promise<void> {
    const { [document.uri.toString()]: _, ...others } = this.memory.get<Record<string, Choice>>(CHOICES, {});
    await this.memory.update(CHOICES, choice === undefined ? others : { ...others, [document.uri.toString()]: choice });
    void this.pace.want();
  }

  /** What a drafter has chosen for a file goes with it where it gets another name, or its first. */
  private async carry(moved: Moved): Promise<void> {
    for (const key of [CHOICES, BETWEEN]) {
      const kept = this.memory.get<Record<string, unknown>>(key, {});
      const now = Object.entries(kept).map(([uri, choice]) => [moved(vscode.Uri.parse(uri))?.toString() ?? uri, choice] as const);
      if (now.some(([uri]) => !(uri in kept))) await this.memory.update(key, Object.fromEntries(now));
    }
    void this.pace.want();
  }

  private corrects(document: vscode.TextDocument): boolean {
    return this.corrected?.uri === document.uri.toString();
  }

  /** Turns tracking off for a file, and on again; in a text that is no proposal it begins so. */
  private async toggle(): Promise<void> {
    const editor = draftEditor();
    if (editor === undefined) return;
    const { document } = editor;
    if (this.corrects(document)) {
      this.corrected = undefined;
      return void this.pace.want();
    }
    const here = await this.here(editor, false);
    switch (this.choice(document)) {
      case "off":
        return this.choose(document, here?.noProposal ? "on" : undefined);
      case "on":
        return this.choose(document, "off");
      default:
        if (here?.noProposal) return this.choose(document, "on");
        // Elsewhere in the file it may be tracked: that is turned off where it is on.
        if (here?.tracked === false) {
          void vscode.window.showInformationMessage(`What you type here is not tracked: ${here.why}.`);
          return;
        }
        return this.choose(document, "off");
    }
  }

  /** What is typed in the line of the cursor corrects the text in force, until the cursor leaves it. */
  private correct(): void {
    const editor = draftEditor();
    if (editor === undefined) return;
    this.corrected = { uri: editor.document.uri.toString(), line: editor.selection.active.line };
    void this.pace.want();
  }

  private leaveLine(editor: vscode.TextEditor): void {
    if (this.corrects(editor.document) && editor.selection.active.line !== this.corrected?.line) this.corrected = undefined;
  }

  /** Whether what is typed at the cursor is tracked, and why not. */
  private async here(editor: vscode.TextEditor, always: boolean): Promise<Here | undefined> {
    const { line, character } = editor.selection.active;
    const asked = { uri: editor.document.uri.toString(), position: { line, character }, always };
    return this.server.ask<Here>("rapporteur.typedHere", asked).catch(() => undefined);
  }

  private async show(): Promise<void> {
    const editor = draftEditor();
    if (editor === undefined || editor.document.languageId !== "resolution") {
      this.item.hide();
      return;
    }
    const choice = this.choice(editor.document);
    const here = await this.here(editor, choice === "on");
    const say = (icon: string, text: string, tooltip: string) => {
      this.item.text = `$(${icon}) ${text}`;
      this.item.tooltip = tooltip;
      this.item.accessibilityInformation = { label: `${text}. ${tooltip}`, role: "button" };
    };
    if (this.corrects(editor.document)) {
      say("edit", "Correcting Text in Force", "What you type in this line is not tracked, until the cursor leaves it. Click to end that.");
    } else if (choice === "off") {
      say("circle-slash", "Track Changes: Off", "You have turned it off for this file: what you type changes the text itself. Click to track changes again.");
    } else if (here === undefined) {
      say("circle-slash", "Not Tracked", "The server does not answer: what you type is not tracked.");
    } else if (here.tracked) {
      say("git-compare", "Track Changes: On", "What you type here becomes a tracked change, and the text in force stays as it is. Click to turn that off for this file.");
    } else {
      say("edit", "Not Tracked Here", `What you type here is not tracked: ${here.why}. ${here.noProposal ? " Click to track it all the same." : ""}`);
    }
    this.item.show();
  }

  private changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const before = this.versions.get(key) ?? document.version - 1;
    this.versions.set(key, document.version);
    const editor = vscode.window.activeTextEditor;
    if (contentChanges.length === 0 || document !== editor?.document || !this.sees(document)) return;
    this.last = { start: contentChanges[0]!.range.start, text: contentChanges[0]!.text };
    // What is undone was tracked.
    if (reason !== undefined || this.writing) {
      if (this.pending?.document === document) this.pending = undefined;
      return;
    }
    if (this.server.health !== "running") return this.warn();
    const [first] = contentChanges;
    const forward = first!.text === "" && editor.selection.isEmpty && editor.selection.active.isEqual(first!.range.start);
    const goesOn = this.pending?.document === document;
    this.pending = goesOn ? { ...this.pending!, changes: undefined } : { document, since: before, forward, changes: contentChanges };
    void this.follow();
  }

  private warn(): void {
    if (this.warned) return;
    this.warned = true;
    void vscode.window.showWarningMessage("Rapporteur does not answer just now: what you type is not tracked.", "Restart").then((chosen) => {
      if (chosen === "Restart") void this.server.restart();
    });
  }

  /** Writes what follows from what was typed, as soon as the server has answered for the text as it is. */
  private async follow(): Promise<void> {
    if (this.following) return;
    this.following = true;
    try {
      for (let tries = 0; this.pending !== undefined && tries < MOST_TRIES; tries++) {
        // The client's own listener has sent the change by then.
        await new Promise((resolve) => setImmediate(resolve));
        const pending: Pending | undefined = this.pending;
        if (pending === undefined) break;
        const { document } = pending;
        // The drafter may look at something else by now: what was typed is followed all the same.
        const editor = vscode.window.visibleTextEditors.find((it) => it.document === document);
        const asked = document.version;
        const cursor = editor === undefined ? this.last.start : await this.cursor(editor);
        const answer = await this.ask(pending, cursor).catch(() => undefined);
        // Typed on meanwhile: what follows from all of it is asked for.
        if (document.version !== asked || (answer !== null && answer !== undefined && answer.version !== asked)) continue;
        if (this.pending !== pending) continue;
        if (answer === undefined) {
          this.pending = undefined;
          this.warn();
          continue;
        }
        if (answer?.choice !== undefined && (await this.chooseBetween(document, answer.choice))) continue;
        this.pending = undefined;
        // What is read from the disk is no typing; the first key is told of before the document is dirty.
        if (!document.isDirty) continue;
        if (answer !== null && !(await this.write(editor ?? document, answer, cursor, pending.changes))) this.pending = pending;
      }
      this.pending = undefined;
    } finally {
      this.following = false;
    }
  }

  /** Where the cursor is after the last change: the editor tells of the change first, and of the cursor a moment later. */
  private async cursor(editor: vscode.TextEditor): Promise<vscode.Position> {
    if (editor.selections.length > 1) return editor.selection.active;
    if (this.last.text === "") return this.last.start;
    for (const end = Date.now() + CURSOR_MS; Date.now() < end && !editor.selection.active.isAfter(this.last.start); ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return editor.selection.active;
  }

  private ask({ document, since, forward }: Pending, { line, character }: vscode.Position): Promise<Following | null> {
    const labels = vscode.workspace.getConfiguration("editor", document).get("formatOnType") === true;
    return this.server.ask<Following | null>("rapporteur.trackTyping", {
      uri: document.uri.toString(),
      since,
      position: { line, character },
      forward,
      always: this.choice(document) === "on",
      labels,
      between: this.memory.get<Record<string, Between>>(BETWEEN, {})[document.uri.toString()],
    });
  }

  /** Asks how a clause between others is to be named, and remembers it for the file. */
  private async chooseBetween(document: vscode.TextDocument, { bis, rest }: { bis: string; rest: number }): Promise<boolean> {
    const items: (vscode.QuickPickItem & { between: Between })[] = [
      { label: bis, description: "the other clauses keep their letters", between: "bis" },
      { label: "Re-letter the rest", description: `${rest} tracked ${rest === 1 ? "change" : "changes"}`, between: "reletter" },
    ];
    const placeHolder = "How is a clause called that is put between others? Remembered for this file";
    const chosen = await vscode.window.showQuickPick(items, { placeHolder });
    if (chosen === undefined) return false;
    await this.memory.update(BETWEEN, { ...this.memory.get(BETWEEN, {}), [document.uri.toString()]: chosen.between });
    return true;
  }

  /** Makes edits, and puts the cursor where it belongs; says whether the text was still the one that they are of. */
  private async write(
    where: vscode.TextEditor | vscode.TextDocument,
    { edits, cursor }: Following,
    before: vscode.Position,
    changes: Pending["changes"],
  ): Promise<boolean> {
    const own = edits.map((edit) => new vscode.TextEdit(rangeOf(edit.range), edit.newText));
    if ("lineAt" in where) {
      const change = new vscode.WorkspaceEdit();
      change.set(where.uri, own);
      return vscode.workspace.applyEdit(change);
    }
    const editor = where;
    // Enter has brought a label.
    if (this.last.text.includes("\n") && own.some((edit) => edit.newText.includes("\t"))) did("write");
    this.writing = true;
    try {
      const alone = editor === vscode.window.activeTextEditor && editor.selections.length === 1 && own.length > 0;
      if (alone && changes !== undefined && isOwnStep(changes)) {
        if (await writeInOneStep(editor, changes, own, cursor === null ? null : positionOf(cursor))) return true;
      }
      if (cursor !== null && own.length > 0) return await writeAround(editor, own, before, positionOf(cursor));
      if (cursor !== null) {
        // The drafter may have gone elsewhere meanwhile.
        if (editor.selection.active.isEqual(before)) editor.selection = new vscode.Selection(positionOf(cursor), positionOf(cursor));
        return true;
      }
      stepInside(editor.document, own);
      if (!(await write(editor, own))) return false;
      if (editor.selections.length > 1) stepAllInside(editor);
      return true;
    } finally {
      this.writing = false;
    }
  }
}

/** Of several cursors, each that edits have left after a mark goes inside it. */
function stepAllInside(editor: vscode.TextEditor): void {
  editor.selections = editor.selections.map((selection) => {
    const { active } = selection;
    const before = editor.document.lineAt(active.line).text.slice(0, active.character);
    const inside = selection.isEmpty && before.endsWith(END_OF_INSERTION) ? active.translate(0, -END_OF_INSERTION.length) : undefined;
    return inside === undefined ? selection : new vscode.Selection(inside, inside);
  });
}
