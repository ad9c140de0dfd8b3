// What is agreed with the server: which documents it is sent, which colours are known here, how lists and places are written.

import * as vscode from "vscode";
import {
  type ClientCapabilities,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import { VIEW_SCHEME } from "./views";

/** The documents that the server is sent. Of plain text and Markdown it decides itself whether it speaks. */
export const DRAFTS: { scheme: string; language: string }[] = [
  ...["file", "untitled"].flatMap((scheme) =>
    ["resolution", "plaintext", "markdown"].map((language) => ({ scheme, language })),
  ),
  { scheme: VIEW_SCHEME, language: "resolution" },
];

/** A client of the server's program; `errorHandler` decides what happens when that ends. */
export function newClient(
  program: string,
  log: vscode.LogOutputChannel,
  extension: vscode.Extension<unknown>,
  errorHandler: LanguageClientOptions["errorHandler"],
): LanguageClient {
  const run = { command: program, args: ["lsp"], transport: TransportKind.stdio };
  const client = new LanguageClient("rapporteur", "Rapporteur", run, {
    documentSelector: DRAFTS,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler,
    // What went wrong is in the log; whoever starts the server tells the drafter.
    initializationFailedHandler: () => false,
    initializationOptions: vscode.workspace.getConfiguration("rapporteur"),
    synchronize: { configurationSection: "rapporteur" },
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
