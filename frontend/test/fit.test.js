import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted } from "../src/fit.js";
import { footed } from "../src/files/picture.js";

const BARS = {
  title: { text: "Budgets" },
  width: 340,
  signals: [
    { name: "y_step", value: 20 },
    { name: "height", update: "bandspace(domain('y').length, 0.1, 0.05) * y_step" },
  ],
  scales: [
    { name: "x", type: "linear" },
    { name: "y", type: "band", range: { step: { signal: "y_step" } }, paddingInner: 0.1 },
  ],
  axes: [
    { scale: "x", orient: "bottom" },
    { scale: "y", orient: "left", labelLimit: 380 },
  ],
  legends: [{ orient: "top" }],
  marks: [{ type: "rect", encode: { update: { x2: { value: 340 } } } }],
};

test("a chart on the page has no title of its own, and its names tell their full text", () => {
  const spec = fitted(BARS, 1200);
  assert.equal(spec.title, undefined);
  assert.equal(spec.axes[1].encode.labels.update.tooltip.signal, "datum.value");
  assert.equal(spec.axes[1].labelLimit, 504);
  assert.deepEqual(spec.scales, BARS.scales);
});

test("where it is narrow names stand above their bars, and a legend has as many columns as fit", () => {
  const spec = fitted(BARS, 343);
  assert.equal(spec.axes[1].labelAlign, "left");
  assert.equal(spec.axes[1].labelLimit, 323);
  assert.equal(spec.legends[0].columns, 2);
  assert.equal(spec.signals[0].update, "((20) * (1 - 0.1)) + 18");
  assert.equal(spec.scales[1].paddingInner.signal, "18 / (((20) * (1 - 0.1)) + 18)");
});

test("a mark across the whole panel stays so at any width, in a panel of several too", () => {
  const across = { field: { group: "width" } };
  for (const spec of [BARS, { width: 340, marks: [{ type: "group", ...BARS }] }]) {
    const marks = fitted(spec, 900).marks;
    assert.deepEqual((marks[0].marks ?? marks)[0].encode.update.x2, across);
  }
});

test("a picture keeps its title above and has its unit and source at the foot", () => {
  const spec = footed(BARS, ["Unit: 万元.", "Source: …"]);
  assert.equal(spec.marks[0].title.text, "Budgets");
  assert.deepEqual([spec.title.orient, spec.title.text], ["bottom", ["Unit: 万元.", "Source: …"]]);
  assert.deepEqual(spec.scales, BARS.scales);
  assert.equal(spec.axes, undefined);
});
