// What is agreed with the server: which documents it is sent, which colours are known here, how lists and places are written.

import * as vscode from "vscode";
import {
  type ClientCapabilities,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from "vscode-languageclient/node";
import { stepInside } from "./typing";
import { VIEW_SCHEME } from "./views";

/** The documents that the server is sent. Of plain text and Markdown it decides itself whether it speaks. */
export const DRAFTS: { scheme: string; language: string }[] = [
  ...["file", "untitled"].flatMap((scheme) =>
    ["resolution", "plaintext", "markdown"].map((language) => ({ scheme, language })),
  ),
  { scheme: VIEW_SCHEME, language: "resolution" },
];

/** How much text lets the outline wait for a millisecond: a page for none that is felt, 1 MB for a second and a half. */
const OUTLINE_CHARS_PER_MS = 700;

/** A client of the server's program; `errorHandler` decides what happens when that ends. */
export function newClient(
  program: string,
  log: vscode.LogOutputChannel,
  extension: vscode.Extension<unknown>,
  errorHandler: LanguageClientOptions["errorHandler"],
): LanguageClient {
  const run = { command: program, args: ["lsp"] };
  const client = new LanguageClient("rapporteur", "Rapporteur", run, {
    documentSelector: DRAFTS,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler,
    // What went wrong is in the log; whoever starts the server tells the drafter.
    initializationFailedHandler: () => false,
    initializationOptions: vscode.workspace.getConfiguration("rapporteur"),
    synchronize: { configurationSection: "rapporteur" },
    middleware: {
      provideOnTypeFormattingEdits: async (document, position, typed, options, token, next) => {
        const edits = await next(document, position, typed, options, token);
        stepInside(document, edits);
        return edits;
      },
      // Of 1 MB the outline has thousands of entries: it waits for a rest in typing, so that nothing else waits for it.
      provideDocumentSymbols: async (document, token, next) => {
        const rest = document.offsetAt(new vscode.Position(document.lineCount, 0)) / OUTLINE_CHARS_PER_MS;
        await new Promise((resolve) => setTimeout(resolve, rest));
        return token.isCancellationRequested ? undefined : next(document, token);
      },
    },
  });
  client.registerFeature(new OwnColours(extension));
  return client;
}

/** Tells the server that its own names of what words are have colours here: package.json gives them. */
class OwnColours implements StaticFeature {
  constructor(private readonly extension: vscode.Extension<unknown>) {}

  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const tokens = capabilities.textDocument?.semanticTokens;
    const { semanticTokenTypes, semanticTokenModifiers } = this.extension.packageJSON.contributes;
    tokens?.tokenTypes.push(...ids(semanticTokenTypes));
    tokens?.tokenModifiers.push(...ids(semanticTokenModifiers));
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {}
}

function ids(contributed: { id: string }[]): string[] {
  return contributed.map((it) => it.id);
}
