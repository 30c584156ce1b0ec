// Tables: the rows chosen, sorted, each with its cells; what a file of them holds.

/**
 * @typedef {import("./state.js").State} State
 * @typedef {Record<string, any>} Json
 * @typedef {{ sent: Json, said: Json, rows: number[], own?: Json }} Rows
 *   The rows of a table that are shown, in order: places in what Python sent, and in `own` the
 *   values of columns that the page works out, by place.
 * @typedef {{ shown: Json, rows?: Rows, chart?: Json, subject?: string, unit?: string,
 *   lines?: number[], code?: string }} Made
 *   A block: what is drawn of it, and what it gives.
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
 *   most?: number }} more
 * @returns {Made}
 */
export function table(sent, state, more = {}) {
  const said = more.said ?? sent.made[state.lang];
  if (!said.shown) return { shown: said };
  const { shown, cells, subject, before, code } = said;
  const sort = orderBy(state.sort, shown.columns, sent.own);
  const all = more.rows ?? cells.map((/** @type {any} */ _, /** @type {number} */ at) => at);
  const rows = ordered(sent, sort, shown.columns, all, more.ranks ?? sent.ranks);
  const drawn = more.most === undefined ? rows : rows.slice(0, more.most);
  return {
    shown: { ...shown, sort, rows: drawn.map(more.cells ?? ((row) => cells[row])) },
    rows: { sent, said, rows, own: more.own },
    subject,
    unit: sent.unit,
    code: `${before}frame = ${code}${sortCode(sent, sort, shown.columns)}`,
  };
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
