// The draft as ITU prints it, beside the editor. The page is the server's; here it is shown, kept up to date, scrolled with the
// draft, and printed.

import { randomBytes } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";
import { did } from "./did";
import { needSource, turnTo } from "./drafts";
import { onDidMove } from "./moves";
import { Pace } from "./pace";
import { print } from "./print";
import type { Server } from "./server";

/** What the page is told: what it shows, where to scroll, or which draft it is of, for the time after a restart. */
export type ToPage = { html: string } | { line: number } | { source: string };

/** What the page tells: it was scrolled to a line, a line was clicked, or it is ready. Lines count from 0 and have fractions. */
export type FromPage = { scrolled: number } | { clicked: number } | { ready: true };

/** How long after one side was scrolled by the other its own scrolling means nothing. */
const ECHO_MS = 300;

/** Registers the preview and its commands. */
export function registerPreview(server: Server, context: vscode.ExtensionContext): vscode.Disposable {
  const previews = new Map<string, Preview>();
  const open = (source: vscode.Uri, panel?: vscode.WebviewPanel) => {
    const key = source.toString();
    const shown = previews.get(key);
    if (shown !== undefined) return shown.panel.reveal(undefined, true);
    const preview = new Preview(server, context, source, panel);
    previews.set(key, preview);
    preview.panel.onDidDispose(() => previews.delete(preview.source.toString()));
  };
  return vscode.Disposable.from(
    onDidMove((moved) => {
      for (const [key, preview] of [...previews]) {
        const now = moved(preview.source);
        if (now === undefined) continue;
        previews.delete(key);
        if (previews.has(now.toString())) {
          preview.panel.dispose();
        } else {
          previews.set(now.toString(), preview);
          preview.moveTo(now);
        }
      }
    }),
    vscode.commands.registerCommand("rapporteur.showPreview", async (of?: { uri: string } | vscode.Uri) => {
      const source = of instanceof vscode.Uri || of === undefined ? await needSource() : vscode.Uri.parse(of.uri);
      if (source !== undefined) open(source);
    }),
    vscode.commands.registerCommand("rapporteur.print", async () => {
      const active = [...previews.values()].find(({ panel }) => panel.active)?.source ?? (await needSource());
      if (active === undefined) return;
      await server.forDrafter(async () => {
        const alone = { label: "The draft alone", printFindings: false };
        const choices = [alone, { label: "With what was found, in the margin", printFindings: true }];
        const found = vscode.languages.getDiagnostics(active).some((it) => it.source === "rapporteur");
        const chosen = found ? await vscode.window.showQuickPick(choices, { placeHolder: "Print…" }) : alone;
        if (chosen !== undefined) await print(await page(server, active, chosen.printFindings));
      });
    }),
    vscode.window.registerWebviewPanelSerializer("rapporteur.preview", {
      // After a restart of the editor, or in a window that was moved.
      deserializeWebviewPanel: async (panel, state: { source?: string } | undefined) => {
        if (state?.source === undefined) return panel.dispose();
        open(vscode.Uri.parse(state.source), panel);
      },
    }),
    { dispose: () => previews.forEach((preview) => preview.panel.dispose()) },
  );
}

async function page(server: Server, source: vscode.Uri, printFindings = false): Promise<string> {
  return (await server.ask<{ html: string }>("rapporteur.preview", { uri: source.toString(), printFindings })).html;
}

function titleOf(source: vscode.Uri): string {
  return `Preview ${path.posix.basename(source.path)}`;
}

class Preview {
  readonly panel: vscode.WebviewPanel;
  private readonly pace = new Pace(() => this.update());
  private pageScrolled = 0;
  private editorScrolled = 0;

