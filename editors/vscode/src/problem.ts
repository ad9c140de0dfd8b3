// What helps to find out what is wrong, gathered for whoever is told of it: versions, settings, how the server is, the log. Nothing is
// sent; the drafter reads it, and takes out what is not to be seen.

import * as vscode from "vscode";
import type { Server } from "./server";

/** So many lines of the log are shown. */
const LINES = 200;

/** Registers the command. */
export function registerProblem(server: Server, context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand("rapporteur.reportProblem", async () => {
    const content = await report(server, context);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
  });
}

async function report(server: Server, context: vscode.ExtensionContext): Promise<string> {
  const info = server.running?.initializeResult?.serverInfo;
  const settings = vscode.workspace.getConfiguration("rapporteur");
  const lines = [
    "# A problem with Rapporteur",
    "",
    "What I did, what came, and what should have come:",
    "",
    "",
    "## Versions",
    "",
    `- Extension ${context.extension.packageJSON.version}, VS Code ${vscode.version}, ${process.platform}-${process.arch}`,
    `- Server ${info?.version ?? "does not answer"}, ${server.health}${server.trouble === "" ? "" : ` (${server.trouble})`}`,
    `- ${vscode.workspace.isTrusted ? "Trusted" : "Restricted"} folder${vscode.env.remoteName === undefined ? "" : `, remote: ${vscode.env.remoteName}`}`,
    "",
    "## Settings",
    "",
    fenced("json", JSON.stringify(settings, undefined, 2)),
    "",
    "## The last of the log",
    "",
    "It may name your files: take out what others are not to see.",
    "",
    fenced("", (await log(context)).slice(-LINES).join("\n")),
    "",
  ];
  return lines.join("\n");
}

/** The lines of the extension's log. */
async function log(context: vscode.ExtensionContext): Promise<string[]> {
  const file = vscode.Uri.joinPath(context.logUri, "Rapporteur.log");
  const bytes = await vscode.workspace.fs.readFile(file).then((it) => it, () => undefined);
  return bytes === undefined ? [`There is no ${file.fsPath}.`] : new TextDecoder().decode(bytes).trimEnd().split("\n");
}

function fenced(language: string, words: string): string {
  return `\`\`\`\`${language}\n${words}\n\`\`\`\``;
}
