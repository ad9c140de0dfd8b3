// Which files are of the language "resolution" although their names do not say so: text files that read as one, and those for which the
// drafter has chosen it. What the drafter has chosen by hand always wins, also when the file is opened again.

import * as vscode from "vscode";
import { needDraft } from "./drafts";
import type { Server } from "./server";

/** The drafter's choices, in the workspace's memory: languages by the names of files; "": nothing but that the drafter has been told. */
const CHOICES = "languages";

/** Registers what keeps the languages of files, and the command that chooses for the drafter. */
export function registerLanguages(server: Server, context: vscode.ExtensionContext): vscode.Disposable {
  const languages = new Languages(server, context.workspaceState);
  const look = () => void languages.look(vscode.window.activeTextEditor?.document);
  vscode.workspace.textDocuments.forEach((document) => languages.opened(document));
  look();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => languages.opened(document)),
    vscode.window.onDidChangeActiveTextEditor(look),
    server.onHealth((health) => health === "running" && look()),
    vscode.commands.registerCommand("rapporteur.treatAsResolution", async () => {
      const document = (await needDraft())?.document;
      // As by hand, and so remembered.
      if (document !== undefined) await vscode.languages.setTextDocumentLanguage(document, "resolution");
    }),
  );
}

class Languages {
  /** What documents were when they were opened last: a change of language opens them anew. */
  private readonly known = new WeakMap<vscode.TextDocument, string>();
  /** Those whose language is being changed from here. */
  private readonly ours = new WeakSet<vscode.TextDocument>();
  /** Those that were looked at. */
  private readonly seen = new WeakSet<vscode.TextDocument>();

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {}

  /** A document was opened, or has another language. */
  opened(document: vscode.TextDocument): void {
    const before = this.known.get(document);
    const now = document.languageId;
    this.known.set(document, now);
    if (before === undefined || before === now || this.ours.delete(document) || document.uri.scheme !== "file") return;
    if (isText(document) || before === "resolution" || now === "resolution") this.choose(document, now);
  }

  /** A document has come to the front. */
  async look(document: vscode.TextDocument | undefined): Promise<void> {
    if (document === undefined || document.uri.scheme !== "file" || this.seen.has(document)) return;
    const choice = this.choices[document.uri.toString()];
    if (choice) {
      this.seen.add(document);
      await this.set(document, choice);
    } else if (isText(document) && document.languageId === "plaintext" && this.server.health === "running") {
      this.seen.add(document);
      // Only for what it takes for a resolution the server has an answer.
      const at = { uri: document.uri.toString(), position: { line: 0, character: 0 } };
      const reads = await this.server.ask("rapporteur.meeting", at).then(() => true, () => false);
      if (reads && document.languageId === "plaintext") await this.take(document, choice === undefined);
    }
  }

  /** Makes a draft of a text file; the drafter is told the first time, and can take that back. */
  private async take(document: vscode.TextDocument, tell: boolean): Promise<void> {
    await this.set(document, "resolution");
    if (!tell) return;
    this.choose(document, "");
    const name = document.uri.path.split("/").pop();
    if ((await vscode.window.showInformationMessage(`${name} reads as a resolution.`, "Undo")) !== "Undo") return;
    this.choose(document, "plaintext");
    await this.set(document, "plaintext");
  }

  private async set(document: vscode.TextDocument, language: string): Promise<void> {
    if (document.isClosed || document.languageId === language) return;
    this.ours.add(document);
    try {
      await vscode.languages.setTextDocumentLanguage(document, language);
    } catch {
      // The file was closed meanwhile, or the language's extension is gone.
      this.ours.delete(document);
    }
  }

  private get choices(): Record<string, string> {
    return this.memory.get(CHOICES, {});
  }

  private choose(document: vscode.TextDocument, language: string): void {
    void this.memory.update(CHOICES, { ...this.choices, [document.uri.toString()]: language });
  }
}

function isText(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(".txt");
}
