// Tables: the rows chosen, sorted, each with its cells; what a file of them holds.

import { fill } from "./python.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {Record<string, any>} Json
 * @typedef {{ sent: Json, said: Json, rows: number[], all: () => number[], own?: Json }} Rows
 *   The rows of a table that are shown, in order: places in what Python sent; all that there are, in
 *   the same order; and in `own` the values of columns that the page works out, by place.
 * @typedef {{ shown: Json, rows?: Rows, chart?: Json, subject?: string, unit?: string,
 *   lines?: number[], code?: string, chosen?: string }} Made
 *   A block: what is drawn of it, and what it gives; `chosen` says which rows, where there is a
 *   choice.
 */

/** @type {Made} */
export const NOTHING = { shown: { kind: "nothing" } };

/**
 * What stands at a place of the document, and leads there.
 * @param {number} line
 */
export function toLine(line) {
  return { view: "document", line };
}

/** @param {number} line */
export function lineLink(line) {
  return { text: String(line), set: toLine(line) };
}

/**
 * @param {string} text
 * @param {{ set?: Json | null, action?: string, lines?: number[] }} more
 * @returns {Made}
 */
export function note(text, { set = null, action = "", lines = [] } = {}) {
  return { shown: { kind: "note", text, action, set, lines: lines.map(lineLink) } };
}

/**
 * The order that a table has: as the state says, or its own where that is of none of its columns.
 * @param {string} sort
 * @param {Json[]} columns
 * @param {string} own
 */
export function orderBy(sort, columns, own) {
  return columns.some((one) => one.name === sort.replace(/^-/, "")) ? sort : own;
}

/**
 * Some rows in an order; equal ones stay as they were, and missing values come last.
 * @param {number[]} rows
 * @param {(number | null)[]} ranks The place of each row; null for a missing value.
 * @param {boolean} down
 */
export function sorted(rows, ranks, down) {
  return [...rows].sort((one, other) => {
    const [a, b] = [ranks[one], ranks[other]];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return down ? b - a : a - b;
  });
}

/**
 * @param {Json} sent What Python sent of a table.
 * @param {string} sort
 * @param {Json[]} columns
 * @param {number[]} rows
 * @param {Json} ranks
 */
export function ordered(sent, sort, columns, rows, ranks = sent.ranks) {
  const name = sort.replace(/^-/, "");
  if (!columns.some((one) => one.name === name)) return rows;
  return sorted(rows, ranks[name], sort.startsWith("-"));
}

/**
 * A table as it is shown and given.
 * @param {Json} sent
 * @param {State} state
 * @param {{ rows?: number[], ranks?: Json, cells?: (row: number) => any[], own?: Json, said?: Json,
 *   most?: number, given?: string[] }} more
 * @returns {Made}
 */
export function table(sent, state, more = {}) {
  const said = more.said ?? sent.made[state.lang];
  if (!said.shown) return { shown: said };
  const { shown, cells, subject, unit, before, code } = said;
  const sort = orderBy(state.sort, shown.columns, sent.own);
  const ranks = more.ranks ?? sent.ranks;
  const places = cells.map((/** @type {any} */ _, /** @type {number} */ at) => at);
  const inOrder = (/** @type {number[]} */ some) => ordered(sent, sort, shown.columns, some, ranks);
  const rows = inOrder(more.rows ?? places);
  const drawn = more.most === undefined ? rows : rows.slice(0, more.most);
  return {
    shown: {
      ...shown,
      ...(more.given && { given: more.given }),
      sort,
      rows: drawn.map(more.cells ?? ((row) => cells[row])),
    },
    rows: { sent, said, rows, all: () => inOrder(places), own: more.own },
    subject,
    chosen: more.given?.[0],
    unit,
    code: `${before}frame = ${code}${sortCode(sent, sort, shown.columns)}`,
  };
}

/**
 * A table with every row, whatever was chosen.
 * @param {Made} made
 * @returns {Made}
 */
export function whole(made) {
  const rows = /** @type {Rows} */ (made.rows);
  return { ...made, rows: { ...rows, rows: rows.all() }, chosen: made.shown.given?.at(-1) };
}

/**
 * In words the rows that a table is given with: those chosen by some controls, or all.
 * @param {Json[]} items
 * @param {State} state
 * @param {Json} said The words of the page.
 * @param {number} count
 * @param {number} all
 * @returns {string[]}
 */
export function given(items, state, said, count, all) {
  const by = items.flatMap(({ type, field, label, options, apart }) => {
    const value = state[/** @type {keyof State} */ (field)];
    if (type === "words") return value ? [[label, String(value)]] : [];
    if (type !== "choice" || value === options[0].value) return [];
    return [[label, [...options, ...apart].find((/** @type {Json} */ one) => one.value === value).text]];
  });
  const every = fill(said.file_all, { count: all });
  if (!by.length) return [every];
  const colon = state.lang === "en" ? ": " : "：";
  const listed = by.map((pair) => pair.join(colon)).join(state.lang === "en" ? "; " : "；");
  return [fill(said.file_some, { count, whole: all, by: listed }), every];
}

/**
 * The Python that sorts a frame so.
 * @param {Json} sent
 * @param {string} sort
 * @param {Json[]} columns
 */
function sortCode(sent, sort, columns) {
  const name = sort.replace(/^-/, "");
  if (!columns.some((one) => one.name === name)) return "";
  const ascending = sort.startsWith("-") ? "False" : "True";
  const key = sent.keys[name] ?? "";
  return `.sort_values('${name}', ascending=${ascending}, kind='stable', ignore_index=True${key})`;
}
