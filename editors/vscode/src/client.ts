// What is agreed with the server: which colours are known here, how lists and places are written.

import * as vscode from "vscode";
import {
  type ClientCapabilities,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from "vscode-languageclient/node";
import { offerUndo, type Written } from "./accepted";
import { DRAFTS } from "./documents";
import { stepInside } from "./typing";

/** How much text is a millisecond to wait for: with a page nothing is felt, with 1 MB it is a second and a half. */
const CHARS_PER_MS = 700;

/** Waits as long as a draft is large; whether the answer is wanted still: the editor withdraws its question when the text changes. */
async function rested(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
  const size = document.offsetAt(new vscode.Position(document.lineCount, 0));
  await new Promise((resolve) => setTimeout(resolve, size / CHARS_PER_MS));
  return !token.isCancellationRequested;
}

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
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        if (command === "rapporteur.accept" && answer) void offerUndo(answer as Written);
        return answer;
      },
      provideOnTypeFormattingEdits: async (document, position, typed, options, token, next) => {
        const edits = await next(document, position, typed, options, token);
        stepInside(document, edits);
        return edits;
      },
      // What says something of the whole draft waits for a rest in typing, so that findings do not wait for it.
      provideDocumentSymbols: async (document, token, next) => ((await rested(document, token)) ? next(document, token) : undefined),
      provideFoldingRanges: async (document, context, token, next) => ((await rested(document, token)) ? next(document, context, token) : undefined),
      provideCodeLenses: async (document, token, next) => ((await rested(document, token)) ? next(document, token) : undefined),
      provideDocumentLinks: async (document, token, next) => ((await rested(document, token)) ? next(document, token) : undefined),
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
