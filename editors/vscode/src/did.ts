// What has been done for the first time: by this the walkthrough ticks its steps, which it names in package.json.

import * as vscode from "vscode";

/** The steps of the walkthrough. */
export type Step = "open" | "findings" | "write" | "show";

/** A step has been done, by whatever way. */
export function did(step: Step): void {
  void vscode.commands.executeCommand("setContext", `rapporteur.did.${step}`, true);
}
