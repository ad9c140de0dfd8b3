import * as assert from "node:assert";
import * as vscode from "vscode";
import { print } from "../../src/print";

suite("Printing", () => {
  test("the browser gets the page, and asks at once how to print it", async () => {
    const { openExternal, asExternalUri } = vscode.env;
    let opened: vscode.Uri | undefined;
    // Tests may put others in their place.
    Object.assign(vscode.env, {
      asExternalUri: async (uri: vscode.Uri) => uri,
      openExternal: async (uri: vscode.Uri) => {
        opened = uri;
        return true;
      },
    });
    try {
      await print(`<meta content="default-src 'none'; style-src 'unsafe-inline'"><body><p>Towers</p></body>`);
    } finally {
      Object.assign(vscode.env, { openExternal, asExternalUri });
    }
    const address = opened?.toString() ?? assert.fail("nothing was opened");
    const page = await (await fetch(address)).text();
    const nonce = /script-src 'nonce-([^']+)'/.exec(page)?.[1] ?? assert.fail(page);
    assert.ok(page.includes(`<p>Towers</p><script nonce="${nonce}">print()</script>`), page);
    const elsewhere = await fetch(new URL("/", address));
    assert.strictEqual(elsewhere.status, 404, "nobody finds the page who was not told of it");
  });
});
