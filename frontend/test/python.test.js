import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, float, general, grouped, quoted, repr } from "../src/python.js";

test("a number is written with six digits at most, as {:g} does", () => {
  const pairs = [
    [75, "75"],
    [62.5, "62.5"],
    [0, "0"],
    [33.3333333, "33.3333"],
    [0.00001, "1e-05"],
    [1234567, "1.23457e+06"],
  ];
  for (const [value, text] of pairs) assert.equal(general(value), text);
});

test("a float is written as str does", () => {
  const pairs = [
    [5, "5.0"],
    [90119.38, "90119.38"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.5e16, "1.5e+16"],
    [-0.03, "-0.03"],
  ];
  for (const [value, text] of pairs) assert.equal(float(value), text);
});

test("text becomes a literal of Python, whatever is in it", () => {
  const pairs = [
    ["率", "'率'"],
    ["it's", `"it's"`],
    [`'"`, `'\\'"'`],
    ["a\n\t\\", "'a\\n\\t\\\\'"],
    ["\u200b\u3000", "'\\u200b\\u3000'"],
    ["\u0000", "'\\x00'"],
  ];
  for (const [text, literal] of pairs) assert.equal(repr(text), literal);
});

test("text within an address is written as urlencode does", () => {
  assert.equal(quoted("a b&c=d'(!)*~._-率"), "a+b%26c%3Dd%27%28%21%29%2A~._-%E7%8E%87");
});

test("what is put into a sentence is not looked into again", () => {
  assert.equal(fill("{find} of {count}", { find: "{count}", count: 3 }), "{count} of 3");
});

test("a whole number has commas", () => {
  assert.deepEqual([3586, 12, 1234567].map(grouped), ["3,586", "12", "1,234,567"]);
});
