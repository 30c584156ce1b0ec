import assert from "node:assert/strict";
import { test } from "node:test";

import { citeLines } from "../src/cite.js";
import { escaped } from "../src/files/csv.js";
import { fileName } from "../src/files/names.js";
import { specification } from "../src/charts.js";

const SAID = {
  cited_one_line: "line {lines}",
  cited_several_lines: "lines {lines}",
  cited_most: "{count} lines from {first} to {last}",
  cited_comma: ", ",
};
const CITED = `A. B. [2019]. data/source/2019.txt. swh:1:cnt:${"0".repeat(40)}.`;

test("a citation of lines names runs of them, and one run in the identifier", () => {
  assert.match(citeLines(CITED, [3, 4, 5], SAID), /txt, lines 3–5\. swh:1:cnt:0+;lines=3-5\.$/);
  assert.match(citeLines(CITED, [3, 5], SAID), /txt, lines 3, 5\. swh:1:cnt:0+\.$/);
  assert.match(citeLines(CITED, [1, 3, 5], SAID, 2), /3 lines from 1 to 5/);
  assert.equal(citeLines(CITED, [], SAID), CITED);
});

test("a text that opens like a formula stands behind an apostrophe", () => {
  for (const text of ["=1+1", "'=1", "@x", "＝1", "\t1", "-0.5%"]) assert.equal(escaped(text), `'${text}`);
  for (const text of ["1+1", "'a", ""]) assert.equal(escaped(text), text);
});

test("the name of a file is one that every system takes", () => {
  assert.equal(fileName("2019 a/b: “x” 率", "csv"), "yanjiao_budget_2019_a_b_x_率.csv");
  assert.ok(new TextEncoder().encode(fileName("率".repeat(200), "csv")).length < 255);
});

test("a chart's rows are copies, and what follows from them is put in", () => {
  const rows = [{ label: "a" }];
  const vega = {
    data: [{ name: "rows", values: [] }],
    title: { text: "old" },
    scales: [{ name: "color" }, { name: "x" }],
  };
  const spec = specification(vega, {
    vega: 0,
    rows,
    title: "new",
    height: 9,
    domain: ["a"],
    range: ["#fff"],
  });
  assert.notEqual(spec.data[0].values[0], rows[0]);
  assert.equal(spec.title.text, "new");
  assert.equal(spec.height, 9);
  assert.deepEqual(spec.scales[0], { name: "color", domain: ["a"], range: ["#fff"] });
  assert.deepEqual(vega.data[0].values, []);
});
