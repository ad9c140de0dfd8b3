// What was found in a draft.

import * as vscode from "vscode";
import { did } from "./did";
import { needDraft } from "./drafts";
import type { Server } from "./server";

/** Registers the command that shows what was found in the draft. */
export function registerFindings(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("rapporteur.showFindings", async () => {
    const editor = await needDraft();
    if (editor === undefined) return;
    await server.forDrafter(async () => {
      // A server that is not there has found nothing either.
      await server.ask("rapporteur.meetings");
      const { listed, hints } = findingsIn(editor.document.uri);
      if (listed.length === 0) {
        const few = hints.length === 0 ? "Nothing was found in this draft." : `Nothing but ${hintsInText(hints.length)} was found.`;
        void vscode.window.showInformationMessage(few);
        return;
      }
      await vscode.commands.executeCommand("workbench.actions.view.problems");
      did("findings");
    });
  });
}

/** What was found in a document: what the Problems panel lists, and the hints, which the editor shows in the text alone. */
export function findingsIn(uri: vscode.Uri): { listed: vscode.Diagnostic[]; hints: vscode.Diagnostic[] } {
  const found = vscode.languages.getDiagnostics(uri).filter((it) => it.source === "rapporteur");
  const isHint = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Hint;
  return { listed: found.filter((it) => !isHint(it)), hints: found.filter(isHint) };
}

/** "3 hints in the text" */
export function hintsInText(count: number): string {
  return `${count} ${count === 1 ? "hint" : "hints"} in the text`;
}
