// Questions that follow one another in the same box, with a way back to the one before. Whoever asks writes them down as if there were no
// such way: after Back all is asked again from the start, and what was answered before the question that one went back to is taken as it
// was. Escape leaves, as if nothing had been asked.

import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";

/** Where among the others a question stands. */
export interface Place {
  title: string;
  step: number;
  steps: number;
}

/** One of several answers. */
export interface Choice<T> extends vscode.QuickPickItem {
  /** The answer, or what asks for it in a way of its own: nothing, where that was left. */
  value: T | (() => Promise<T | undefined>);
}

/** A question with answers to choose from. */
export interface Choose<T> extends Place {
  placeholder: string;
  choices: Choice<T>[];
  /** Words that are typed leave the order as it is: otherwise the editor sorts by where it finds them. */
  inOrder?: boolean;
  /** Why an answer cannot be taken. */
  refuse?: (answer: T) => Promise<string | undefined>;
}

/** A question that is answered in words. */
export interface Enter extends Place {
  prompt: string;
  placeholder?: string;
  value?: string;
  /** Why an answer cannot be taken. */
  refuse?: (answer: string) => Promise<string | undefined>;
}

/** An answer, or the way that was taken instead. */
export type Answer<T> = { answer: T } | "back" | "left";

/** Who is asked. `before`: what was answered before one came back. */
export interface Asked {
  choose<T>(question: Choose<T>, before: T | undefined, hasBack: boolean): Promise<Answer<T>>;
  enter(question: Enter, before: string | undefined, hasBack: boolean): Promise<Answer<string>>;
}

/** What asks. */
export interface Questions {
  choose<T>(question: Choose<T>): Promise<T>;
  enter(question: Enter): Promise<string>;
}

/** Ends what asks where a question was not answered. */
class Unasked extends Error {
  constructor(readonly way: "back" | "left") {
    super(way);
  }
}

/** Asks what some work asks, and gives what comes of it; nothing where it was left. */
export async function interview<T>(work: (questions: Questions) => Promise<T>, asked: Asked = BOXES): Promise<T | undefined> {
  const answers: unknown[] = [];
  let before: unknown;
  for (;;) {
    try {
      return await work(replayed(asked, answers, before));
    } catch (error) {
      if (!(error instanceof Unasked)) throw error;
      if (error.way === "left") return undefined;
      before = answers.pop();
    }
  }
}

/** Questions of which the first were answered already; `before`: what the first of the others was answered once. */
function replayed(asked: Asked, answers: unknown[], before: unknown): Questions {
  let nth = 0;
  const known = answers.length;
  const next = async <T>(ask: (before: T | undefined, hasBack: boolean) => Promise<Answer<T>>): Promise<T> => {
    const own = nth++;
    if (own < known) return answers[own] as T;
    const said = await ask(own === known ? (before as T | undefined) : undefined, own > 0);
    if (typeof said === "string") throw new Unasked(said);
    answers.push(said.answer);
    return said.answer;
  };
  return {
    choose: <T>(question: Choose<T>) => next<T>((before, hasBack) => asked.choose(question, before, hasBack)),
    enter: (question) => next<string>((before, hasBack) => asked.enter(question, before, hasBack)),
  };
}

/** The editor's own boxes. */
const BOXES: Asked = {
  choose<T>(question: Choose<T>, before: T | undefined, hasBack: boolean): Promise<Answer<T>> {
    const box = vscode.window.createQuickPick<Choice<T>>();
    box.placeholder = question.placeholder;
    box.items = question.choices;
    box.matchOnDescription = box.matchOnDetail = true;
    // The editor has had it for long, and its types do not yet.
    if (question.inOrder) Object.assign(box, { sortByLabel: false });
    const answered = question.choices.find(({ value }) => before !== undefined && isDeepStrictEqual(value, before));
    // Without, the first is marked.
    if (answered !== undefined) box.activeItems = [answered];
    return show(box, question, hasBack, async () => {
      const [chosen] = box.selectedItems;
      const answer = typeof chosen?.value === "function" ? await (chosen.value as () => Promise<T | undefined>)() : chosen?.value;
      const refused = answer === undefined ? undefined : await question.refuse?.(answer);
      if (refused !== undefined) void vscode.window.showWarningMessage(refused);
      return answer === undefined || refused !== undefined ? undefined : { answer };
    });
  },
  enter(question: Enter, before: string | undefined, hasBack: boolean): Promise<Answer<string>> {
    const box = vscode.window.createInputBox();
    box.prompt = question.prompt;
    box.placeholder = question.placeholder;
    box.value = before ?? question.value ?? "";
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    return show(box, question, hasBack, async () => {
      const answer = box.value.trim();
      box.validationMessage = await question.refuse?.(answer);
      return box.validationMessage === undefined ? { answer } : undefined;
    });
  },
};

/** Shows a box until it is answered, left, or gone back from; `accept`: the answer, once there is one. */
function show<T>(box: vscode.QuickInput, { title, step, steps }: Place, hasBack: boolean, accept: () => Promise<{ answer: T } | undefined>): Promise<Answer<T>> {
  const own = box as vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox;
  Object.assign(own, { title, step, totalSteps: steps, ignoreFocusOut: true, buttons: hasBack ? [vscode.QuickInputButtons.Back] : [] });
  return new Promise<Answer<T>>((resolve, reject) => {
    let busy = false;
    own.onDidTriggerButton(() => resolve("back"));
    own.onDidAccept(async () => {
      if (busy) return;
      busy = own.busy = true;
      const said = await accept().catch(reject);
      busy = own.busy = false;
      // What asked in its own way has hidden the box.
      if (said === undefined) own.show();
      else resolve(said);
    });
    own.onDidHide(() => !busy && resolve("left"));
    own.show();
  }).finally(() => own.dispose());
}
