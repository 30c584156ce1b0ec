// A chart as a file: SVG, PNG for print, or a page in which it answers to the pointer.

import { citeLines, withoutSwhid } from "../cite.js";
import { specification, viewOf } from "../charts.js";
import { fill, html } from "../python.js";
import { linesOf } from "./csv.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("../tables.js").Made} Made
 * @typedef {import("../state.js").State} State
 * @typedef {{ explorer: string, vega: string, style: string, policy: string }} Parts
 *   The texts that a page is made of: its scripts, its style, what it allows.
 */

const NOTE = 12; // Pixels: the size of a subtitle.
const NARROWEST = 320;
const PADDING = 10; // Left and right of a picture together, in pixels.
const MOST = 30; // Ranges of lines in a note; more are counted, and the table names each.
const PRINT = 300 / 72; // Pixels of a picture to one of the screen.
const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/**
 * The source of a chart, as a sentence.
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @param {number} most
 */
function source(made, data, state, most) {
  const said = data.words[state.lang];
  const cited = most ? withoutSwhid(data.cited[state.lang]) : data.cited[state.lang];
  return said.file_cited + citeLines(cited, linesOf(made, data), said, most);
}

/**
 * A text in lines no wider than so many pixels: Chinese breaks anywhere, but not before a comma.
 * @param {string} text
 * @param {number} width
 */
export function wrapped(text, width) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${NOTE}px ${FONT}`;
  const lines = [""];
  for (const word of text.match(/[!-~–]+|[^!-~–][，。、；：）”》]*/g) ?? []) {
    const last = /** @type {string} */ (lines.at(-1));
    if (last && pen.measureText(last + word.trimEnd()).width > width) lines.push("");
    lines[lines.length - 1] = (lines.at(-1) + word).trimStart();
  }
  return lines.map((line) => line.trimEnd());
}

/**
 * What says how a chart is read.
 * @param {Made} made
 * @param {Json} data
 * @returns {string}
 */
export function subtitle(made, data) {
  const { vega } = /** @type {import("../drawings.js").Drawing} */ (made.chart);
  return [data.vega[vega].title?.subtitle].flat().filter(Boolean).join(" ");
}

/**
 * The unit and the source of a chart.
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @param {number} most
 */
export function foot(made, data, state, most = MOST) {
  const unit = made.unit ? fill(data.words[state.lang].file_of_unit, { unit: made.unit }) : "";
  return unit + source(made, data, state, most);
}

/**
 * A specification within one more group, which has some lines at its foot.
 * @param {Json} spec
 * @param {string[]} lines
 * @returns {Json}
 */
export function footed({ title, marks, axes, legends, layout, ...top }, lines) {
  const size = { width: { signal: "width" }, height: { signal: "height" } };
  const chart = { type: "group", encode: { update: size }, title, marks, axes, legends, layout };
  const text = { orient: "bottom", anchor: "start", fontSize: NOTE, fontWeight: "normal", offset: 12 };
  return { ...top, title: { ...text, text: lines }, marks: [chart] };
}

/**
 * The specification of a chart with its unit and source at its foot.
 * @param {any} library
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 */
async function noted(library, made, data, state) {
  const drawing = /** @type {import("../drawings.js").Drawing} */ (made.chart);
  const spec = specification(data.vega[drawing.vega], drawing);
  const plain = viewOf(library, spec);
  const width = Number(/width="([\d.]+)"/.exec(await plain.toSVG())?.[1] ?? NARROWEST);
  plain.finalize();
  const lines = wrapped(foot(made, data, state), Math.max(NARROWEST, width - PADDING));
  return footed(specification(data.vega[drawing.vega], drawing), lines);
}

/**
 * @param {any} library
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @returns {Promise<string>}
 */
export async function svg(library, made, data, state) {
  const view = viewOf(library, await noted(library, made, data, state));
  const drawn = await view.toSVG();
  view.finalize();
  return drawn;
}

/**
 * @param {any} library
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function png(library, made, data, state) {
  const view = viewOf(library, await noted(library, made, data, state));
  const canvas = await view.toCanvas(PRINT);
  view.finalize();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return withResolution(new Uint8Array(await blob.arrayBuffer()));
}

/**
 * A PNG that says how many pixels it has to the inch, for print.
 * @param {Uint8Array<ArrayBuffer>} picture
 */
function withResolution(picture) {
  const perMetre = Math.round(300 / 0.0254);
  const chunk = new DataView(new ArrayBuffer(21));
  chunk.setUint32(0, 9);
  [..."pHYs"].forEach((sign, at) => chunk.setUint8(4 + at, sign.charCodeAt(0)));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  const header = 33; // Signature and the first chunk, which this one follows.
  const whole = new Uint8Array(picture.length + 21);
  whole.set(picture.subarray(0, header));
  whole.set(new Uint8Array(chunk.buffer), header);
  whole.set(picture.subarray(header), header + 21);
  return whole;
}

/** The checksum of a chunk of a PNG. @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * A page of a chart alone, with the scripts of this one.
 * @param {Parts} parts
 * @param {Made} made
 * @param {Json} data
 * @param {State} state
 */
export function page(parts, made, data, state) {
  const drawing = /** @type {import("../drawings.js").Drawing} */ (made.chart);
  const spec = specification(data.vega[drawing.vega], drawing);
  const title = made.shown.title;
  // "<" is escaped, so that no text can end the element that it stands in.
  const json = JSON.stringify(spec).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="${state.lang === "en" ? "en" : "zh-CN"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(parts.policy)}">
<meta name="viewport" content="width=device-width">
<title>${html(title)}</title>
<style>${parts.style}</style>
</head>
<body>
<main class="yb"><figure><figcaption><div class="yb-title">${html(title)}</div><div class="yb-small yb-subtitle">${html(subtitle(made, data))}</div></figcaption><div class="yb-scroll"><div class="yb-chart" id="yb-chart" role="img" aria-label="${html(made.shown.text)}"></div></div></figure>
<footer class="yb-small yb-foot">${html(foot(made, data, state, 0))}</footer></main>
<script type="application/json" id="yb-specification">${json}</script>
<script id="yb-vega">${parts.vega}</script>
<script id="yb-explorer">${parts.explorer}</script>
</body>
</html>
`;
}
