// Where VS Code's extension host begins the tests.

import { readdirSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, reporter: "spec", color: false });
  const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.js"));
  tests.sort().forEach((name) => mocha.addFile(path.join(__dirname, name)));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`${runner.stats?.passes} passed, ${failures} failed`);
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
  });
}
