// A workbook (ECMA-376) of sheets with cells of one type each; text is never looked into.

import { strToU8, zipSync } from "fflate";

/**
 * @typedef {"" | "money" | "percent" | "integer" | "text" | "date"} Format
 * @typedef {{ value: any, type: string, style: number }} Cell
 * @typedef {{ name: string, rows: Cell[][], widths: number[], head: boolean }} Sheet
 *   `head` for a sheet whose first row stays in sight and filters the others.
 */

const CELL = 32767; // The UTF-16 units that a cell holds.
/** @type {Format[]} */
const FORMATS = ["", "money", "percent", "integer", "text", "date"];
// The numbers that every workbook has for these formats.
const NUMBERS = { "": 0, money: 4, percent: 10, integer: 3, text: 49, date: 14 };
export const HEAD = 1;
export const NAME = 2;
const FIRST = 3; // Two for each format follow: as it is, and wrapped.
const CREATED = new Date(1980, 0, 1); // The same bytes for the same table, in whatever place.
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELATIONS = "application/vnd.openxmlformats-package.relationships+xml";

/**
 * The style of a cell.
 * @param {Format} format
 * @param {boolean} wrapped
 */
export function styleOf(format, wrapped) {
  return FIRST + 2 * FORMATS.indexOf(format) + (wrapped ? 1 : 0);
}

/**
 * A text as the XML of a workbook has it: signs that XML cannot hold by their numbers.
 * @param {string} text
 */
function escaped(text) {
  const number = (/** @type {string} */ sign) =>
    `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  return text
    .replace(/_(x[0-9a-fA-F]{4}_)/g, "_x005F_$1")
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, number)
    .replace(/[\ud800-\udfff]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * An element of XML; its children are XML already.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string[]} children
 */
function tag(name, attributes = {}, ...children) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join("")}>${children.join("")}</${name}>`;
}

/** @param {string} root */
const file = (root) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`);

/**
 * The name of a column: A, B, … AA.
 * @param {number} at
 * @returns {string}
 */
function letters(at) {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

/**
 * @param {Cell} cell
 * @param {number} row
 * @param {number} column
 * @param {Map<string, number>} texts What is written of each text is its place among these.
 */
function cellOf({ value, type, style }, row, column, texts) {
  if (value === null) return "";
  const at = { r: `${letters(column)}${row + 1}`, s: style };
  if (type === "boolean") return tag("c", { ...at, t: "b" }, tag("v", {}, value ? "1" : "0"));
  const isNumber = type === "decimal" ? Number.isFinite(Number(value)) : typeof value === "number";
  if (isNumber) return tag("c", at, tag("v", {}, String(Number(value))));
  const text = String(value);
  if (text.length > CELL) {
    const where = `row ${row + 1}, column ${column + 1}`;
    throw new Error(`${where}: ${text.length} characters, and a cell of a workbook holds ${CELL}: take CSV`);
  }
  const place = texts.get(text) ?? texts.size;
  texts.set(text, place);
  return tag("c", { ...at, t: "s" }, tag("v", {}, String(place)));
}

/**
 * @param {Sheet} sheet
 * @param {number} number
 * @param {Map<string, number>} texts
 */
function sheetOf({ rows, widths, head }, number, texts) {
  const pane = { ySplit: 1, topLeftCell: "A2", activePane: "bottomLeft", state: "frozen" };

  const view = tag(
    "sheetView",
    { tabSelected: number === 0 ? 1 : 0, workbookViewId: 0 },
    ...(head ? [tag("pane", pane)] : []),
  );
  const columns = widths.map((width, at) => tag("col", { min: at + 1, max: at + 1, width, customWidth: 1 }));
  const lines = rows.map((row, at) =>
    tag("row", { r: at + 1 }, ...row.map((cell, column) => cellOf(cell, at, column, texts))),
  );
  const all = `A1:${letters(widths.length - 1)}${rows.length}`;
  return tag(
    "worksheet",
    { xmlns: MAIN },
    tag("sheetViews", {}, view),
    tag("cols", {}, ...columns),
    tag("sheetData", {}, ...lines),
    ...(head ? [tag("autoFilter", { ref: all })] : []),
  );
}

/** How the cells look: headings, names, and each format as it is and wrapped. */
function styles() {
  const look = { fillId: 0, xfId: 0, applyFont: 1, applyBorder: 1, applyNumberFormat: 1, applyAlignment: 1 };
  const style = (/** @type {number} */ format, /** @type {boolean} */ wrapped, font = 0, border = 0) => {
    const align = tag("alignment", { vertical: "top", wrapText: wrapped ? 1 : 0 });
    return tag("xf", { numFmtId: format, fontId: font, borderId: border, ...look }, align);
  };
  const plain = tag("xf", { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 });
  const all = [
    plain,
    style(0, true, 1, 1),
    style(0, false, 1),
    ...FORMATS.flatMap((format) => [style(NUMBERS[format], false), style(NUMBERS[format], true)]),
  ];
  const font = (/** @type {string[]} */ ...weight) =>
    tag("font", {}, ...weight, tag("sz", { val: 11 }), tag("name", { val: "Calibri" }));
  const fill = (/** @type {string} */ kind) => tag("fill", {}, tag("patternFill", { patternType: kind }));
  const border = (/** @type {Record<string, string>} */ bottom) =>
    tag("border", {}, tag("left"), tag("right"), tag("top"), tag("bottom", bottom), tag("diagonal"));
  return tag(
    "styleSheet",
    { xmlns: MAIN },
    tag("fonts", { count: 2 }, font(), font(tag("b"))),
    tag("fills", { count: 2 }, fill("none"), fill("gray125")),
    tag("borders", { count: 2 }, border({}), border({ style: "thin" })),
    tag("cellStyleXfs", { count: 1 }, plain),
    tag("cellXfs", { count: all.length }, ...all),
  );
}

/** @param {Sheet[]} sheets */
function bookOf(sheets) {
  const named = sheets.map(({ name }, at) => tag("sheet", { name, sheetId: at + 1, "r:id": `rId${at + 1}` }));
  const filters = sheets.flatMap(({ name, rows, widths, head }, at) => {
    const quoted = `'${escaped(name.replaceAll("'", "''"))}'`;
    const range = `${quoted}!$A$1:$${letters(widths.length - 1)}$${rows.length}`;
    const own = { name: "_xlnm._FilterDatabase", localSheetId: at, hidden: 1 };
    return head ? [tag("definedName", own, range)] : [];
  });
  const spaces = { xmlns: MAIN, "xmlns:r": OFFICE };
  return tag("workbook", spaces, tag("sheets", {}, ...named), tag("definedNames", {}, ...filters));
}

