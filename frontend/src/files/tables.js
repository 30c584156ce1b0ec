// Every published table: as the data package that it is stored as, and as one workbook.

import { strToU8 } from "fflate";
// @ts-expect-error - it has no types.
import { csvParseRows } from "d3-dsv";

import { fill } from "../python.js";
import { unescaped } from "./csv.js";
import { HEAD, NAME, styleOf, workbook, zipped } from "./workbook.js";
import { widthOf } from "./xlsx.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("../state.js").State} State
 */

const DAY = 86400000; // Milliseconds.
const FIRST_DAY = Date.UTC(1899, 11, 30); // From which a workbook counts days.

/**
 * The data package, each file as it is stored, and beside them how they are cited.
 * @param {Json} published
 * @param {Json} data
 */
export function dataPackage({ files }, data) {
  const { zh, en } = data.words;
  const cited = data.documents.flatMap((/** @type {Json} */ one) => [one.cited.zh, one.cited.en]);
  const citation = [...cited, zh.file_licence_text, en.file_licence_text].map((line) => `${line}\n`).join("");
  const whole = { ...files, "CITATION.txt": citation };
  return zipped(Object.fromEntries(Object.entries(whole).map(([name, text]) => [name, strToU8(text)])));
}

/**
 * The rows of a stored table by column, and what the columns are headed.
 * @param {Json} published
 * @param {string} name
 * @param {"en" | "zh"} lang
 * @returns {{ rows: Record<string, string>[], headings: Record<string, string> }}
 */
export function published({ files, tables }, name, lang) {
  const path = `tables/${name}.csv`;
  const [names, ...rows] = csvParseRows(files[path].replace(/^\ufeff/, ""));
  const byName = (/** @type {string[]} */ values) =>
    Object.fromEntries(names.map((/** @type {string} */ one, /** @type {number} */ at) => [one, values[at]]));
  const { headings } = tables.find((/** @type {Json} */ one) => one.path === path)[lang];
  return {
    rows: rows.map((/** @type {string[]} */ row) => byName(row.map(unescaped))),
    headings: byName(headings),
  };
}

/**
 * A cell of a stored table as a workbook has it.
 * @param {string} written
 * @param {string} type
 * @param {string} unit
 */
function cellOf(written, type, unit) {
  const isDate = type === "date";
  const style = styleOf(isDate ? "date" : unit ? "money" : "", type === "string" && written !== "");
  if (written === "") return { value: null, type, style };
  if (type === "string") return { value: unescaped(written), type: "text", style };
  if (type === "boolean") return { value: written === "True", type, style };
  const value = isDate ? (Date.parse(`${written}T00:00Z`) - FIRST_DAY) / DAY : Number(written);
  return { value, type: "number", style };
}

/**
 * One workbook of every table, and a sheet of sources.
 * @param {Json} published
 * @param {Json} data
 * @param {State} state
 */
export function allTables({ files, tables }, data, state) {
  const said = data.words[state.lang];
  const sheets = tables.map((/** @type {Json} */ table) => {
    const [, ...rows] = csvParseRows(files[table.path].replace(/^\ufeff/, ""));
    const { title, headings } = table[state.lang];
    const head = headings.map((/** @type {string} */ value) => ({ value, type: "text", style: HEAD }));
    const cells = rows.map((/** @type {string[]} */ row) =>
      row.map((written, at) => cellOf(written, table.types[at], table.units[at])),
    );
    return {
      name: title,
      rows: [head, ...cells],
      widths: headings.map((/** @type {string} */ heading, /** @type {number} */ at) =>
        widthOf([heading, ...rows.map((/** @type {string[]} */ row) => row[at])], "text", ""),
      ),
      head: true,
    };
  });
  const sources = [
    [said.file_title, said.all_tables],
    [said.file_unit, said.file_own_unit],
    ...data.documents.flatMap((/** @type {Json} */ { cited }) => [
      [said.file_source, cited.zh],
      [said.file_source, cited.en],
    ]),
    [said.file_lines, said.file_own_lines],
    [said.file_licence, said.file_licence_text],
    ...sheets.map((/** @type {Json} */ { name, rows }) => [
      name,
      fill(said.file_all, { count: rows.length - 1 }),
    ]),
  ].map(([name, text]) => [
    { value: name, type: "text", style: NAME },
    { value: text, type: "text", style: styleOf("", true) },
  ]);
  return workbook([
    ...sheets,
    { name: said.file_sheet_sources, rows: sources, widths: [24, 100], head: false },
  ]);
}
