// Promises: what the prose promises and names, and what in the tables speaks of it, if anything.

import { withValues } from "../controls.js";
import { fill, repr } from "../python.js";
import { words } from "../search.js";
import { chart } from "../drawings.js";
import { given, note, table } from "../tables.js";

/**
 * @typedef {import("../page.js").Block} Block
 * @typedef {import("../state.js").State} State
 * @typedef {Record<string, any>} Json
 */

/**
 * Which rows meet what is sought.
 * @param {Json} rows What Python sent of promises or works.
 * @param {State} state
 * @param {string[]} by What narrows them besides words.
 * @returns {number[]}
 */
function meeting(rows, state, by) {
  const wanted = words(state.query);
  const meets = (/** @type {string} */ name, /** @type {number} */ at) => {
    const value = state[/** @type {keyof State} */ (name)];
    if (value === 0 || value === "any") return true;
    const own = rows[name][at];
    return Array.isArray(own) ? own.includes(value) : own === value;
  };
  return rows.number
    .map((/** @type {number} */ _, /** @type {number} */ at) => at)
    .filter(
      (/** @type {number} */ at) =>
        wanted.every((word) => rows.folded[at].includes(word)) && by.every((name) => meets(name, at)),
    );
}

/** The promises and the works that meet what is sought. @param {Json} data @param {State} state */
function both(data, state) {
  const { promises, works } = data.blocks["promises.found"];
  return {
    promises: meeting(promises, state, ["field", "promise", "verb", "spoken"]),
    works: meeting(works, state, ["field", "spoken"]),
  };
}

/** @type {Block} */
function found(sent, state, data) {
  const said = sent.words[state.lang];
  const { promises, works } = both(data, state);
  const [whole, all] = [sent.promises.number.length, sent.works.number.length];
  if (!whole && !all) return note(said.no_promise);
  const none = promises.filter((at) => sent.promises.spoken[at][0] === "none").length;
  const text = fill(said.found, { count: promises.length, whole, works: works.length, all, none });
  const cleared = Object.entries(sent.clear).every(
    ([name, value]) => state[/** @type {keyof State} */ (name)] === value,
  );
  return cleared ? note(text) : note(text, { set: sent.clear, action: said.clear });
}

const FIND = "from yanjiao_budget.analysis import promises_found\n";

/** The Python that finds these promises. @param {State} state */
function promisesCode(state) {
  const own = [];
  if (state.query) own.push(`query=${repr(state.query)}`);
  if (state.field) own.push(`field=${state.field}`);
  if (state.promise !== "any") own.push(`kind=${repr(state.promise)}`);
  if (state.verb !== "any") own.push(`verb=${repr(state.verb)}`);
  if (state.spoken !== "any") own.push(`spoken=${repr(state.spoken)}`);
  return `promises_found.find_promises(${[...own, "**which"].join(", ")})`;
}

/** The Python that finds these works. @param {State} state */
function worksCode(state) {
  const code = promisesCode({ ...state, promise: "any", verb: "any" });
  return code.replace("find_promises", "find_works");
}

/** @type {Block} */
function promised(sent, state, data) {
  const made = sent.made[state.lang];
  if (!made.shown) return { shown: made };
  const { promises: rows } = both(data, state);
  const conditions = data.blocks["promises.controls"].made[state.lang].items;
  return table(sent, state, {
    rows,
    given: given(conditions, state, data.words[state.lang], rows.length, made.cells.length),
    said: { ...made, code: promisesCode(state) },
  });
}

/** @type {Block} */
function works(sent, state, data) {
  const made = sent.made[state.lang];
  if (!made.shown) return { shown: made };
  return table(sent, state, { rows: both(data, state).works, said: { ...made, code: worksCode(state) } });
}

/** The rows of a table that are of these promises and works. @type {Block} */
function about(sent, state, data) {
  const made = sent.made[state.lang];
  if (!made.shown) return { shown: made };
  const meets = both(data, state);
  const { promises: all, works: others } = data.blocks["promises.found"];
  const commitments = new Set(meets.promises.map((at) => all.number[at]));
  const named = new Set(meets.works.map((at) => others.number[at]));
  const { commitment, work } = sent.values;
  const places = made.cells.map((/** @type {any} */ _, /** @type {number} */ at) => at);
  const rows = places.filter(
    (/** @type {number} */ at) => commitments.has(commitment[at]) || named.has(work[at]),
  );
  const before = `${FIND}promises = ${promisesCode(state)}\nworks = ${worksCode(state)}\n`;
  return table(sent, state, { rows, said: { ...made, before } });
}

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const promises = {
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  found,
  caveat: said,
  chain: chart,
  promises: promised,
  works,
  speaking: about,
  findings: about,
  before: said,
  again: table,
};
