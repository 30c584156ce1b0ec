// A table as a workbook: numbers as numbers, text never looked into, and a sheet of sources.

import { strToU8, zipSync } from "fflate";

import { citeLines } from "../cite.js";
import { columnsOf, documentsOf, linesOf } from "./csv.js";

/** @typedef {Record<string, any>} Json @typedef {{ value: any, type: string, style: number }} Cell */

const CELL = 32767; // The UTF-16 units that a cell holds.
const WIDEST = 60; // Columns of digits; longer text is wrapped.
const FORMATS = ["", "money", "percent", "integer", "text"];
const NUMBERS = { money: 4, percent: 10, integer: 3, text: 49 }; // The workbook's own formats.
const HEAD = 1; // Style of a heading; 2 of a name among the sources; then two for each format.
const NAME = 2;
const FIRST = 3;
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const CREATED = new Date(1980, 0, 1); // The same bytes for the same table, in whatever place.

/** @param {string} text */
function escaped(text) {
  return text
    .replace(/_(x[0-9a-fA-F]{4}_)/g, "_x005F_$1")
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/[\ud800-\udfff]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** The name of a column: A, B, … AA. @param {number} at @returns {string} */
function letters(at) {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

/** @param {string} format @param {boolean} wrapped */
function styleOf(format, wrapped) {
  return FIRST + 2 * Math.max(0, FORMATS.indexOf(format)) + (wrapped ? 1 : 0);
}

/** @param {Cell} cell @param {number} row @param {number} column @param {Map<string, number>} texts */
function cellXml({ value, type, style }, row, column, texts) {
  const at = `r="${letters(column)}${row + 1}" s="${style}"`;
  if (value === null) return "";
  if (type === "boolean") return `<c ${at} t="b"><v>${value ? 1 : 0}</v></c>`;
  const isNumber = type === "decimal" ? Number.isFinite(Number(value)) : typeof value === "number";
  if (isNumber) return `<c ${at}><v>${Number(value)}</v></c>`;
  const text = String(value);
  if (text.length > CELL) {
    throw new Error(`row ${row + 1}, column ${column + 1}: ${text.length} characters, and a cell of a workbook holds ${CELL}: take CSV`);
  }
  const place = texts.get(text) ?? texts.size;
  texts.set(text, place);
  return `<c ${at} t="s"><v>${place}</v></c>`;
}

/** @param {Cell[][]} rows @param {number[]} widths @param {Map<string, number>} texts @param {string} view @param {string} after */
function sheetXml(rows, widths, texts, view, after) {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const lines = rows.map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => cellXml(cell, at, column, texts)).join("")}</row>`);
  return `${XML}<worksheet ${SPACE}><sheetViews><sheetView workbookViewId="0"${view}</sheetViews><cols>${columns.join("")}</cols><sheetData>${lines.join("")}</sheetData>${after}</worksheet>`;
}

/** How wide a column stands, in digits, of which a Chinese sign takes two. @param {any[]} values @param {string} type @param {string} format */
function widthOf(values, type, format) {
  const written = (/** @type {any} */ value) =>
    type === "number" && typeof value === "number" && format ? value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",") : String(value);
  const texts = values.filter((value) => value !== null).map(written);
  const lines = texts.flatMap((text) => text.split("\n"));
  const widths = lines.map((line) => Array.from(line, (sign) => (WIDE.test(sign) ? 2 : 1)).reduce((sum, one) => sum + one, 0));
  return Math.min(WIDEST, 3 + widths.reduce((most, one) => Math.max(most, one), 0));
}

const STYLES = (() => {
  const own = FORMATS.flatMap((format) => {
    const number = NUMBERS[/** @type {keyof typeof NUMBERS} */ (format)] ?? 0;
    const start = `<xf numFmtId="${number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">`;
    return [`${start}<alignment vertical="top"/></xf>`, `${start}<alignment vertical="top" wrapText="1"/></xf>`];
  });
  const bold = (/** @type {number} */ border, /** @type {string} */ wrap) =>
    `<xf numFmtId="0" fontId="1" fillId="0" borderId="${border}" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"${wrap}/></xf>`;
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
  const edges = "<left/><right/><top/>";
  return `${XML}<styleSheet ${SPACE}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border>${edges}<bottom/><diagonal/></border><border>${edges}<bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1">${plain}</cellStyleXfs><cellXfs count="${FIRST + own.length}">${plain}${bold(1, ' wrapText="1"')}${bold(0, "")}${own.join("")}</cellXfs></styleSheet>`;
})();

