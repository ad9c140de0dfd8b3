// Text in square brackets, which is not agreed yet: the next one, the one before, and a list of all.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import { needDraft } from "./drafts";
import { rangeOf } from "./places";
import type { Server } from "./server";

/** Text in brackets as `rapporteur.brackets` lists it, in the order of the draft. */
interface Bracketed {
  range: Range;
  name: string | null;
  words: string;
}

const NONE = "This draft has no text in square brackets.";

/** Registers the commands. */
export function registerBrackets(server: Server): vscode.Disposable {
  const step = (which: (all: vscode.Range[], at: vscode.Position) => vscode.Range | undefined) => () =>
    withBrackets(server, async (editor, all) => {
      const found = which(all.map((it) => rangeOf(it.range)), editor.selection.active);
      if (found !== undefined) go(editor, found);
    });
  return vscode.Disposable.from(
    // After the last comes the first.
    vscode.commands.registerCommand("rapporteur.nextBracket", step((all, at) => all.find((it) => it.start.isAfter(at)) ?? all[0])),
    vscode.commands.registerCommand(
      "rapporteur.previousBracket",
      step((all, at) => all.filter((it) => it.start.isBefore(at)).pop() ?? all[all.length - 1]),
    ),
    vscode.commands.registerCommand("rapporteur.listBrackets", () =>
      withBrackets(server, async (editor, all) => {
        const items = all.map((it) => ({ label: `[${it.words}]`, description: it.name ?? undefined, range: rangeOf(it.range) }));
        const placeHolder = `${all.length} ${all.length === 1 ? "text is" : "texts are"} in square brackets`;
        const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
        if (chosen !== undefined) go(editor, chosen.range);
      }),
    ),
  );
}

async function withBrackets(server: Server, work: (editor: vscode.TextEditor, all: Bracketed[]) => Promise<void>): Promise<void> {
  const editor = needDraft();
  if (editor === undefined) return;
  await server.forDrafter(async () => {
    const all = await server.ask<Bracketed[]>("rapporteur.brackets", { uri: editor.document.uri.toString() });
    if (all.length === 0) void vscode.window.showInformationMessage(NONE);
    else await work(editor, all);
  });
}

function go(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
