// Completion in rapporteur.toml, from the JSON schema of the server: keys of the table around the cursor, and the values that a key may have.

import { readFileSync } from "node:fs";
import * as vscode from "vscode";

/** The parts of the schema that are read. */
interface Node {
  $ref?: string;
  allOf?: Node[];
  anyOf?: Node[];
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: Node | boolean;
  type?: string | string[];
  enum?: (string | null)[];
  default?: unknown;
  description?: string;
}

/** Registers the completion. */
export function registerSchema(context: vscode.ExtensionContext): vscode.Disposable {
  let schema: Node & { definitions?: Record<string, Node> };
  return vscode.languages.registerCompletionItemProvider(
    { pattern: "**/rapporteur.toml" },
    {
      provideCompletionItems(document, position) {
        schema ??= JSON.parse(readFileSync(context.asAbsolutePath("dist/rapporteur.schema.json"), "utf8"));
        const table = tableAt(document, position.line).reduce<Node>((node, key) => child(resolve(node), key), schema);
        const before = document.lineAt(position).text.slice(0, position.character);
        const assigned = /^\s*"?([\w*-]+)"?\s*=\s*("?)[^"]*$/.exec(before);
        if (assigned !== null) return values(child(resolve(table), assigned[1]!), assigned[2] === '"');
        return /^\s*[\w-]*$/.test(before) ? keys(resolve(table)) : [];
      },
    },
    '"',
    " ",
  );

  /** What a node says, and what it refers to. */
  function resolve(node: Node): Node {
    const more = [...(node.allOf ?? []), ...(node.anyOf ?? [])];
    const meant = node.$ref?.split("/").slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], schema) as Node | undefined;
    return [meant, ...more].filter((it) => it !== undefined).reduce<Node>((all, it) => ({ ...resolve(it), ...all }), node);
  }

  function child(node: Node, key: string): Node {
    const found = node.properties?.[key] ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : {});
    return found.items !== undefined && key in (node.properties ?? {}) ? { ...found, ...resolve(found.items) } : found;
  }

  function keys(table: Node): vscode.CompletionItem[] {
    return Object.entries(table.properties ?? {}).map(([key, node]) => {
      const written = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
      const item = new vscode.CompletionItem(written, vscode.CompletionItemKind.Property);
      item.documentation = node.description;
      item.insertText = new vscode.SnippetString(`${written} = `);
      return item;
    });
  }

  function values(node: Node, quoted: boolean): vscode.CompletionItem[] {
    const { enum: words, type, default: usual } = resolve(node);
    const all = type === "boolean" ? ["true", "false"] : (words ?? []).filter((it) => it !== null).map((it) => (quoted ? it : JSON.stringify(it)));
    return all.map((value) => {
      const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.Value);
      item.preselect = value.replaceAll('"', "") === String(usual);
      return item;
    });
  }
}

/** The keys of the table that a line is in: `[rules]`, `[[files]]`. */
function tableAt(document: vscode.TextDocument, line: number): string[] {
  for (let at = line; at >= 0; at--) {
    const header = /^\s*\[\[?([^\]]+)\]\]?/.exec(document.lineAt(at).text);
    if (header !== null) return header[1]!.split(".").map((key) => key.trim().replaceAll('"', ""));
  }
  return [];
}
