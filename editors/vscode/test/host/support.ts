// What the tests share: drafts as documents, and waiting for what comes later.

import * as assert from "node:assert";
import { randomUUID } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension";

/** The extension, awake. */
export async function awake(): Promise<Extension> {
  const extension = vscode.extensions.getExtension<Extension>("rapporteur.rapporteur");
  assert.ok(extension, "the extension is installed");
  const api = await extension.activate();
  await until("the server runs", () => api.server.health === "running");
  return api;
}

/** The folder that is open. */
export function folder(): vscode.Uri {
  return vscode.workspace.workspaceFolders![0]!.uri;
}

/** A file of the folder with some words, in the editor. */
export async function open(text: string, ending = ".resolution"): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.file(path.join(folder().fsPath, `${randomUUID()}${ending}`));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { viewColumn: vscode.ViewColumn.One });
}

/** The sample draft, as a file of its own. */
export async function openSample(): Promise<vscode.TextEditor> {
  const sample = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), "sample.resolution"));
  return open(new TextDecoder().decode(sample));
}

/** What something of VS Code's is called with while something is done, and answers to it; the real one where the answer is not given. */
export async function heard<T>(of: object, name: string, work: () => Promise<T>, answer?: (...args: any[]) => unknown): Promise<any[][]> {
  const own = of as Record<string, (...args: unknown[]) => unknown>;
  const real = own[name]!;
  const calls: unknown[][] = [];
  own[name] = (...args) => {
    calls.push(args);
    return (answer ?? real)(...args);
  };
  try {
    await work();
  } finally {
    own[name] = real;
  }
  return calls;
}

/** Closes all, without saving. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((it) => it.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Waits until something holds, and gives it. */
export async function until<T>(what: string, look: () => T | Thenable<T>, limit = 15_000): Promise<Exclude<T, false | null | undefined>> {
  let seen: unknown;
  for (const end = Date.now() + limit; Date.now() < end; ) {
    seen = await look();
    if (seen) return seen as Exclude<T, false | null | undefined>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new assert.AssertionError({ message: `never: ${what}` });
}

/** Where some words are in a document; `by`: so many characters into them. */
export function at(document: vscode.TextDocument, words: string, by = 0): vscode.Position {
  const offset = document.getText().indexOf(words);
  assert.ok(offset >= 0, `the draft says "${words}"`);
  return document.positionAt(offset + by);
}

/** Puts the cursor somewhere. */
export function goTo(editor: vscode.TextEditor, words: string, by = 0): vscode.Position {
  const position = at(editor.document, words, by);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** What was found in a document, by the names of the rules. */
export function found(document: vscode.TextDocument): string[] {
  return vscode.languages.getDiagnostics(document.uri).map(({ code }) => String(typeof code === "object" ? code.value : code));
}

/** The words of a list of hovers. */
export function words(hovers: readonly vscode.Hover[]): string {
  return hovers.flatMap((hover) => hover.contents.map((it) => (typeof it === "string" ? it : it.value))).join("\n");
}

/** The head of a text that is right. */
export const HEAD =
  "RESOLUTION 99 (New Delhi, 2024)\nTrust in small networks\n(New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

/** A text with something wrong in each of its parts. */
export const DRAFT = `${HEAD}considering
a)	that Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference is cited;
b)	that b) is referred to;
b)	that the letter before is this one's, too,
resolves
1	to see considering b) and c) above;
2	to wait.
`;