/**
 * @param {import("../tables.js").Made} made
 * @param {Json} data
 * @param {import("../state.js").State} state
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function xlsx(made, data, state) {
  const said = data.words[state.lang];
  const columns = columnsOf(made);
  const count = columns[0]?.values.length ?? 0;
  const cells = columns.map(({ format, type, values }) =>
    values.map((value) => {
      const asText = format === "text" && value !== null ? String(value) : value;
      return { value: asText, type: format === "text" ? "text" : type, style: styleOf(format, typeof asText === "string" && type === "text") };
    }),
  );
  const head = columns.map((one) => ({ value: one.heading, type: "text", style: HEAD }));
  const rows = [head, ...Array.from({ length: count }, (_, at) => cells.map((column) => column[at]))];
  const widths = columns.map((one) => widthOf([one.heading, ...one.values], one.type, one.format));
  const last = `${letters(columns.length - 1)}${count + 1}`;
  const sources = sourcesOf(made, data, state).map(([name, text]) => [
    { value: name, type: "text", style: NAME },
    { value: text, type: "text", style: styleOf("", true) },
  ]);
  /** @type {Map<string, number>} */
  const texts = new Map();
  const frozen = ' tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>';
  const sheets = [
    sheetXml(rows, widths, texts, frozen, `<autoFilter ref="A1:${last}"/>`),
    sheetXml(sources, [14, 100], texts, "/>", ""),
  ];
  const filter = `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'${escaped(said.file_sheet_data)}'!$A$1:$${last.replace(/\d+/, "")}$${count + 1}</definedName></definedNames>`;
  const shared = [...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("");
  const relation = (/** @type {number} */ id, /** @type {string} */ kind, /** @type {string} */ target) => `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (/** @type {string[]} */ ...all) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  const part = (/** @type {string} */ name, /** @type {string} */ kind) => `<Override PartName="/xl/${name}.xml" ContentType="${MAIN}.${kind}+xml"/>`;
  const files = {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook", "sheet.main")}${part("worksheets/sheet1", "worksheet")}${part("worksheets/sheet2", "worksheet")}${part("styles", "styles")}${part("sharedStrings", "sharedStrings")}</Types>`,
    "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${XML}<workbook ${SPACE} xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(said.file_sheet_data)}" sheetId="1" r:id="rId1"/><sheet name="${escaped(said.file_sheet_sources)}" sheetId="2" r:id="rId2"/></sheets>${filter}</workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      relation(1, "worksheet", "worksheets/sheet1.xml"),
      relation(2, "worksheet", "worksheets/sheet2.xml"),
      relation(3, "styles", "styles.xml"),
      relation(4, "sharedStrings", "sharedStrings.xml"),
    ),
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": `${XML}<sst ${SPACE}>${shared}</sst>`,
    "xl/worksheets/sheet1.xml": sheets[0],
    "xl/worksheets/sheet2.xml": sheets[1],
  };
  const packed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(packed, { mtime: CREATED }));
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
  const several = documentsOf(columns, data);
  const cited = several.length > 1 ? several.map((one) => one.cited) : [data.cited];
  const lines = citeLines("", linesOf(made, data), said).replace(/^[, ]+/, "").replace(/\.$/, "");
  return [
    [said.file_title, made.subject ?? ""],
    [said.file_unit, made.unit || said.file_none],
    ...cited.flatMap((one) => [one.zh, one.en].map((text) => /** @type {[string, string]} */ ([said.file_source, text]))),
    [said.file_lines, lines],
    [said.file_licence, said.file_licence_text],
  ];
}
