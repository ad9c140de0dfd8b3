// What a draft has many of, listed by the server: text in square brackets, which is not agreed yet, and tracked changes. The next one, the
// one before, and a list of all.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import { needDraft } from "./drafts";
import { rangeOf } from "./places";
import type { Server } from "./server";

/** One of them as the server lists it, in the order of the draft. */
interface Listed {
  range: Range;
  /** Its clause as it is spoken of. */
  name: string | null;
  words: string;
  /** What a tracked change does. */
  kind?: string;
}

/** A list of the server's, and how it is spoken of. */
interface List {
  command: string;
  none: string;
  label: (it: Listed) => string;
  count: (count: number) => string;
}

const BRACKETS: List = {
  command: "rapporteur.brackets",
  none: "This draft has no text in square brackets.",
  label: (it) => `[${it.words}]`,
  count: (count) => `${count} ${count === 1 ? "text is" : "texts are"} in square brackets`,
};

const CHANGES: List = {
  command: "rapporteur.changes",
  none: "This draft has no tracked changes.",
  label: (it) => `${it.kind}: ${it.words}`,
  count: (count) => `${count} tracked ${count === 1 ? "change" : "changes"}`,
};

/** Registers the commands. */
export function registerLists(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands(server, BRACKETS, ["nextBracket", "previousBracket", "listBrackets"]),
    ...commands(server, CHANGES, ["nextChange", "previousChange", "listChanges"]),
  );
}

function commands(server: Server, list: List, [next, previous, all]: [string, string, string]): vscode.Disposable[] {
  const step = (which: (all: vscode.Range[], at: vscode.Position) => vscode.Range | undefined) => () =>
    withAll(server, list, async (editor, all) => {
      const found = which(all.map((it) => rangeOf(it.range)), editor.selection.active);
      if (found !== undefined) go(editor, found);
    });
  const register = (name: string, run: () => Promise<void>) => vscode.commands.registerCommand(`rapporteur.${name}`, run);
  return [
    // After the last comes the first.
    register(next, step((all, at) => all.find((it) => it.start.isAfter(at)) ?? all[0])),
    register(previous, step((all, at) => all.filter((it) => it.start.isBefore(at)).pop() ?? all[all.length - 1])),
    register(all, () =>
      withAll(server, list, async (editor, all) => {
        const items = all.map((it) => ({ label: list.label(it), description: it.name ?? undefined, range: rangeOf(it.range) }));
        const chosen = await vscode.window.showQuickPick(items, { placeHolder: list.count(all.length), matchOnDescription: true });
        if (chosen !== undefined) go(editor, chosen.range);
      }),
    ),
  ];
}

async function withAll(server: Server, list: List, work: (editor: vscode.TextEditor, all: Listed[]) => Promise<void>): Promise<void> {
  const editor = await needDraft();
  if (editor === undefined) return;
  await server.forDrafter(async () => {
    const all = await server.ask<Listed[]>(list.command, { uri: editor.document.uri.toString() });
    if (all.length === 0) void vscode.window.showInformationMessage(list.none);
    else await work(editor, all);
  });
}

function go(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
