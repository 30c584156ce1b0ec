// A table as CSV for spreadsheets, the same bytes as Python writes.

import { citeLines } from "../cite.js";
import { fill, float } from "../python.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../tables.js").Made} Made
 * @typedef {Record<string, any>} Json
 */

// What a spreadsheet takes for a formula; such a text stands behind an apostrophe.
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** A text so that no spreadsheet takes it for a formula. @param {string} text */
export function escaped(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `escaped` was given. @param {string} text */
export function unescaped(text) {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/**
 * The columns of a table: its name, heading, type and values in the order shown.
 * @param {Made} made
 */
export function columnsOf(made) {
  const { sent, said, rows, own } = /** @type {import("../tables.js").Rows} */ (made.rows);
  return Object.keys(sent.values).map((name) => ({
    name,
    heading: said.headings[name],
    type: sent.types[name],
    format: said.formats[name] ?? "",
    values: rows.map((row) => (own?.[name] ?? sent.values[name])[row]),
  }));
}

/**
 * The same as a spreadsheet has them: keys by what the page calls them.
 * @param {Made} made
 */
export function columnsForFile(made) {
  const { called } = /** @type {import("../tables.js").Rows} */ (made.rows).said;
  return columnsOf(made).map((one) => ({
    ...one,
    values: called?.[one.name] ? one.values.map((key) => called[one.name][key] ?? key) : one.values,
  }));
}

/**
 * The lines of the document that a table rests on.
 * @param {Made} made
 * @param {Json} data
 * @returns {number[]}
 */
export function linesOf(made, data) {
  if (!made.rows) return made.lines ?? [];
  const columns = Object.fromEntries(columnsOf(made).map((one) => [one.name, one.values]));
  const { fiscal_year: years } = columns;
  const rows = made.rows.rows.map((_, at) => at).filter((at) => !years || years[at] === data.year);
  const named = ["source_line", "source_line_after"].flatMap((name) =>
    columns[name] ? rows.map((at) => columns[name][at]) : [],
  );
  const listed = (columns.source_lines ?? []).filter((_, at) => rows.includes(at));
  const several = listed.filter(Boolean).flatMap((text) => text.split(", ").map(Number));
  return [...new Set([...named.filter((line) => line !== null), ...several])].sort((a, b) => a - b);
}

/**
 * The disclosures that a table has rows of, where it names them, as the page knows them.
 * @param {Json} columns The values of each column, by name.
 * @param {Json} data
 * @returns {Json[]}
 */
export function documentsOf(columns, data) {
  const { fiscal_year: years, body: bodies } = columns;
  if (!years || !bodies) return [];
  const keys = new Set(
    years.map((/** @type {number} */ year, /** @type {number} */ at) => `${year} ${bodies[at]}`),
  );
  return data.documents.filter((/** @type {Json} */ one) => keys.has(`${one.year} ${one.body}`));
}

/**
 * The citation of each row: by its disclosure where there are several, and by its line.
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @returns {string[]}
 */
function citations(made, data, state) {
  const said = data.words[state.lang];
  const own = data.cited[state.lang];
  const columns = Object.fromEntries(columnsOf(made).map((one) => [one.name, one.values]));
  const several = documentsOf(columns, data);
  const document = (/** @type {number} */ at) =>
    several.length > 1
      ? several.find((one) => one.year === columns.fiscal_year[at] && one.body === columns.body[at])?.cited[
          state.lang
        ]
      : own;
  const { rows } = /** @type {import("../tables.js").Rows} */ (made.rows);
  if (!columns.source_line) {
    const lines = linesOf(made, data);
    return rows.map((_, at) => citeLines(document(at), lines, said));
  }
  return rows.map((_, at) => {
    const line = columns.source_line[at];
    return citeLines(document(at), line === null ? [] : [line], said);
  });
}

/** A value as Python's writer of CSV has it. @param {any} value @param {string} type */
function written(value, type) {
  if (value === null) return "";
  if (type === "boolean") return value ? "True" : "False";
  if (type === "number") return float(value);
  return typeof value === "string" && type === "text" ? escaped(value) : String(value);
}

/** A cell between quotation marks where it needs them. @param {string} text */
function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @returns {string} With a byte order mark, which tells Excel that it is UTF-8.
 */
export function csv(made, data, state) {
  const said = data.words[state.lang];
  const columns = columnsForFile(made);
  const cited = citations(made, data, state);
  const head = [
    ...columns.map((one) => one.heading),
    said.file_row_title,
    said.file_row_unit,
    said.file_row_source,
  ];
  const { rows } = /** @type {import("../tables.js").Rows} */ (made.rows);
  const title = made.chosen
    ? fill(said.file_titled, { title: made.subject ?? "", rows: made.chosen })
    : (made.subject ?? "");
  const lines = rows.map((_, at) => [
    ...columns.map((one) => written(one.values[at], one.type)),
    escaped(title),
    escaped(made.unit ?? ""),
    escaped(cited[at]),
  ]);
  return `\ufeff${[head.map(escaped), ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}
