// What is agreed with the server: which colours are known here, how lists and places are written.

import * as vscode from "vscode";
import {
  type ClientCapabilities,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from "vscode-languageclient/node";
import { offerUndo, type Written } from "./accepted";
import { did } from "./did";
import { DRAFTS, FORMATTED } from "./documents";
import { stepInside } from "./typing";

/** How much text is a millisecond to wait for: with a page nothing is felt, with 1 MB it is a second and a half. */
const CHARS_PER_MS = 700;

/** Waits as long as a draft is large; whether the answer is wanted still: the editor withdraws its question when the text changes. */
async function rested(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
  const size = document.offsetAt(new vscode.Position(document.lineCount, 0));
  await new Promise((resolve) => setTimeout(resolve, size / CHARS_PER_MS));
  return !token.isCancellationRequested;
}

/** The editor underlines a link all along, and strikes nothing in it: it ends before the first tracked change, which may delete words. */
function upToMark(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const mark = document.getText(range).search(/\s*\{(\+\+|--|~~)/);
  return mark > 0 ? range.with({ end: document.positionAt(document.offsetAt(range.start) + mark) }) : range;
}

/**
 * A client of the server's program; `errorHandler` decides what happens when that ends, `isFollowed` says whether what follows from
 * typing in a document is asked for elsewhere.
 */
export function newClient(
  program: string,
  log: vscode.LogOutputChannel,
  extension: vscode.Extension<unknown>,
  errorHandler: LanguageClientOptions["errorHandler"],
  isFollowed: (document: vscode.TextDocument) => boolean,
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
        if (isFollowed(document)) return undefined;
        const edits = await next(document, position, typed, options, token);
        stepInside(document, edits);
        // Enter has brought a label.
        if (typed === "\n" && edits?.some((edit) => edit.newText !== "")) did("write");
        return edits;
      },
      // What says something of the whole draft waits for a rest in typing, so that findings do not wait for it.
      provideDocumentSymbols: async (document, token, next) => ((await rested(document, token)) ? next(document, token) : undefined),
      provideFoldingRanges: async (document, context, token, next) => ((await rested(document, token)) ? next(document, context, token) : undefined),
      provideCodeLenses: async (document, token, next) => ((await rested(document, token)) ? next(document, token) : undefined),
      provideDocumentLinks: async (document, token, next) => {
        const links = (await rested(document, token)) ? await next(document, token) : undefined;
        links?.forEach((link) => (link.range = upToMark(document, link.range)));
        return links;
      },
    },
  });
  client.registerFeature(new OwnColours(extension));
  formatOnlyResolutions(client);
  return client;
}

/** Keeps the client from being a formatter of any other language: the editor would offer it there, and ask which is to be taken. */
function formatOnlyResolutions(client: LanguageClient): void {
  const formatters = [
    client.getFeature(DocumentFormattingRequest.method),
    client.getFeature(DocumentRangeFormattingRequest.method),
    client.getFeature(DocumentOnTypeFormattingRequest.method),
  ];
  for (const feature of formatters) {
    const initialize = feature.initialize?.bind(feature);
    feature.initialize = (capabilities) => initialize?.(capabilities, FORMATTED);
  }
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
