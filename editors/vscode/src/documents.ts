// Which documents the server is sent: drafts, and the views of them that it gave.

import * as vscode from "vscode";

/** Under this scheme the server is sent what it gave as a view. */
export const VIEW_SCHEME = "rapporteur-view";

/** The documents that the server is sent. Of plain text and Markdown it decides itself whether it speaks. */
export const DRAFTS: { scheme: string; language: string }[] = [
  ...["file", "untitled"].flatMap((scheme) =>
    ["resolution", "plaintext", "markdown"].map((language) => ({ scheme, language })),
  ),
  { scheme: VIEW_SCHEME, language: "resolution" },
];

/** Those of which it is the formatter: of plain text and Markdown others are. */
export const FORMATTED = DRAFTS.filter(({ language }) => language === "resolution");

/** The draft that a view is of. */
export function sourceOf(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.scheme === VIEW_SCHEME ? vscode.Uri.parse(new URLSearchParams(uri.query).get("of") ?? "") : undefined;
}
