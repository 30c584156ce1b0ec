// A table as a workbook: numbers as numbers, and a sheet of sources.

import { citeLines } from "../cite.js";
import { columnsForFile, columnsOf, documentsOf, linesOf } from "./csv.js";
import { fill } from "../python.js";
import { HEAD, NAME, styleOf, workbook } from "./workbook.js";

/** @typedef {Record<string, any>} Json */

const WIDEST = 60; // Columns of digits; longer text is wrapped.
const WIDE = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f" +
    "\\uff00-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]",
  "u",
);

/**
 * How wide a column stands, in digits, of which a Chinese sign takes two.
 * @param {any[]} values
 * @param {string} type
 * @param {string} format
 */
export function widthOf(values, type, format) {
  const written = (/** @type {any} */ value) =>
    type === "number" && typeof value === "number" && format
      ? value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",")
      : String(value);
  const texts = values.filter((value) => value !== null).map(written);
  const lines = texts.flatMap((text) => text.split("\n"));
  const widths = lines.map((line) =>
    Array.from(line, (sign) => (WIDE.test(sign) ? 2 : 1)).reduce((sum, one) => sum + one, 0),
  );
  return Math.min(WIDEST, 3 + widths.reduce((most, one) => Math.max(most, one), 0));
}

/**
 * @param {import("../tables.js").Made} made
 * @param {Json} data
 * @param {import("../state.js").State} state
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function xlsx(made, data, state) {
  const said = data.words[state.lang];
  const columns = columnsForFile(made);
  const count = columns[0]?.values.length ?? 0;
  const cells = columns.map(({ format, type, values }) =>
    values.map((value) => ({
      value: format === "text" && value !== null ? String(value) : value,
      type: format === "text" ? "text" : type,
      style: styleOf(format, value !== null && type === "text"),
    })),
  );
  const head = columns.map((one) => ({ value: one.heading, type: "text", style: HEAD }));
  const rows = Array.from({ length: count }, (_, at) => cells.map((column) => column[at]));
  const sources = sourcesOf(made, data, state).map(([name, text]) => [
    { value: name, type: "text", style: NAME },
    { value: text, type: "text", style: styleOf("", true) },
  ]);
  return workbook([
    {
      name: said.file_sheet_data,
      rows: [head, ...rows],
      widths: columns.map((one) => widthOf([one.heading, ...one.values], one.type, one.format)),
      head: true,
    },
    { name: said.file_sheet_sources, rows: sources, widths: [14, 100], head: false },
  ]);
}

/**
 * What the sheet of sources says.
 * @param {import("../tables.js").Made} made
 * @param {Json} data
 * @param {import("../state.js").State} state
 * @returns {[string, string][]}
 */
function sourcesOf(made, data, state) {
  const said = data.words[state.lang];
  const columns = Object.fromEntries(columnsOf(made).map((one) => [one.name, one.values]));
  const count = made.rows?.rows.length ?? 0;
  const several = documentsOf(columns, data);
  const cited = several.length > 1 ? several.map((one) => one.cited) : [data.cited];
  const lines = citeLines("", linesOf(made, data), said)
    .replace(/^[, ]+/, "")
    .replace(/\.$/, "");
  return [
    [said.file_title, made.subject ?? ""],
    [said.file_unit, made.unit || said.file_none],
    [said.file_rows, made.chosen || fill(said.file_all, { count })],
    ...cited.flatMap(
      ({ zh, en }) =>
        /** @type {[string, string][]} */ ([
          [said.file_source, zh],
          [said.file_source, en],
        ]),
    ),
    [said.file_lines, lines],
    [said.file_licence, said.file_licence_text],
  ];
}
