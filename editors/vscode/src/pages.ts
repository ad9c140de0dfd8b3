// Pages that the server has: of each rule, and of each text in the catalogue.

import * as vscode from "vscode";
import { draftEditor } from "./drafts";
import type { Server } from "./server";

/** A rule as `rapporteur.rules` lists it. */
interface Rule {
  name: string;
  group: string;
  level: string;
  summary: string;
  page: string;
}

/** Shows a page: as package.json says for all that leads to one, rendered where there is what renders Markdown, else as text. */
export async function showPage(uri: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(uri));
}

/** Registers the command that explains a rule: those that have found something at the cursor come first. */
export function registerPages(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("rapporteur.explainRule", () => server.forDrafter(() => explainRule(server)));
}

async function explainRule(server: Server): Promise<void> {
  const rules = await server.ask<Rule[]>("rapporteur.rules");
  const here = rulesAtCursor();
  const items = rules
    .map((rule) => ({ label: rule.name, description: rule.level, detail: rule.summary, page: rule.page }))
    .sort((one, other) => Number(here.has(other.label)) - Number(here.has(one.label)));
  const placeHolder = here.size > 0 ? "Found here first" : "Which rule?";
  const rule = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (rule !== undefined) await showPage(rule.page);
}

function rulesAtCursor(): Set<string> {
  const editor = draftEditor();
  if (editor === undefined) return new Set();
  const here = vscode.languages.getDiagnostics(editor.document.uri).filter((it) => it.range.contains(editor.selection.active));
  return new Set(here.map(codeOf));
}

/** The rule that has found something. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
