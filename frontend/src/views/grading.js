// Grading: indicators by words and filters, what their ladders cover, what a value would earn.

import { withValues } from "../controls.js";
import { fill, general, repr } from "../python.js";
import { words } from "../search.js";
import { NOTHING, given, note, table } from "../tables.js";

/**
 * @typedef {import("../page.js").Block} Block
 * @typedef {import("../state.js").State} State
 * @typedef {Record<string, any>} Json
 */

// Grades as their keys are sorted; what earns none comes last.
const SORTED = ["excellent", "fair", "good", "none", "poor", "several", "unsure"];

/**
 * The places of the indicators that meet the filters, in the document's order.
 * @param {Json} data
 * @param {State} state
 * @returns {number[]}
 */
export function selected(data, state) {
  const sent = data.blocks["grading.indicators"];
  const { responsibility, budget, ladder } = sent.values;
  const wanted = words(state.query);
  /** @type {((at: number) => boolean)[]} */
  const tests = [];
  if (wanted.length) tests.push((at) => wanted.every((word) => sent.folded[at].includes(word)));
  if (state.responsibility) tests.push((at) => responsibility[at] === state.responsibility);
  if (state.funded !== "any") tests.push((at) => (budget[at] !== null) === (state.funded === "yes"));
  if (state.ladder) tests.push((at) => ladder[at] === state.ladder);
  if (state.kind !== "any") tests.push((at) => sent.kinds[at].includes(state.kind));
  if (state.rule !== "any") tests.push((at) => sent.rules[at].includes(state.rule));
  const all = sent.keys.map((/** @type {string} */ _, /** @type {number} */ at) => at);
  return all.filter((/** @type {number} */ at) => tests.every((test) => test(at)));
}

/**
 * What a percentage earns by the ladder of an indicator; null for one of another unit.
 * @param {Json} data
 * @param {State} state
 * @returns {(at: number) => string | null}
 */
export function earns(data, state) {
  const { ladder, steps } = data.blocks["grading.indicators"].earned;
  /** @type {string[]} */
  const grades = steps[state.reading].map((/** @type {[number, string, string][]} */ all) => {
    const last = all.filter(([from]) => from <= state.value).at(-1);
    const [from, at, above] = /** @type {[number, string, string]} */ (last);
    return from === state.value ? at : above;
  });
  return (at) => (ladder[at] === null ? null : grades[ladder[at]]);
}

/** @param {Json} data @param {State} state */
const said = (data, state) => data.blocks["grading.found"].words[state.lang];

/** @param {Json} data @param {State} state @returns {string} */
const readingName = (data, state) => data.blocks["grading.indicators"].readings[state.lang][state.reading];

/** @type {Block} */
function found(sent, state, data) {
  const text = said(data, state);
  const [count, whole] = [selected(data, state).length, data.blocks["grading.indicators"].keys.length];
  const elsewhere = sent.elsewhere[state.rule];
  const nothing = count ? fill(text.found, { count, whole }) : text.none;
  const told = elsewhere ? elsewhere.text[state.lang] : nothing;
  if (count === whole) return note(told);
  return note(told, { set: sent.clear, action: text.clear, lines: elsewhere?.lines });
}

/** @type {Block} */
function card(sent, state, data) {
  if (!state.indicator) return NOTHING;
  const at = data.blocks["grading.indicators"].keys.indexOf(state.indicator);
  const shown = sent.made[state.lang][at];
  const text = sent.words[state.lang];
  const grade = earns(data, state)(at);
  const names = Object.fromEntries(
    data.blocks["grading.whatif"].made[state.lang].grades.map((/** @type {string[]} */ one) =>
      one.slice(0, 2),
    ),
  );
  const earned = grade === null ? text.not_a_percentage : names[grade];
  const reading = sent.inBrackets[state.lang].replace("{}", () => readingName(data, state));
  const terms = [...shown.terms];
  terms[sent.asked] = [fill(text.asked, { value: general(state.value) }), earned + reading];
  return { shown: { ...shown, terms } };
}

/** @type {Block} */
function whatif(sent, state, data) {
  const rows = selected(data, state);
  if (!rows.length) return NOTHING;
  const { percent } = data.blocks["grading.indicators"];
  if (!rows.some((at) => percent[at])) return note(said(data, state).no_percentages);
  const made = sent.made[state.lang];
  const grade = earns(data, state);
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  for (const at of rows) counts.set(grade(at), (counts.get(grade(at)) ?? 0) + 1);
  const total = rows.length - (counts.get(null) ?? 0);
  const reading = readingName(data, state);
  const value = general(state.value);
  const inBrackets = data.blocks["grading.card"].inBrackets[state.lang].replace("{}", () => reading);
  const title = fill(made.title, { value, reading: inBrackets });
  const drawn = made.grades
    .map((/** @type {any[]} */ [key, name, letter]) => ({
      value: state.value,
      reading: state.reading,
      grade: key,
      indicators: counts.get(key) ?? 0,
      share: (counts.get(key) ?? 0) / total,
      grade_name: name,
      letter,
      reading_name: reading,
    }))
    .filter((/** @type {Json} */ row) => row.indicators > 0);
  const subject = fill(said(data, state).whatif, { value, reading });
  return {
    shown: { kind: "chart", title, label: subject, text: `${title}. ${made.below}`, click: "", also: {} },
    chart: { vega: made.vega, rows: drawn, title, stays: true },
    subject,
    unit: "",
    lines: [],
  };
}

