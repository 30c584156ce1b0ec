import assert from "node:assert/strict";
import { test } from "node:test";

import { isBlank, normal, parts, words } from "../src/search.js";

test("case and width do not matter", () => {
  assert.deepEqual(words("ＳＡＦＥＴＹ　rate"), ["safety", "rate"]);
});

test("folded text is as long as it was, so that marks stand where the words do", () => {
  for (const text of ["İstanbul", "ＡＢＣ", "率 100%", "ΑΣ"])
    assert.equal([...normal(text)].length, [...text].length);
});

test("text is parted into what was searched for and the rest, and is whole", () => {
  const found = parts("污水处理厂的污水", ["污水", "处理"]);
  assert.deepEqual(
    found.filter((one) => one.marked).map((one) => one.text),
    ["污水", "处理", "污水"],
  );
  assert.equal(found.map((one) => one.text).join(""), "污水处理厂的污水");
});

test("words that overlap are marked once", () => {
  assert.equal(
    parts("aaab", ["aa", "ab"])
      .map((one) => one.text)
      .join(""),
    "aaab",
  );
});

test("a query of nothing but space is blank", () => {
  assert.ok(isBlank(" \u3000\t"));
  assert.ok(!isBlank(" a "));
});
