// Charts in a browser: drawn by Vega, changed where only rows change, told apart by a tooltip.

import { make } from "./draw/elements.js";
import { fitted } from "./fit.js";

const SLACK = 4; // Pixels that a chart may be narrower or wider than its place.
const TURNS = 3; // To come within that.
const LEAST = 120; // Pixels for the bars, however long the names and figures are.

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("./drawings.js").Drawing} Drawing
 * @typedef {{ view: any, key: string }} Drawn
 */

/** Rows that Vega may write into. @param {Json[]} rows */
const copies = (rows) => rows.map((row) => ({ ...row }));

/**
 * The specification of a chart with its rows, and what follows from them.
 * @param {Json} vega
 * @param {Drawing} drawing
 * @returns {Json}
 */
export function specification(vega, drawing) {
  const spec = { ...vega };
  if (drawing.rows) {
    const values = copies(drawing.rows);
    spec.data = spec.data.map((/** @type {Json} */ one) => (one.name === "rows" ? { ...one, values } : one));
  }
  if (drawing.title !== undefined) spec.title = { ...spec.title, text: drawing.title };
  if (drawing.height !== undefined) spec.height = drawing.height;
  if (drawing.domain) {
    const { domain, range } = drawing;
    spec.scales = spec.scales.map((/** @type {Json} */ one) =>
      one.name === "color" ? { ...one, domain, range } : one,
    );
  }
  return spec;
}

/**
 * A view of a specification, not yet drawn.
 * @param {any} library
 * @param {Json} spec
 */
export function viewOf(library, spec) {
  const runtime = library.parse(spec, undefined, { ast: true });
  return new library.View(runtime, {
    expr: library.expressionInterpreter,
    renderer: "svg",
    logLevel: library.None,
  });
}

/**
 * Draw a chart as wide as its place, or change the one that stands there.
 * @param {any} library
 * @param {HTMLElement} place
 * @param {Json} vega
 * @param {Drawing} drawing
 * @param {Drawn | undefined} before
 * @param {(datum: Json) => void} click
 * @param {number} width Of the place; 0 where it is not shown, for the width that the chart was made for.
 * @returns {Promise<Drawn>}
 */
export async function draw(library, place, vega, drawing, before, click, width) {
  const key = `${drawing.vega} ${width}`;
  if (before?.key === key && drawing.stays && drawing.rows) {
    before.view.data("rows", copies(drawing.rows));
    await before.view.runAsync();
    if (width) await widen(before.view, place, width); // Other figures may take another room.
    return before;
  }
  const view = viewOf(library, fitted(specification(vega, drawing), width || vega.width));
  const drawn = make("div");
  view.tooltip(tip);
  view.addEventListener(
    "click",
    (/** @type {any} */ _, /** @type {any} */ item) => item?.datum && click(item.datum),
  );
  if (before?.key === key) view.width(before.view.width());
  await view.initialize(drawn).hover().runAsync();
  if (width) await widen(view, drawn, width);
  place.replaceChildren(drawn); // The one before stays until then.
  before?.view.finalize();
  return { view, key };
}

/**
 * Give the bars of a chart what its names and figures leave of a width, where it has one to give.
 * @param {any} view
 * @param {HTMLElement} drawn
 * @param {number} width
 */
export async function widen(view, drawn, width) {
  const beside = () => width - Number(drawn.querySelector("svg")?.getAttribute("width"));
  // Other ticks may end the axis elsewhere, which leaves the figures beside the bars other room; what a
  // picture is wide is rounded up.
  for (let turn = 0; turn < TURNS && (beside() < 0 || beside() > SLACK); turn += 1) {
    await view.width(Math.max(LEAST, view.width() + beside() - 1)).runAsync();
  }
}

/** @type {HTMLElement | null} */
let tooltip = null;

/**
 * Show beside the pointer what a mark says, or nothing.
 * @param {any} _
 * @param {MouseEvent} event
 * @param {any} __
 * @param {Json | string | null} value
 */
export function tip(_, event, __, value) {
  if (value === null || value === undefined || value === "") {
    tooltip?.remove();
    tooltip = null;
    return;
  }
  const rows = typeof value === "object" ? Object.entries(value) : [["", String(value)]];
  const shown = rows.filter(([, text]) => text !== null && text !== undefined);
  const body = shown.map(([name, text]) =>
    make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, String(text))),
  );
  tooltip?.remove();
  const root = /** @type {HTMLElement} */ (event.target).closest?.(".yb");
  const scheme = root?.getAttribute("data-scheme");
  tooltip = make(
    "div",
    { class: "yb-tip", role: "tooltip", "data-scheme": scheme },
    make("table", {}, make("tbody", {}, body)),
  );
  document.body.append(/** @type {HTMLElement} */ (tooltip));
  const { width, height } = /** @type {HTMLElement} */ (tooltip).getBoundingClientRect();
  const left = Math.max(4, Math.min(event.clientX + 12, innerWidth - width - 8));
  const top = event.clientY + 12 + height > innerHeight ? event.clientY - height - 12 : event.clientY + 12;
  Object.assign(/** @type {HTMLElement} */ (tooltip).style, {
    left: `${left}px`,
    top: `${Math.max(4, top)}px`,
  });
}
