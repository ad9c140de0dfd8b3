import * as assert from "node:assert";
import * as vscode from "vscode";
import { awake } from "./support";

/** Node 24's, which @types/node of the oldest VS Code does not know. */
declare global {
  namespace NodeJS {
    interface Process {
      threadCpuUsage(before?: CpuUsage): CpuUsage;
    }
  }
}

suite("The extension", () => {
  test("wakes in under 300 ms of its own time", async () => {
    const extension = vscode.extensions.getExtension("rapporteur.rapporteur");
    assert.ok(extension);
    assert.strictEqual(extension.isActive, false, "nothing has woken it yet");
    // The others that wake with the window are to be done.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const [start, work] = [performance.now(), process.threadCpuUsage()];
    await extension.activate();
    const { user, system } = process.threadCpuUsage(work);
    // Its own time is the processor's: how busy the machine is otherwise is not its doing.
    const own = (user + system) / 1000;
    console.log(`      awake after ${(performance.now() - start).toFixed(0)} ms, ${own.toFixed(0)} ms of them its own`);
    assert.ok(own < 300, `${own} ms`);
    await awake();
  });

  test("contributes no command that is not there", async () => {
    const there = new Set(await vscode.commands.getCommands(true));
    const { commands } = vscode.extensions.getExtension("rapporteur.rapporteur")!.packageJSON.contributes;
    const missing = commands.map((it: { command: string }) => it.command).filter((it: string) => !there.has(it));
    assert.deepStrictEqual(missing, []);
  });

  test("has no key that VS Code uses in the same place", async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("vscode://defaultsettings/keybindings.json"));
    const defaults: { key: string; command: string; when?: string }[] = JSON.parse(document.getText().replace(/^\s*\/\/.*$/gm, ""));
    assert.ok(defaults.length > 500, "these are VS Code's own");
    const { keybindings } = vscode.extensions.getExtension("rapporteur.rapporteur")!.packageJSON.contributes;
    for (const { key, command } of keybindings) {
      const others = defaults.filter((it) => it.key === key && !it.when?.match(/editorLangId == 'markdown'|resourceLangId|notebook|terminal/i));
      assert.deepStrictEqual(others.filter((it) => it.command !== command), [], key);
    }
  });
});
