// A table: its headings sort it, its first rows are drawn at once and the rest when asked for.

import { fill } from "../python.js";
import { button, defined, downloads, lineLinks } from "./blocks.js";
import { make, marked, present } from "./elements.js";

/** @typedef {Record<string, any>} Json @typedef {import("./blocks.js").Tools} Tools */

const BROAD = 10; // Columns that paper has place for.
const LONG = 30; // Signs of a text that gets a wider column.
const ROWS = 50; // Drawn at first: a browser takes longer over a long table than over all the rest.

/** @param {Json} block @param {string} name @param {Tools} tools */
function heads(block, name, tools) {
  const [column, down] = [block.sort.replace(/^-/, ""), block.sort.startsWith("-")];
  return block.columns.map((/** @type {Json} */ one) => {
    const kind = one.number ? "yb-number" : null;
    if (block.close || block.printed) return make("th", { scope: "col", class: kind }, one.heading); // In its own order.
    const here = one.name === column;
    const order = here ? (down ? "descending" : "ascending") : null;
    const arrow = here ? make("span", { "aria-hidden": "true" }, down ? " ▼" : " ▲") : null;
    const link = button(
      tools,
      one.heading,
      { sort: here && !down ? `-${one.name}` : one.name },
      { "data-key": `${name}.${one.name}` },
    );
    if (arrow) link.append(arrow);
    return make("th", { scope: "col", "aria-sort": order, class: kind }, link);
  });
}

/** @param {any} cell @param {string} key @param {string[]} marks @param {Tools} tools */
function content(cell, key, marks, tools) {
  if (cell === null || typeof cell === "string") {
    const text = marked(cell ?? "", marks);
    return cell?.length > LONG ? make("div", { class: "yb-long" }, text) : text;
  }
  if (cell.lines) return lineLinks(tools, cell.lines, key);
  return [
    cell.set
      ? button(tools, cell.text, cell.set, { class: "yb-link", "data-key": key })
      : make("span", {}, cell.text),
    cell.small ? make("div", { class: "yb-small", lang: "zh-Hans" }, cell.small) : null,
    cell.about ? defined(tools, cell.about, key) : null,
  ];
}

/** @param {Json} block @param {string} name @param {number} at @param {Tools} tools */
function row(block, name, at, tools) {
  const cells = block.rows[at].map((/** @type {any} */ cell, /** @type {number} */ place) =>
    make(
      "td",
      { class: block.columns[place].number ? "yb-number" : null },
      content(cell, `${name}.${at}.${place}`, block.marks ?? [], tools),
    ),
  );
  return make("tr", {}, cells);
}

/** @type {import("./blocks.js").Kind} */
export function drawTable(block, name, tools) {
  const { close, rows } = block;
  const places = rows.map((/** @type {any} */ _, /** @type {number} */ at) => at);
  const body = make(
    "tbody",
    {},
    places.slice(0, ROWS).map((/** @type {number} */ at) => row(block, name, at, tools)),
  );
  const all = make(
    "button",
    { type: "button", class: "yb-all", "data-key": `${name}.all` },
    fill(tools.words.all, { count: rows.length }),
  );
  const head = make("thead", {}, make("tr", {}, heads(block, name, tools)));
  const element = make(
    "section",
    { class: close ? "yb-card" : null },
    close
      ? make(
          "div",
          { class: "yb-top" },
          make("h3", {}, block.caption),
          button(tools, close.text, close.set, { "data-key": `${name}.close` }),
        )
      : null,
    close ? block.below.map((/** @type {string} */ text) => make("p", {}, text)) : null,
    make(
      "div",
      { class: "yb-scroll", tabindex: 0, role: "region", "aria-label": block.caption },
      make(
        "table",
        { class: block.columns.length > BROAD ? "yb-broad" : null },
        make("caption", { class: close ? "yb-hidden" : null }, block.caption),
        head,
        body,
      ),
      rows.length > ROWS ? all : null,
    ),
    rows.length ? null : make("p", {}, tools.words.empty),
    close
      ? null
      : (block.below ?? []).map((/** @type {string} */ text) => make("p", { class: "yb-small" }, text)),
    block.given ? make("p", { class: "yb-print yb-small" }, block.given[0]) : null,
    (block.given ?? [""]).map((/** @type {string} */ rows, /** @type {number} */ at) =>
      // Parquet is made of what is shown, where Python is.
      downloads(tools, name, at ? ["csv", "xlsx"] : tools.forms.table, block.caption, rows, at > 0),
    ),
  );
  element.drawn = block;
  all.addEventListener("click", () => {
    const now = element.drawn; // Its cells may have changed since.
    body.append(
      ...places.slice(body.rows.length).map((/** @type {number} */ at) => row(now, name, at, tools)),
    );
    all.remove();
    body.rows[ROWS].querySelector("button")?.focus();
  });
  return element;
}

/** What of a table cannot change without drawing it anew. @param {Json} one */
function shape(one) {
  return JSON.stringify([
    one.caption,
    one.columns.map((/** @type {Json} */ column) => column.name),
    one.rows.length,
    one.marks,
    one.below,
    one.given,
  ]);
}

/**
 * Change only the cells of a table that differ, where it has the same columns and as many rows.
 * @param {any} element
 * @param {Json} block
 * @param {string} name
 * @param {Tools} tools
 * @returns {boolean} Whether that was enough.
 */
export function patched(element, block, name, tools) {
  const before = element.drawn;
  if (shape(block) !== shape(before)) return false;
  element.querySelector("thead tr").replaceChildren(...heads(block, name, tools));
  [...element.querySelector("tbody").rows].forEach((line, at) =>
    block.rows[at].forEach((/** @type {any} */ cell, /** @type {number} */ place) => {
      const was = before.rows[at][place];
      if (cell === was || JSON.stringify(cell) === JSON.stringify(was)) return;
      line.cells[place].replaceChildren(
        ...present([content(cell, `${name}.${at}.${place}`, block.marks ?? [], tools)]),
      );
    }),
  );
  element.drawn = block;
  return true;
}
