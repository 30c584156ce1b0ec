import assert from "node:assert/strict";
import { test } from "node:test";

import { orderBy, sorted, table } from "../src/tables.js";

const COLUMNS = [{ name: "name" }, { name: "amount" }];

test("rows are sorted with what is missing last, and equal ones as they were", () => {
  const ranks = [2, null, 0, 2, null];
  assert.deepEqual(sorted([0, 1, 2, 3, 4], ranks, false), [2, 0, 3, 1, 4]);
  assert.deepEqual(sorted([0, 1, 2, 3, 4], ranks, true), [0, 3, 2, 1, 4]);
});

test("an order of none of the columns leaves a table in its own", () => {
  assert.equal(orderBy("-amount", COLUMNS, "name"), "-amount");
  assert.equal(orderBy("elsewhere", COLUMNS, "name"), "name");
});

test("a table gives the code that sorts its frame alike", () => {
  const said = {
    shown: { kind: "table", columns: COLUMNS },
    cells: [["b"], ["a"]],
    before: "",
    code: "frame",
  };
  const sent = { made: { en: said }, ranks: { name: [1, 0] }, keys: {}, own: "", unit: "" };
  const made = table(sent, /** @type {any} */ ({ lang: "en", sort: "-name" }));
  assert.deepEqual(made.shown.rows, [["b"], ["a"]]);
  assert.match(made.code, /sort_values\('name', ascending=False, kind='stable'/);
});
