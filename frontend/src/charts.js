// Charts in a browser: drawn by Vega, changed where only rows change, told apart by a tooltip.

import { make } from "./draw/elements.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("./drawings.js").Drawing} Drawing
 * @typedef {{ view: any, key: string }} Drawn
 */

/**
 * The specification of a chart with its rows, and what follows from them.
 * @param {Json} vega
 * @param {Drawing} drawing
 * @returns {Json}
 */
export function specification(vega, drawing) {
  const spec = { ...vega };
  if (drawing.rows) {
    // Vega writes into its rows.
    const values = drawing.rows.map((row) => ({ ...row }));
    spec.data = spec.data.map((/** @type {Json} */ one) => (one.name === "rows" ? { ...one, values } : one));
  }
  if (drawing.title !== undefined) {
    spec.signals = [...(spec.signals ?? []), { name: "title_text", value: drawing.title }];
    spec.title = { ...spec.title, text: { signal: "title_text" } };
  }
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
 * What two drawings have to share for one to be changed into the other.
 * @param {Drawing} drawing
 */
function keyOf(drawing) {
  return String(drawing.vega);
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
 * Draw a chart, or change the one that stands there.
 * @param {any} library
 * @param {HTMLElement} place
 * @param {Json[]} specifications
 * @param {Drawing} drawing
 * @param {Drawn | undefined} before
 * @param {(datum: Json) => void} click
 * @returns {Promise<Drawn>}
 */
export async function draw(library, place, specifications, drawing, before, click) {
  const key = keyOf(drawing);
  if (before?.key === key && drawing.stays && drawing.rows) {
    const { view } = before;
    view.data(
      "rows",
      drawing.rows.map((row) => ({ ...row })),
    );
    if (drawing.title !== undefined) view.signal("title_text", drawing.title);
    await view.runAsync();
    return before;
  }
  const view = viewOf(library, specification(specifications[drawing.vega], drawing));
  const drawn = make("div");
  view.tooltip(tip);
  view.addEventListener(
    "click",
    (/** @type {any} */ _, /** @type {any} */ item) => item?.datum && click(item.datum),
  );
  view.initialize(drawn).hover();
  await view.runAsync();
  place.replaceChildren(drawn); // The one before stays until then.
  before?.view.finalize();
  return { view, key };
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
  tooltip = make("div", { class: "yb-tip", role: "tooltip" }, make("table", {}, make("tbody", {}, body)));
  document.body.append(/** @type {HTMLElement} */ (tooltip));
  const { width, height } = /** @type {HTMLElement} */ (tooltip).getBoundingClientRect();
  const left = Math.max(4, Math.min(event.clientX + 12, innerWidth - width - 8));
  const top = event.clientY + 12 + height > innerHeight ? event.clientY - height - 12 : event.clientY + 12;
  Object.assign(/** @type {HTMLElement} */ (tooltip).style, {
    left: `${left}px`,
    top: `${Math.max(4, top)}px`,
  });
}
