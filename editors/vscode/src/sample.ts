// The sample draft, and the walkthrough that leads through it.

import * as vscode from "vscode";
import { did } from "./did";
import { showNew } from "./drafts";

/** The cursor is put after these words of the sample, where a clause can follow. */
const BEGIN = "from the first design onwards";

/** Registers the commands. */
export function registerSample(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("rapporteur.openSample", () => openSample(context)),
    vscode.commands.registerCommand("rapporteur.openWalkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    ),
  );
}

/** Opens the sample as a new draft: whoever writes in it leaves the extension's own copy alone. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const sample = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "sample", "sample.resolution"));
  const document = await vscode.workspace.openTextDocument({ language: "resolution", content: new TextDecoder().decode(sample) });
  const editor = await showNew(document);
  const begin = document.positionAt(document.getText().indexOf(BEGIN) + BEGIN.length);
  editor.selection = new vscode.Selection(begin, begin);
  did("open");
}
