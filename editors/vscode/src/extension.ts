// What happens when the extension wakes: the server is started, and every part is told of it. All that knows resolutions is
// in the server.

import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient/node";
import { registerActions } from "./actions";
import { registerBrackets } from "./brackets";
import { registerCatalogue } from "./catalogue";
import { registerCursor } from "./cursor";
import { registerPages } from "./pages";
import { positionOf, rangeOf } from "./places";
import { registerPreview } from "./preview";
import { registerProblem } from "./problem";
import { registerSchema } from "./schema";
import { Server } from "./server";
import { registerStatus } from "./status";
import { registerSubmission } from "./submission";
import { registerViews } from "./views";
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
    registerBrackets(own),
    registerCatalogue(own),
    registerCursor(own),
    registerPages(own),
    registerPreview(own, context),
    registerProblem(own, context),
    registerSchema(context),
    registerStatus(own),
    registerSubmission(own),
    registerViews(own),
    registerWord(own),
    vscode.commands.registerCommand("rapporteur.restart", () => own.restart()),
    vscode.commands.registerCommand("rapporteur.showLog", () => log.show()),
    vscode.commands.registerCommand("rapporteur.openSample", () => openSample(context)),
    vscode.commands.registerCommand("rapporteur.openWalkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    ),
    vscode.commands.registerCommand("rapporteur.showReferences", showReferences),
  );
  // Not waited for: the extension is awake before the server is.
  void own.start();
  return { server: own };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** Opens the sample as a new draft: whoever writes in it leaves the extension's own copy alone. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const sample = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "sample", "sample.resolution"));
  const document = await vscode.workspace.openTextDocument({ language: "resolution", content: new TextDecoder().decode(sample) });
  await vscode.window.showTextDocument(document);
}

/** What stands above a clause leads to those who refer to it; the server writes the places as the protocol does. */
async function showReferences(uri: string, at: Position, places: Location[]): Promise<void> {
  const locations = places.map(({ uri, range }) => new vscode.Location(vscode.Uri.parse(uri), rangeOf(range)));
  await vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), positionOf(at), locations);
}
