// The catalogue: a citation put in at the cursor, and the page of a text.

import * as vscode from "vscode";
import { did } from "./did";
import { draftEditor, needDraft } from "./drafts";
import { showPage } from "./pages";
import { type Server, Unanswered } from "./server";

/** A text as `rapporteur.catalogue` lists it. */
export interface Listed {
  number: string;
  instrument: string;
  title: string | null;
  body: string;
  edition: string | null;
  standing: string;
  citation: string;
  page: string;
}

interface Item extends vscode.QuickPickItem {
  text: Listed;
}

/** More than anybody reads. */
const MOST = 100;

/** Registers the commands. */
export function registerCatalogue(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("rapporteur.insertCitation", async () => {
      const editor = await needDraft();
      if (editor === undefined) return;
      await server.forDrafter(async () => {
        const text = await chooseText(server, "Number, or words of the title", "");
        if (text !== undefined && (await editor.edit((edit) => edit.replace(editor.selection, text.citation)))) did("write");
      });
    }),
    vscode.commands.registerCommand("rapporteur.showCatalogueEntry", async () => {
      await server.forDrafter(async () => {
        const text = await chooseText(server, "Of which text? Number, or words of the title", numberAtCursor());
        if (text !== undefined) await showPage(text.page);
      });
    }),
  );
}

/** Lets the drafter look for a text; the server finds, in the edition to cite at the place of the cursor. */
function chooseText(server: Server, placeholder: string, query: string): Promise<Listed | undefined> {
  const editor = draftEditor();
  const at = editor && { uri: editor.document.uri.toString(), position: { ...pick(editor.selection.active) } };
  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = placeholder;
  picker.value = query;
  let last = 0;
  let fail: (error: Unanswered) => void = () => {};
  const find = async (value: string) => {
    const own = ++last;
    picker.busy = true;
    const found = await server.ask<Listed[]>("rapporteur.catalogue", { query: value, ...at }).catch((error: unknown) => {
      if (error instanceof Unanswered) fail(error);
      return [];
    });
    // An answer to what was typed before.
    if (own !== last) return;
    picker.busy = false;
    picker.items = found.slice(0, MOST).map(item);
  };
  picker.onDidChangeValue(find);
  picker.show();
  return new Promise((resolve, reject) => {
    fail = (error) => {
      reject(error);
      picker.hide();
    };
    void find(query);
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      // Enter before anything was found means nothing yet.
      if (chosen === undefined) return;
      resolve(chosen.text);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
  });
}

function pick({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}

function item(text: Listed): Item {
  const edition = text.edition === null ? "" : ` (${text.edition})`;
  return {
    text,
    label: `${text.instrument} ${text.number}${edition}`,
    description: text.standing === "suppressed" ? `${text.body} · suppressed` : text.body,
    detail: text.title ?? undefined,
    // The server has found it by its own means.
    alwaysShow: true,
  };
}

/** The number that the cursor is at: most often that of a citation. */
function numberAtCursor(): string {
  const editor = draftEditor();
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /\d[\d/]*/);
  return range === undefined ? "" : editor?.document.getText(range) ?? "";
}
