// Where the server's program is: the setting, the one inside the extension, the PATH, in this order.

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "rapporteur.exe" : "rapporteur";

/** The server cannot be started; the message tells a drafter what to do. */
export class NoProgram extends Error {}

/** The path of the server's program. */
export async function findProgram(context: vscode.ExtensionContext): Promise<string> {
  const chosen = vscode.workspace.getConfiguration("rapporteur").get<string>("server.path", "").trim();
  if (chosen !== "") {
    if (await isProgram(chosen)) return chosen;
    throw new NoProgram(`The setting "rapporteur.server.path" names ${chosen}, which is no program. Correct it or leave it empty.`);
  }
  const bundled = context.asAbsolutePath(path.join("server", NAME));
  // Only full paths: a relative one would be looked for in the folder of the drafts.
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const candidate of [bundled, ...folders.map((folder) => path.join(folder, NAME))]) {
    if (await isProgram(candidate)) return candidate;
  }
  throw new NoProgram(
    `This build of the extension has no server for ${process.platform}-${process.arch}. Install the one for your system, ` +
      `or build rapporteur, and put it on the PATH or into the setting "rapporteur.server.path".`,
  );
}

async function isProgram(file: string): Promise<boolean> {
  return path.isAbsolute(file) && access(file, constants.X_OK).then(() => true, () => false);
}
