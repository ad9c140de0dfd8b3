// The text in force and the text as proposed, each as a document of its own beside the draft: it follows the draft while that
// is typed in, and the server answers for it as for any other.

import * as path from "node:path";
import * as vscode from "vscode";
import { sourceOf, VIEW_SCHEME } from "./documents";
import { needSource } from "./drafts";
import { type Moved, onDidMove } from "./moves";
import { Pace } from "./pace";
import { Scrolling } from "./scroll";
import type { Server } from "./server";

/** The views, as the server names them, and how drafters do. */
const NAMES = { base: "text in force", proposed: "as proposed" };

type View = keyof typeof NAMES;

function viewOf(source: vscode.Uri, view: View): vscode.Uri {
  const { dir, name } = path.posix.parse(source.path);
  return vscode.Uri.from({
    scheme: VIEW_SCHEME,
    path: `/${path.posix.join(dir, `${name.replace(/\.resolution$/, "")} (${NAMES[view]}).resolution`)}`.replace(/^\/+/, "/"),
    query: new URLSearchParams({ of: source.toString(), view }).toString(),
  });
}

/** Shows views, and keeps them up to date. */
export function registerViews(server: Server): vscode.Disposable {
  const provider = new ViewProvider(server);
  const scrolling = new Scrolling((view) => provider.linesOf(view));
  const show = (view: View) => async () => {
    const source = await needSource();
    if (source === undefined) return;
    const document = await vscode.workspace.openTextDocument(viewOf(source, view));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
    scrolling.fit(document);
  };
  return vscode.Disposable.from(
    provider,
    scrolling,
    onDidMove((moved) => void follow(moved)),
    vscode.workspace.registerTextDocumentContentProvider(VIEW_SCHEME, provider),
    vscode.commands.registerCommand("rapporteur.showTextInForce", show("base")),
    vscode.commands.registerCommand("rapporteur.showAsProposed", show("proposed")),
  );
}

/** Shows the views of drafts that have moved in the places of those that were. */
async function follow(moved: Moved): Promise<void> {
  for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    if (!(tab.input instanceof vscode.TabInputText)) continue;
    const { uri } = tab.input;
    const source = sourceOf(uri);
    const now = source && moved(source);
    if (now === undefined) continue;
    const before = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === uri.toString());
    const view = new URLSearchParams(uri.query).get("view") as View;
    const where = { viewColumn: tab.group.viewColumn, preserveFocus: true, preview: false, selection: before?.selection };
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(viewOf(now, view)), where);
    const top = before?.visibleRanges[0];
    if (top !== undefined) editor.revealRange(top, vscode.TextEditorRevealType.AtTop);
    await vscode.window.tabGroups.close(tab, true);
  }
}

/** A view as `rapporteur.view` answers; `lines`: for each of its lines, the line of the draft that it is. */
interface Answer {
  text: string;
  lines: number[];
}

class ViewProvider implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  /** What the open views show, by their names. */
  private readonly shown = new Map<string, Answer & { pace: Pace }>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.subscriptions = vscode.Disposable.from(
      server.onDraftChanged((draft) => this.refresh((source) => source.toString() === vscode.Uri.parse(draft).toString())),
      server.onHealth((health) => health === "running" && this.refresh(() => true)),
      vscode.workspace.onDidCloseTextDocument((document) => this.shown.delete(document.uri.toString())),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    let shown = this.shown.get(key);
    if (shown === undefined) {
      shown = { ...(await this.read(uri)), pace: new Pace(() => this.update(uri)) };
      this.shown.set(key, shown);
    }
    return shown.text;
  }

  /** For each line of an open view, the line of the draft that it is. */
  linesOf(view: vscode.Uri): readonly number[] | undefined {
    return this.shown.get(view.toString())?.lines;
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.changed.dispose();
  }

  private refresh(about: (source: vscode.Uri) => boolean): void {
    for (const [key, { pace }] of this.shown) {
      const source = sourceOf(vscode.Uri.parse(key));
      if (source !== undefined && about(source)) void pace.want();
    }
  }

  private async update(uri: vscode.Uri): Promise<void> {
    const shown = this.shown.get(uri.toString());
    // What cannot be read just now stays as it is: the draft goes on changing, or the server comes back.
    const now = await this.read(uri).catch(() => undefined);
    if (shown === undefined || now === undefined) return;
    const same = now.text === shown.text;
    Object.assign(shown, now);
    if (!same) this.changed.fire(uri);
  }

  private async read(uri: vscode.Uri): Promise<Answer> {
    const query = new URLSearchParams(uri.query);
    const { text, lines } = await this.server.ask<Answer>("rapporteur.view", { uri: query.get("of"), view: query.get("view") });
    return { text, lines };
  }
}
