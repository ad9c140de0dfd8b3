// Places as the protocol writes them, for the editor.

import * as vscode from "vscode";
import type { Position, Range } from "vscode-languageclient/node";

export function positionOf({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(positionOf(start), positionOf(end));
}