  constructor(
    private readonly server: Server,
    context: vscode.ExtensionContext,
    public source: vscode.Uri,
    panel?: vscode.WebviewPanel,
  ) {
    const media = vscode.Uri.joinPath(context.extensionUri, "dist");
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.panel = panel ?? vscode.window.createWebviewPanel("rapporteur.preview", "", column);
    this.panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
    this.panel.title = titleOf(source);
    this.panel.iconPath = vscode.Uri.joinPath(context.extensionUri, "media", "icon.svg");
    this.panel.webview.html = shell(this.panel.webview, vscode.Uri.joinPath(media, "page.js"), source);
    const subscriptions = vscode.Disposable.from(
      this.panel.webview.onDidReceiveMessage((message: FromPage) => this.hear(message)),
      this.panel.onDidChangeViewState(() => {
        if (this.panel.active) turnTo(this.source);
        if (this.panel.visible) void this.pace.want();
      }),
      server.onDraftChanged((draft) => vscode.Uri.parse(draft).toString() === this.source.toString() && this.pace.want()),
      server.onHealth((health) => health === "running" && this.pace.want()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.follow(textEditor)),
    );
    this.panel.onDidDispose(() => subscriptions.dispose());
  }

  /** The draft has another name. */
  moveTo(source: vscode.Uri): void {
    this.source = source;
    this.panel.title = titleOf(source);
    this.tell({ source: source.toString() });
    void this.pace.want();
  }

  private hear(message: FromPage): void {
    if ("ready" in message) {
      void this.pace.want();
    } else if ("scrolled" in message) {
      this.scrollEditor(message.scrolled);
    } else {
      void this.goTo(message.clicked);
    }
  }

  private async update(): Promise<void> {
    if (!this.panel.visible) return;
    // What cannot be had just now stays as it is: the draft goes on changing, or the server comes back.
    const html = await page(this.server, this.source).catch(() => undefined);
    if (html === undefined) return;
    this.tell({ html });
    did("show");
    if (this.editor !== undefined) this.follow(this.editor);
  }

  private tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private get editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === this.source.toString());
  }

  /** The page goes where the editor is. */
  private follow(editor: vscode.TextEditor): void {
    const first = editor.visibleRanges[0];
    if (editor !== this.editor || first === undefined || Date.now() - this.pageScrolled < ECHO_MS) return;
    this.editorScrolled = Date.now();
    this.tell({ line: first.start.line });
  }

  /** The editor goes where the page is. */
  private scrollEditor(line: number): void {
    const editor = this.editor;
    if (editor === undefined || Date.now() - this.editorScrolled < ECHO_MS) return;
    this.pageScrolled = Date.now();
    const at = new vscode.Position(Math.min(Math.floor(line), editor.document.lineCount - 1), 0);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.AtTop);
  }

  private async goTo(line: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.source);
    const at = document.lineAt(Math.min(Math.floor(line), document.lineCount - 1)).range.start;
    const viewColumn = this.editor?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: new vscode.Range(at, at) });
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/**
 * The page's colours: words and paper are the theme's, the words a little stronger, for in some themes they are faint to read; whatever
 * else is written in colour has one for each kind of theme that is read well on any paper of that kind.
 */
const THEME = `
body { --paper: var(--vscode-editor-background); --line: var(--vscode-widget-border, var(--vscode-contrastBorder)); --hint: var(--faint); }
body.vscode-light, body.vscode-high-contrast-light {
  color-scheme: light; --ink: color-mix(in srgb, var(--vscode-editor-foreground) 75%, black); --faint: #555;
  --new: #0b5d1e; --old: #9c1c1c; --error: #8f1414; --warning: #5f3f00; --information: #174a7c;
}
body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) {
  color-scheme: dark; --ink: color-mix(in srgb, var(--vscode-editor-foreground) 75%, white); --faint: #b8b8b8;
  --new: #7ddb93; --old: #ff9a90; --error: #ff9a90; --warning: #f0b849; --information: #82bdf5;
}
[data-line] { cursor: pointer; }
[data-line]:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }`;

/** The page before it has any text: nothing is loaded but one script of our own, and nothing from elsewhere at all. */
function shell(webview: vscode.Webview, script: vscode.Uri, source: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}" id="style"></style>
<style nonce="${nonce}">${THEME}</style>
</head>
<body>
<script nonce="${nonce}" src="${webview.asWebviewUri(script)}" data-source="${escapeAttribute(source.toString())}"></script>
</body>
</html>`;
}

function escapeAttribute(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
