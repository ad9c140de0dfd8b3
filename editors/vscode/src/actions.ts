// Commands that are actions of the server, each under its kind: what can be done is asked for at the cursor, and done.

import * as vscode from "vscode";
import { CodeActionRequest, CodeActionResolveRequest, CodeActionTriggerKind, type CodeAction, type LanguageClient } from "vscode-languageclient/node";
import { did, type Step } from "./did";
import { needDraft } from "./drafts";
import { type Server, Unanswered } from "./server";

/** The commands, with the kind of action of each, what to say where there is none, and what where it is asked first. */
const COMMANDS: Record<string, { kind: string; none: string; confirm?: string; choose?: string; step?: Step }> = {
  reletterSection: { kind: "refactor.reletter", none: "The labels of this section are in order." },
  reletterText: { kind: "source.organizeClauses", none: "All labels are in order." },
  propose: { kind: "refactor.propose", none: "This text is a proposal already, or has no heading to begin from.", choose: "For which meeting?" },
  revise: { kind: "refactor.revise", none: "The head of this text names no meeting that could be changed here.", choose: "For which meeting?" },
  updateCitations: { kind: "source.updateCitations", none: "No citation is known to be out of date." },
  acceptChange: { kind: "refactor.rewrite.accept", none: "There is no tracked change at the cursor." },
  rejectChange: { kind: "refactor.rewrite.reject", none: "There is no tracked change at the cursor." },
  acceptAllChanges: { kind: "refactor.rewrite.acceptAll", none: "This text has no tracked changes that could be accepted.", confirm: "All of them are settled at once, and no longer tracked. Undo brings them back." },
  rejectAllChanges: { kind: "refactor.rewrite.rejectAll", none: "This text has no tracked changes that could be rejected.", confirm: "All of them are settled at once, and no longer tracked. Undo brings them back." },
  insertClauseBelow: { kind: "refactor.rewrite.insertClause", none: "No clause can be put in below this place.", step: "write" },
  moveClauseUp: { kind: "refactor.move.up", none: "This clause cannot be moved up." },
  moveClauseDown: { kind: "refactor.move.down", none: "This clause cannot be moved down." },
  agreeToBracketed: { kind: "refactor.rewrite.agree", none: "No square brackets here can be taken off: put the cursor between them, or choose one of several alternatives." },
  deleteBracketed: { kind: "refactor.rewrite.deleteBracketed", none: "There is no text in square brackets at the cursor that can be deleted." },
  chooseAlternative: { kind: "refactor.rewrite.choose", none: "There are no alternatives in square brackets at the cursor: [shall][should]." },
  fixAll: { kind: "source.fixAll.rapporteur", none: "There is no problem with a safe fix." },
};

const CHANGED = "The text has changed meanwhile, so nothing was done. Try again.";

/** Registers the commands. */
export function registerActions(server: Server): vscode.Disposable {
  const commands = Object.entries(COMMANDS).map(([name, { kind, none, confirm, choose, step }]) =>
    vscode.commands.registerCommand(`rapporteur.${name}`, async () => {
      const editor = await needDraft();
      if (editor === undefined) return;
      await server.forDrafter(async () => {
        const actions = await actionsOf(server, editor, kind);
        if (actions.length === 0) {
          void vscode.window.showInformationMessage(none);
          return;
        }
        const action = choose === undefined ? actions[0] : await chosen(actions, choose);
        if (action !== undefined && confirm !== undefined && !(await confirmed(action, confirm))) return;
        if (action !== undefined && (await carryOut(server, action)) && step !== undefined) did(step);
      });
    }),
  );
  return vscode.Disposable.from(...commands);
}

async function actionsOf(server: Server, editor: vscode.TextEditor, kind: string): Promise<CodeAction[]> {
  const answer = await server.answer((client) =>
    client.sendRequest(CodeActionRequest.type, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
      range: client.code2ProtocolConverter.asRange(editor.selection),
      context: { diagnostics: [], only: [kind], triggerKind: CodeActionTriggerKind.Invoked },
    }),
  );
  return (answer ?? []).filter((it): it is CodeAction => "kind" in it && it.kind === kind);
}

async function chosen(actions: CodeAction[], placeHolder: string): Promise<CodeAction | undefined> {
  const items = actions.map((action) => ({ label: action.title, action }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.action;
}

/** Whether the drafter wants an action that changes much: its title says how much. */
async function confirmed({ title }: CodeAction, detail: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(`${title}?`, { modal: true, detail }, "OK")) === "OK";
}

/** Makes the edits of an action, unless a draft that it changes is another by now; whether they were made. */
async function carryOut(server: Server, offered: CodeAction): Promise<boolean> {
  // What an action changes is worked out when it is chosen; a text that has changed since is refused.
  const resolve = (client: LanguageClient) => client.sendRequest(CodeActionResolveRequest.type, offered);
  const resolved = offered.edit === undefined ? server.answer(resolve) : offered;
  const action = await Promise.resolve(resolved).catch((error: unknown) => {
    if (error instanceof Unanswered) throw error;
    return undefined;
  });
  if (action === undefined) {
    void vscode.window.showWarningMessage(CHANGED);
    return false;
  }
  const edit = await server.answer((client) => client.protocol2CodeConverter.asWorkspaceEdit(action.edit));
  if (edit === undefined) return false;
  const stale = action.edit?.documentChanges?.some((change) => {
    if (!("edits" in change) || change.textDocument.version === null) return false;
    const uri = vscode.Uri.parse(change.textDocument.uri).toString();
    const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri);
    return document !== undefined && document.version !== change.textDocument.version;
  });
  if (stale || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(CHANGED);
    return false;
  }
  // Where the drafter goes on.
  if (action.command !== undefined) await server.ask(action.command.command, action.command.arguments?.[0]);
  return true;
}
