import assert from "node:assert/strict";
import { test } from "node:test";

import { DEFAULT, allows, fitted, fromText, toText } from "../src/state.js";

const CHOICES = {
  lang: ["en", "zh"],
  view: ["overview", "grading"],
  measure: ["amount"],
  funded: ["any", "yes"],
  reading: ["cascade", "literal"],
  year: [2019],
  body: ["b"],
  responsibility: [0, 1],
  ladder: [0],
  kind: ["any"],
  rule: ["any"],
  indicator: [""],
  tie: [""],
  field: [0],
  promise: ["any"],
  verb: ["any"],
  spoken: ["any"],
  lines: 20,
};
const OPENED = { ...DEFAULT, year: 2019, body: "b" };
const choicesOf = (year, body) => (year === 2019 && body === "b" ? CHOICES : undefined);
const read = (text) => fromText(text, OPENED, choicesOf, "1");

test("a state is the same once it was an address", () => {
  const state = { ...OPENED, lang: "zh", view: "grading", query: "率 & 数=1", value: 62.5, line: 20 };
  assert.deepEqual(read(`#${toText(state, OPENED, "1")}`), { state, problems: [] });
});

test("what an address says wrong is told, and the rest is opened", () => {
  const { state, problems } = read("v=2&view=grading&line=99&colour=red&value=abc");
  assert.equal(state.view, "grading");
  assert.deepEqual(
    problems.map((one) => one.name),
    ["version", "no_choice", "no_name", "no_choice"],
  );
});

test("an address that is none says so", () => {
  assert.deepEqual(
    read("rubbish").problems.map((one) => one.name),
    ["no_name", "no_state"],
  );
});

test("a disclosure that is not there is told, and the first stays", () => {
  const { state, problems } = fromText(
    "v=1&year=2020",
    OPENED,
    (year) => (year === 2019 ? { ...CHOICES, year: [2019, 2020] } : undefined),
    "1",
  );
  assert.equal(state.year, 2019);
  assert.deepEqual(problems.at(-1), { name: "no_disclosure", values: { asked: "2020 b" } });
});

test("no name of an object's own is a field", () => {
  for (const name of ["constructor", "__proto__", "toString"])
    assert.equal(read(`v=1&${name}=1`).problems.length, 1);
});

test("what a disclosure does not have is chosen no more", () => {
  assert.equal(fitted({ ...OPENED, responsibility: 9, line: 5 }, CHOICES).responsibility, 0);
  assert.equal(fitted({ ...OPENED, responsibility: 9, line: 5 }, CHOICES).line, 5);
});

test("a percentage lies between 0 and 100", () => {
  assert.deepEqual(
    [0, 100, 101, -1, NaN].map((value) => allows(CHOICES, "value", value)),
    [true, true, false, false, false],
  );
});
