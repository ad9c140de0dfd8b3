// The check for submission: through which door, of the draft or of all, and what must not be left in them.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import { needDraft } from "./drafts";
import { rangeOf } from "./places";
import type { Server } from "./server";

/** What `rapporteur.submission` says. */
interface Report {
  as: string;
  files: number;
  errors: number;
  findings: { uri: string; range: Range; rule: string; severity: number; message: string }[];
}

/** The doors, as the server names them. */
const DOORS = [
  { label: "Contribution", door: "contribution", detail: "What is proposed and why, the head and what is cited are in order; brackets and tracked changes may stand." },
  { label: "Working document (DT, TD)", door: "working-document", detail: "Brackets and places to be filled in are listed; they are no errors." },
  { label: "Editorial committee", door: "editorial", detail: "No bracket, tracked change, comment, placeholder or temporary number is left." },
];

const ICONS = ["error", "warning", "info", "lightbulb"];

/** Registers the commands. */
export function registerSubmission(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("rapporteur.checkForSubmission", async () => {
      const editor = await needDraft();
      return editor && server.forDrafter(() => check(server, editor.document.uri));
    }),
    vscode.commands.registerCommand("rapporteur.checkAllForSubmission", () => server.forDrafter(() => check(server, undefined))),
  );
}

async function check(server: Server, uri: vscode.Uri | undefined): Promise<void> {
  const chosen = await vscode.window.showQuickPick(DOORS, { placeHolder: "Where does it go?" });
  if (chosen === undefined) return;
  const report = await server.ask<Report>("rapporteur.submission", { uri: uri?.toString(), door: chosen.door });
  const verdict = said(report);
  if (report.findings.length === 0) {
    void vscode.window.showInformationMessage(verdict);
    return;
  }
  const items = report.findings.map((found) => ({
    label: `$(${ICONS[found.severity - 1]}) ${found.message}`,
    description: `${vscode.Uri.parse(found.uri).path.split("/").pop()}:${found.range.start.line + 1} ${found.rule}`,
    found,
  }));
  items.sort((one, other) => one.found.severity - other.found.severity);
  const picked = await vscode.window.showQuickPick(items, { placeHolder: verdict, matchOnDescription: true });
  if (picked === undefined) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(picked.found.uri), { selection: rangeOf(picked.found.range) });
}

/** "2 errors: not ready as a contribution; 5 other findings." */
function said({ as, files, errors, findings }: Report): string {
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? "" : "s"}`;
  const of = files === 1 ? "" : ` in ${files} drafts`;
  const more = findings.length - errors;
  const rest = more > 0 ? `; ${count(more, "other finding")}` : "";
  return errors > 0 ? `${count(errors, "error")}${of}: not ready as ${as}${rest}.` : `Ready as ${as}${of}: no errors${rest}.`;
}
