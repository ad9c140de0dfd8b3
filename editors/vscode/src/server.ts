// The server's life: it is started, started again when it ends by itself, and left alone when that does not help.

import * as vscode from "vscode";
import { CloseAction, ErrorAction, type LanguageClient } from "vscode-languageclient/node";
import { newClient } from "./client";
import { findProgram, NoProgram } from "./program";

/** So often within so long it is started again without a word. */
const RESTARTS = 3;
const WITHIN_MS = 3 * 60_000;

/** Before it is started again: what stops at once must not keep the machine busy. */
const PAUSE_MS = 250;

/** So long a drafter waits for an answer: then the server is one that hangs, whatever it is busy with. */
const PATIENCE_MS = 10_000;

/** How the server is; silent: it runs, and did not answer in time when it was asked last. */
export type Health = "starting" | "running" | "silent" | "failed";

/** The server is not there, or does not answer; the message says so to a drafter. */
export class Unanswered extends Error {}

/** An answer, unless it comes later than a drafter waits for it. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `Rapporteur has not answered for ${PATIENCE_MS / 1000} seconds.`;
    timer = setTimeout(() => reject(new Unanswered(message)), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The server, whichever process it is at the moment. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private ends: number[] = [];
  /** The program that was started last, and whether it has ever answered since. */
  private program = "";
  /** Whether what follows from typing in a document is asked for as a whole, not as formatting. */
  isFollowed: (document: vscode.TextDocument) => boolean = () => false;
  /** What was said when it failed last. */
  trouble = "";
  private ran = false;
  private state: Health = "starting";
  private readonly changed = new vscode.EventEmitter<Health>();
  /** Tells how the server is whenever that changes. */
  readonly onHealth = this.changed.event;
  private readonly told = new vscode.EventEmitter<string>();
  /** Names a draft whose view or preview is an old one. */
  readonly onDraftChanged = this.told.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {}

  get health(): Health {
    return this.state;
  }

  /** The client, while the server answers. */
  get running(): LanguageClient | undefined {
    return this.state === "running" || this.state === "silent" ? this.client : undefined;
  }

  /** The commands that the server carries out. */
  get commands(): readonly string[] {
    return this.running?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  }

  /** Waits until it has started, or failed to. */
  async settled(): Promise<void> {
    if (this.state !== "starting") return;
    await new Promise<void>((resolve) => {
      const listening = this.onHealth((health) => {
        if (health === "starting") return;
        listening.dispose();
        resolve();
      });
    });
  }

  /** Asks for one of the server's own commands. */
  ask<T>(command: string, argument?: object): Promise<T> {
    return this.answer((client) =>
      client.sendRequest<T>("workspace/executeCommand", { command, arguments: argument === undefined ? [] : [argument] }),
    );
  }

  /** Asks the client something, and waits no longer than a drafter does. */
  async answer<T>(ask: (client: LanguageClient) => Promise<T>): Promise<T> {
    const client = this.running;
    if (client === undefined) {
      throw new Unanswered(this.state === "starting" ? "Rapporteur is being started: try again in a moment." : "Rapporteur is not running.");
    }
    try {
      const answer = await inTime(ask(client));
      if (client === this.client && this.state === "silent") this.become("running");
      return answer;
    } catch (error) {
      if (client === this.client && error instanceof Unanswered) this.become("silent");
      throw error;
    }
  }

  /** Does what a drafter has asked for; where the server is not there for it, that is said, and it can be started again. */
  async forDrafter(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const chosen = await vscode.window.showWarningMessage(error.message, "Restart", "Show Log");
      if (chosen === "Restart") await this.restart();
      if (chosen === "Show Log") this.log.show();
    }
  }

  async start(): Promise<void> {
    this.become("starting");
    let client: LanguageClient | undefined;
    this.ran = false;
    try {
      this.program = await findProgram(this.context);
      this.log.info(`Starting ${this.program}`);
      client = this.newClient(this.program);
      this.client = client;
      await inTime(client.start());
      this.ran = true;
      this.become("running");
    } catch (error) {
      // Where the process has ended, that is seen to already.
      if (client !== this.client) return;
      if (error instanceof NoProgram) return this.fail(error);
      this.log.error(error instanceof Error ? error : String(error));
      this.fail(this.cannotRun());
      // It may still run, and say nothing.
      void client?.dispose().catch(() => {});
    }
  }

  /** What to say of a program that is there and is no server here. */
  private cannotRun(): NoProgram {
    return new NoProgram(
      `${this.program} does not run as Rapporteur's server on ${process.platform}-${process.arch}: ` +
        `name another in the setting "rapporteur.server.path", or leave that empty.`,
    );
  }

  /** Ends the server and starts it anew, as the drafter asked. */
  async restart(): Promise<void> {
    this.ends = [];
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that hangs does not end when it is asked to: the client gives up after its time limit, and kills it.
    await client?.stop().catch((error) => this.log.warn(`The server did not end as asked: ${error}`));
  }

  dispose(): void {
    this.changed.dispose();
    this.told.dispose();
  }

  private newClient(program: string): LanguageClient {
    const errors = {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        this.ended(client);
        // It is started again from here: the client itself would tell the drafter each time.
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
    const client = newClient(program, this.log, this.context.extension, errors, (document) => this.isFollowed(document));
    client.onNotification("rapporteur/changed", ({ uri }: { uri: string }) => this.told.fire(uri));
    return client;
  }

  /** The process of a client has ended, which nobody asked for. */
  private ended(client: LanguageClient): void {
    if (client !== this.client) return;
    this.client = undefined;
    const now = Date.now();
    this.ends = [...this.ends.filter((time) => now - time < WITHIN_MS), now];
    this.log.warn(`The server has ended by itself (${this.ends.length} times in the last ${WITHIN_MS / 60_000} minutes).`);
    if (this.ends.length > RESTARTS && !this.ran) {
      this.fail(this.cannotRun());
    } else if (this.ends.length > RESTARTS) {
      this.fail(new Error(`Rapporteur has stopped ${this.ends.length} times within ${WITHIN_MS / 60_000} minutes and was not started again. Your text is as you wrote it.`));
    } else {
      this.become("starting");
      setTimeout(() => this.start(), PAUSE_MS);
    }
  }

  /** Says once what is wrong, and what can be done. */
  private fail(error: unknown): void {
    this.client = undefined;
    this.log.error(error instanceof Error ? error : String(error));
    this.trouble = error instanceof Error ? error.message : String(error);
    this.become("failed");
    const actions: Record<string, () => unknown> = {
      Restart: () => this.restart(),
      "Show Log": () => this.log.show(),
    };
    if (error instanceof NoProgram) {
      actions["Open Setting"] = () => vscode.commands.executeCommand("workbench.action.openSettings", "rapporteur.server.path");
    }
    void vscode.window
      .showErrorMessage(this.trouble, ...Object.keys(actions))
      .then((chosen) => chosen !== undefined && actions[chosen]?.());
  }

  private become(state: Health): void {
    this.state = state;
    this.changed.fire(state);
  }
}
