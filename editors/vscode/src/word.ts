// What the server may offer one day: drafts from and to Word, and a comparison with the adopted text. Their commands are shown as
// soon as it names them among its own.

import * as vscode from "vscode";
import { needDraft } from "./drafts";
import type { Server } from "./server";

const WORD = { "Word document": ["docx"] };

/** Registers the commands, each under the server's own that it needs. */
export function registerWord(server: Server): vscode.Disposable {
  const offered: Record<string, () => Promise<void>> = {
    compare: () => compare(server),
    import: () => importWord(server),
    export: () => exportWord(server),
  };
  const show = () => {
    for (const name of Object.keys(offered)) {
      const own = server.commands.includes(`rapporteur.${name}`);
      void vscode.commands.executeCommand("setContext", `rapporteur.offers.${name}`, own);
    }
  };
  return vscode.Disposable.from(
    server.onHealth(show),
    vscode.commands.registerCommand("rapporteur.compareWithAdopted", offered.compare!),
    vscode.commands.registerCommand("rapporteur.importWord", offered.import!),
    vscode.commands.registerCommand("rapporteur.exportWord", offered.export!),
  );
}

/** `rapporteur.compare {uri} → {page}`: the adopted text under a name of the server's. */
async function compare(server: Server): Promise<void> {
  const draft = (await needDraft())?.document.uri;
  if (draft === undefined) return;
  const { page } = await server.ask<{ page: string }>("rapporteur.compare", { uri: draft.toString() });
  await vscode.commands.executeCommand("vscode.diff", vscode.Uri.parse(page), draft);
}

/** `rapporteur.import {path} → {text}` */
async function importWord(server: Server): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({ filters: WORD })) ?? [];
  if (file === undefined) return;
  const { text } = await server.ask<{ text: string }>("rapporteur.import", { path: file.fsPath });
  const document = await vscode.workspace.openTextDocument({ language: "resolution", content: text });
  await vscode.window.showTextDocument(document);
}

/** `rapporteur.export {uri, path}` */
async function exportWord(server: Server): Promise<void> {
  const draft = (await needDraft())?.document.uri;
  const file = draft && (await vscode.window.showSaveDialog({ filters: WORD }));
  if (file === undefined) return;
  await server.ask("rapporteur.export", { uri: draft!.toString(), path: file.fsPath });
}
