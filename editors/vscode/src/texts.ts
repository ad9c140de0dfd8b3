// The texts of a draft that is begun: new ones, and those that are to be changed, suppressed, or left as they are.

import * as vscode from "vscode";
import type { Listed } from "./catalogue";
import type { Choice, Place, Questions } from "./questions";
import type { Server } from "./server";

/** A text as `rapporteur.new` takes it. */
export type Text = { kind: "add"; title: string } | { kind: "modify"; uri: string } | { kind: "suppress" | "no-change"; text: string };

/** An adopted text of the folders as `rapporteur.bases` lists it. */
interface Base {
  uri: string;
  name: string;
  body: string;
  title: string | null;
}

/** Why the server does not begin a text; nothing where it does. */
export type Refuse = (text: Text) => Promise<string | undefined>;

const KINDS: Choice<Text["kind"]>[] = [
  { label: "A new resolution", description: "ADD", value: "add" },
  { label: "Changes of an adopted text", description: "MOD", value: "modify" },
  { label: "An adopted text is to be suppressed", description: "SUP", value: "suppress" },
  { label: "An adopted text is to stay as it is", description: "NOC", value: "no-change" },
];

/** Asks for texts, until there is no other. */
export async function askForTexts(questions: Questions, server: Server, meeting: string, place: Place, refuse: Refuse): Promise<Text[]> {
  const texts: Text[] = [];
  for (let more = true; more; ) {
    texts.push(await askForText(questions, server, meeting, place, refuse));
    const count = texts.length === 1 ? "1 text" : `${texts.length} texts`;
    const choices = [
      { label: "Done", value: false },
      { label: "Add another", value: true },
    ];
    more = await questions.choose({ ...place, placeholder: `${count}. Is there another?`, choices });
  }
  return texts;
}

async function askForText(questions: Questions, server: Server, meeting: string, place: Place, refuse: Refuse): Promise<Text> {
  const kind = await questions.choose({ ...place, placeholder: "What is proposed?", choices: KINDS });
  if (kind === "add") return { kind, title: await questions.enter({ ...place, prompt: "Its title. It may be left empty for now." }) };
  if (kind === "modify") {
    const choices = await bases(server);
    const uri = await questions.choose({ ...place, placeholder: "Which text?", choices, refuse: (uri) => refuse({ kind, uri }) });
    return { kind, uri };
  }
  const placeholder = kind === "suppress" ? "Which text is to be suppressed?" : "Which text is to stay as it is?";
  const choices = await textsOf(server, meeting);
  const text = await questions.choose({ ...place, placeholder, inOrder: true, choices, refuse: (text) => refuse({ kind, text }) });
  return { kind, text };
}

/** The texts of a meeting's body that are known, and a way to any other. */
async function textsOf(server: Server, meeting: string): Promise<Choice<string>[]> {
  const body = /^[A-Z]+/.exec(meeting)?.[0] ?? "";
  const known = await server.ask<Listed[]>("rapporteur.catalogue", { query: body });
  const own = known.filter((it) => it.body === body);
  const choices = own.map(({ instrument, number, edition, title }) => {
    const name = `${instrument} ${number}`;
    return { label: name, description: edition ?? undefined, detail: title ?? undefined, value: name };
  });
  return [...choices, { label: "Another text…", value: enterText }];
}

async function enterText(): Promise<string | undefined> {
  return vscode.window.showInputBox({ prompt: "Its kind and number", placeHolder: "Resolution 40" });
}

/** The adopted texts of the folders, and a way to any other. */
async function bases(server: Server): Promise<Choice<string>[]> {
  const all = await server.ask<Base[]>("rapporteur.bases");
  const known = all.map(({ uri, name, body, title }) => ({ label: name, description: body, detail: title ?? undefined, value: uri }));
  return [...known, { label: "Choose a file…", value: chooseFile }];
}

async function chooseFile(): Promise<string | undefined> {
  return (await vscode.window.showOpenDialog({ title: "The adopted text" }))?.[0]?.toString();
}