/** @param {[kind: string, target: string][]} all */
function relations(all) {
  const each = all.map(([kind, target], at) =>
    tag("Relationship", { Id: `rId${at + 1}`, Type: `${OFFICE}/${kind}`, Target: target }),
  );
  return tag("Relationships", { xmlns: `${PACKAGE}/relationships` }, ...each);
}

/** @param {number} count */
function contentTypes(count) {
  const part = (/** @type {string} */ name, /** @type {string} */ kind) =>
    tag("Override", { PartName: `/xl/${name}.xml`, ContentType: `${TYPE}.${kind}+xml` });
  const sheets = Array.from({ length: count }, (_, at) => part(`worksheets/sheet${at + 1}`, "worksheet"));
  return tag(
    "Types",
    { xmlns: `${PACKAGE}/content-types` },
    tag("Default", { Extension: "rels", ContentType: RELATIONS }),
    tag("Default", { Extension: "xml", ContentType: "application/xml" }),
    part("workbook", "sheet.main"),
    ...sheets,
    part("styles", "styles"),
    part("sharedStrings", "sharedStrings"),
  );
}

/**
 * Files in one, the same bytes whenever they are packed.
 * @param {Record<string, Uint8Array>} files
 */
export function zipped(files) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(files, { mtime: CREATED }));
}

/**
 * @param {Sheet[]} sheets
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function workbook(sheets) {
  /** @type {Map<string, number>} */
  const texts = new Map();
  const written = sheets.map((sheet, at) => [
    `xl/worksheets/sheet${at + 1}.xml`,
    file(sheetOf(sheet, at, texts)),
  ]);
  const shared = [...texts.keys()].map((text) =>
    tag("si", {}, tag("t", { "xml:space": "preserve" }, escaped(text))),
  );
  /** @type {[string, string][]} */
  const parts = sheets.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`]);
  const files = {
    "[Content_Types].xml": file(contentTypes(sheets.length)),
    "_rels/.rels": file(relations([["officeDocument", "xl/workbook.xml"]])),
    "xl/workbook.xml": file(bookOf(sheets)),
    "xl/_rels/workbook.xml.rels": file(
      relations([...parts, ["styles", "styles.xml"], ["sharedStrings", "sharedStrings.xml"]]),
    ),
    "xl/styles.xml": file(styles()),
    "xl/sharedStrings.xml": file(tag("sst", { xmlns: MAIN }, ...shared)),
    ...Object.fromEntries(written),
  };
  return zipped(files);
}
