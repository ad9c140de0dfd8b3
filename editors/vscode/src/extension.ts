// What happens when the extension wakes: the server is started, and every part is told of it. All that knows resolutions is
// in the server.

import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient/node";
import { registerActions } from "./actions";
import { registerBegin } from "./begin";
import { registerCatalogue } from "./catalogue";
import { registerCursor } from "./cursor";
import { registerDrafts } from "./drafts";
import { registerFindings } from "./findings";
import { registerLists } from "./lists";
import { registerLanguages } from "./languages";
import { registerPages } from "./pages";
import { positionOf, rangeOf } from "./places";
import { registerPreview } from "./preview";
import { registerProblem } from "./problem";
import { registerSample } from "./sample";
import { registerSchema } from "./schema";
import { Server } from "./server";
import { registerStatus } from "./status";
import { registerSubmission } from "./submission";
import { registerViews } from "./views";
import { Tracker } from "./track";
import { registerWord } from "./word";

let server: Server | undefined;

/** What tests ask for. */
export interface Extension {
  server: Server;
}

export function activate(context: vscode.ExtensionContext): Extension {
  const log = vscode.window.createOutputChannel("Rapporteur", { log: true });
  const own = new Server(context, log);
  server = own;
  context.subscriptions.push(
    log,
    own,
    registerActions(own),
    registerBegin(own, context.workspaceState),
    registerCatalogue(own),
    registerCursor(own),
    registerDrafts(),
    registerFindings(own),
    registerLists(own),
    registerLanguages(own, context),
    registerPages(own),
    registerPreview(own, context),
    registerProblem(own, context),
    registerSample(context),
    registerSchema(context),
    registerStatus(own),
    registerSubmission(own),
    registerViews(own),
    registerWord(own),
    new Tracker(own, context.workspaceState),
    vscode.commands.registerCommand("rapporteur.restart", () => own.restart()),
    vscode.commands.registerCommand("rapporteur.showLog", () => log.show()),
    vscode.commands.registerCommand("rapporteur.showReferences", showReferences),
  );
  // Not waited for: the extension is awake before the server is.
  void own.start();
  return { server: own };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** What stands above a clause leads to those who refer to it; the server writes the places as the protocol does. */
async function showReferences(uri: string, at: Position, places: Location[]): Promise<void> {
  const locations = places.map(({ uri, range }) => new vscode.Location(vscode.Uri.parse(uri), rangeOf(range)));
  await vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), positionOf(at), locations);
}