/** @type {(name: string) => Block} */
const ruler = (name) => (sent, state, data) => {
  const { ladder } = data.blocks["grading.indicators"].values;
  /** @type {Map<number, number>} */
  const counts = new Map();
  /** @type {Map<number, boolean>} Whether the first indicator of a ladder is of this axis. */
  const here = new Map();
  for (const at of selected(data, state)) {
    const rank = ladder[at];
    if (!here.has(rank)) here.set(rank, sent.units[at]);
    counts.set(rank, (counts.get(rank) ?? 0) + 1);
  }
  const known = sent.ladders[state.reading];
  const ranks = [...counts.keys()].filter((rank) => here.get(rank) && known[rank]).sort((a, b) => a - b);
  if (!ranks.length) return NOTHING;
  const whole = String(ranks.every((rank) => known[rank].whole));
  const there = new Set(ranks.flatMap((rank) => known[rank].grades));
  const made = sent.made[state.lang];
  const grades = Object.keys(sent.colours).filter((grade) => there.has(grade));
  const { vega, title, text } = made.charts[`${state.reading}.${whole}`];
  const subject = fill(said(data, state)[name], { reading: readingName(data, state) });
  return {
    shown: { kind: "chart", title, label: subject, text, click: "", also: {} },
    chart: {
      vega,
      rows: ranks.flatMap((rank) =>
        known[rank].rows[whole][state.lang].map((/** @type {Json} */ row) => ({
          ...row,
          indicators: counts.get(rank),
        })),
      ),
      height: ranks.length * (12 * (state.reading === "literal" ? grades.length : 1) + 14),
      domain: grades.map((grade) => made.names[grade]),
      range: grades.map((grade) => sent.colours[grade]),
    },
    subject,
    unit: "",
    lines: [...new Set(ranks.map((rank) => known[rank].line))].sort((a, b) => a - b),
  };
};

/** @type {Block} */
function indicators(sent, state, data) {
  const rows = selected(data, state);
  const grade = earns(data, state);
  const made = sent.made[state.lang];
  const value = general(state.value);
  const place = made.shown.columns.findIndex((/** @type {Json} */ one) => one.name === "earns");
  const names = Object.fromEntries(
    data.blocks["grading.whatif"].made[state.lang].grades.map((/** @type {string[]} */ one) =>
      one.slice(0, 2),
    ),
  );
  const missing = data.blocks["grading.card"].words[state.lang].not_a_percentage;
  const all = sent.keys.map((/** @type {string} */ _, /** @type {number} */ at) => grade(at));
  const heading = fill(made.earns, { value });
  const columns = made.shown.columns.map((/** @type {Json} */ one) =>
    one.name === "earns" ? { ...one, heading } : one,
  );
  const conditions = data.blocks["grading.controls"].made[state.lang].items;
  return table(sent, state, {
    rows,
    given: given(conditions, state, data.words[state.lang], rows.length, sent.keys.length),
    own: { earns: all },
    ranks: {
      ...sent.ranks,
      earns: all.map((/** @type {string} */ one) => (one === null ? null : SORTED.indexOf(one))),
    },
    cells: (at) =>
      made.cells[at].map((/** @type {any} */ cell, /** @type {number} */ column) =>
        column === place ? (all[at] === null ? missing : names[all[at]]) : cell,
      ),
    said: {
      ...made,
      shown: { ...made.shown, columns },
      headings: { ...made.headings, earns: heading },
      subject: said(data, state).indicators,
      before:
        "from yanjiao_budget import grading\n" +
        `frame = grading.what_if(${findCode(state)}, ${value}, ${repr(state.reading)})\n`,
    },
  });
}

/** The Python that finds these indicators. @param {State} state */
function findCode(state) {
  const given = [];
  if (state.query) given.push(`query=${repr(state.query)}`);
  if (state.responsibility) given.push(`responsibility=${state.responsibility}`);
  if (state.funded !== "any") given.push(`funded=${state.funded === "yes" ? "True" : "False"}`);
  if (state.ladder) given.push(`ladder=${state.ladder}`);
  if (state.kind !== "any") given.push(`kind=${repr(state.kind)}`);
  if (state.rule !== "any") given.push(`rule=${repr(state.rule)}`);
  return `yb.find_indicators(${[...given, "**which"].join(", ")})`;
}

/** @type {Record<string, Block>} */
export const grading = {
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  found,
  card,
  whatif,
  ruler: ruler("ruler"),
  counts: ruler("counts"),
  indicators,
};
