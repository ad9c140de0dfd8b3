// Printing. A page inside the editor cannot be printed, so the browser gets it, by a server of one page that lives as long as the
// browser may take to fetch it: this works over a remote connection, too.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";

const LIVES_MS = 120_000;

/** Opens a page of the server's in the browser, which asks at once how to print it. */
export async function print(html: string): Promise<void> {
  const secret = `/${randomBytes(16).toString("hex")}`;
  const nonce = randomBytes(16).toString("base64");
  const page = html
    .replace("style-src 'unsafe-inline'", `style-src 'unsafe-inline'; script-src 'nonce-${nonce}'`)
    .replace("</body>", `<script nonce="${nonce}">print()</script>\n</body>`);
  const server = createServer((request, response) => {
    // In a browser's VS Code the address may have gone through a proxy that keeps a part of its own before the path.
    const asked = request.method === "GET" && request.url?.endsWith(secret);
    response.writeHead(asked ? 200 : 404, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(asked ? page : "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  setTimeout(() => server.close(), LIVES_MS).unref();
  const { port } = server.address() as AddressInfo;
  const outside = await vscode.env.asExternalUri(vscode.Uri.parse(`http://127.0.0.1:${port}${secret}`));
  if (!(await vscode.env.openExternal(outside))) {
    void vscode.window.showWarningMessage("The browser that should print the page could not be opened.");
  }
}
