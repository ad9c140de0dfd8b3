// Commands that are actions of the server, each under its kind: what can be done is asked for at the cursor, and done.

import * as vscode from "vscode";
import { CodeActionRequest, CodeActionResolveRequest, CodeActionTriggerKind, type CodeAction, type LanguageClient } from "vscode-languageclient/node";
import { needDraft } from "./drafts";
import { type Server, Unanswered } from "./server";

/** The commands, with the kind of action of each, and what to say where there is none. */
const COMMANDS: Record<string, { kind: string; none: string; choose?: string }> = {
  reletterSection: { kind: "refactor.reletter", none: "The labels of this section are in order." },
  reletterText: { kind: "source.organizeClauses", none: "All labels are in order." },
  propose: { kind: "refactor.propose", none: "This text is a proposal already, or has no heading to begin from.", choose: "For which meeting?" },
  revise: { kind: "refactor.revise", none: "The head of this text names no meeting that could be changed here.", choose: "For which meeting?" },
  updateCitations: { kind: "source.updateCitations", none: "No citation is known to be out of date." },
  acceptChange: { kind: "refactor.rewrite.accept", none: "There is no tracked change at the cursor." },
  rejectChange: { kind: "refactor.rewrite.reject", none: "There is no tracked change at the cursor." },
  acceptAllChanges: { kind: "refactor.rewrite.acceptAll", none: "This text has no tracked changes that could be accepted." },
  rejectAllChanges: { kind: "refactor.rewrite.rejectAll", none: "This text has no tracked changes that could be rejected." },
  insertClauseBelow: { kind: "refactor.rewrite.insertClause", none: "No clause can be put in below this place." },
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
  const commands = Object.entries(COMMANDS).map(([name, { kind, none, choose }]) =>
    vscode.commands.registerCommand(`rapporteur.${name}`, async () => {
      const editor = needDraft();
      if (editor === undefined) return;
      await server.forDrafter(async () => {
        const actions = await actionsOf(server, editor, kind);
        if (actions.length === 0) {
          void vscode.window.showInformationMessage(none);
          return;
        }
        const action = choose === undefined ? actions[0] : await chosen(actions, choose);
        if (action !== undefined) await carryOut(server, action);
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

/** Makes the edits of an action, unless a draft that it changes is another by now. */
async function carryOut(server: Server, offered: CodeAction): Promise<void> {
  // What an action changes is worked out when it is chosen; a text that has changed since is refused.
  const resolve = (client: LanguageClient) => client.sendRequest(CodeActionResolveRequest.type, offered);
  const resolved = offered.edit === undefined ? server.answer(resolve) : offered;
  const action = await Promise.resolve(resolved).catch((error: unknown) => {
    if (error instanceof Unanswered) throw error;
    return undefined;
  });
  if (action === undefined) {
    void vscode.window.showWarningMessage(CHANGED);
    return;
  }
  const edit = await server.answer((client) => client.protocol2CodeConverter.asWorkspaceEdit(action.edit));
  if (edit === undefined) return;
  const stale = action.edit?.documentChanges?.some((change) => {
    if (!("edits" in change) || change.textDocument.version === null) return false;
    const uri = vscode.Uri.parse(change.textDocument.uri).toString();
    const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri);
    return document !== undefined && document.version !== change.textDocument.version;
  });
  if (stale || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(CHANGED);
  } else if (action.command !== undefined) {
    // Where the drafter goes on.
    await server.ask(action.command.command, action.command.arguments?.[0]);
  }
}
