import * as assert from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension";
import { awake, closeAll, DRAFT, folder, found, open, until } from "./support";

suite("The server", () => {
  let extension: Extension;
  suiteSetup(async () => (extension = await awake()));
  teardown(closeAll);

  /** The servers that this extension host has started and that still run. */
  function processes(): number[] {
    const listed = execFileSync("ps", ["-o", "pid=,stat=,args=", "--ppid", String(process.pid)], { encoding: "utf8" });
    const lines = listed.split("\n").filter((line) => /rapporteur lsp$/.test(line) && !/^\s*\d+\s+Z/.test(line));
    return lines.map((line) => Number.parseInt(line, 10));
  }

  test("is started again once when it is killed while words are typed; no word is lost", async () => {
    const editor = await open(DRAFT);
    await until("findings", () => found(editor.document).includes("label-sequence"));
    const [killed] = processes();
    const typed = "and these words are typed one letter at a time";
    for (const [nth, letter] of [...typed].entries()) {
      if (nth === 10) process.kill(killed!, "SIGKILL");
      await editor.edit((edit) => edit.insert(editor.document.lineAt(11).range.end, letter), { undoStopBefore: false, undoStopAfter: false });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await until("it runs again", () => processes().length === 1 && processes()[0] !== killed && extension.server.health === "running");
    assert.ok(editor.document.lineAt(11).text.endsWith(typed), editor.document.lineAt(11).text);
    await until("findings are back", () => found(editor.document).includes("label-sequence"));
    await editor.edit((edit) => edit.replace(new vscode.Range(7, 0, 7, 1), "c"));
    await until("findings are of the text as it is", () => !found(editor.document).includes("label-sequence"));
  });

  test("is left alone after it has stopped again and again, until the drafter restarts it", async () => {
    const editor = await open(DRAFT);
    const states: string[] = [];
    const listening = extension.server.onHealth((health) => states.push(health));
    await until("it has failed", async () => {
      if (extension.server.health === "running") processes().forEach((pid) => process.kill(pid, "SIGKILL"));
      return extension.server.health === "failed";
    });
    listening.dispose();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepStrictEqual(processes(), [], "nobody starts it any more");
    assert.strictEqual(states.filter((it) => it === "failed").length, 1, String(states));
    await vscode.commands.executeCommand("rapporteur.restart");
    await until("findings are back", () => found(editor.document).includes("label-sequence"));
    assert.strictEqual(processes().length, 1);
  });

  test("that cannot be found is said to be missing, and found once the setting is right", async () => {
    const settings = vscode.workspace.getConfiguration("rapporteur.server");
    const right = settings.get<string>("path");
    for (const wrong of ["/not/there/rapporteur", "rapporteur"]) {
      await settings.update("path", wrong, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand("rapporteur.restart");
      assert.strictEqual(extension.server.health, "failed", wrong);
      assert.deepStrictEqual(processes(), []);
    }
    // A program that is none of ours and ends at once.
    await settings.update("path", "/bin/false", vscode.ConfigurationTarget.Global);
    void vscode.commands.executeCommand("rapporteur.restart");
    await until("it has failed", () => extension.server.health === "failed" && extension.server.trouble.startsWith("/bin/false"));
    assert.match(extension.server.trouble, /^\/bin\/false does not run as Rapporteur's server on linux-\w+: .*"rapporteur\.server\.path"/);
    // One that runs and never says a word.
    const dumb = path.join(mkdtempSync(path.join(tmpdir(), "rapporteur-dumb-")), "rapporteur");
    writeFileSync(dumb, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
    await settings.update("path", dumb, vscode.ConfigurationTarget.Global);
    void vscode.commands.executeCommand("rapporteur.restart");
    await until("it has failed, too", () => extension.server.health === "failed" && extension.server.trouble.includes("rapporteur-dumb-"));
    await settings.update("path", right, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("rapporteur.restart");
    assert.strictEqual(extension.server.health, "running");
  });

  test("that hangs is noticed, and taken back when it answers again", async () => {
    const editor = await open(DRAFT);
    await until("findings", () => found(editor.document).includes("label-sequence"));
    const pid = await until("one server", () => processes().length === 1 && processes()[0]);
    await vscode.window.showTextDocument(editor.document);
    process.kill(pid, "SIGSTOP");
    try {
      void vscode.commands.executeCommand("rapporteur.updateCitations");
      await until("it is noticed", () => extension.server.health === "silent");
      assert.ok(editor.document.getText().includes("Rev. Dubai, 2018"));
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await until("it answers again", async () => {
      await extension.server.ask("rapporteur.meetings");
      return extension.server.health === "running";
    });
    assert.deepStrictEqual(processes(), [pid]);
  });

  test("leaves nothing behind of a draft that is closed, deleted, or outside", async () => {
    const outside = vscode.Uri.file(path.join(mkdtempSync(path.join(tmpdir(), "rapporteur-outside-")), "a.resolution"));
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode(DRAFT));
    const inside = vscode.Uri.joinPath(folder(), "ghost.resolution");
    await vscode.workspace.fs.writeFile(inside, new TextEncoder().encode(DRAFT));
    const said = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).length;
    for (const uri of [outside, inside]) {
      // As a drafter opens it: a document that an extension has opened is kept open for minutes.
      await vscode.commands.executeCommand("vscode.open", uri);
      await until("findings", () => said(uri) > 0);
    }
    await vscode.workspace.fs.delete(inside);
    await closeAll();
    await until("nothing outside", () => said(outside) === 0);
    await until("nothing of what was deleted", () => said(inside) === 0);
  });

  test("answers for a draft in a folder whose rapporteur.toml is written meanwhile", async () => {
    const editor = await open(DRAFT);
    await until("the finding", () => found(editor.document).includes("stale-revision"));
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, "rapporteur.toml");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('[rules]\nstale-revision = "off"\n'));
    await until("it is off", () => !found(editor.document).includes("stale-revision"));
    await vscode.workspace.fs.delete(file);
    await until("it is on again", () => found(editor.document).includes("stale-revision"));
  });
});
