// The document: contents, hits before and after, and a part of it as printed, with its tables.

import { parts } from "../search.js";
import { button } from "./blocks.js";
import { make, marked, present } from "./elements.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("./blocks.js").Tools} Tools
 * @typedef {import("./blocks.js").Kind} Kind
 */

const NARROW = 5; // Columns that a phone has place for.
let drawn = 0; // Definitions, which are told apart by it.

/** @type {Kind} */
export function drawContents(block, name, tools) {
  const items = block.items.map((/** @type {Json} */ item, /** @type {number} */ at) =>
    make(
      "li",
      { class: `yb-level-${item.level}` },
      button(tools, item.text, item.set, {
        class: "yb-link",
        lang: "zh-Hans",
        "data-key": `${name}.${at}`,
        "aria-current": item.here ? "location" : null,
      }),
      item.small ? make("div", { class: "yb-small", lang: "en" }, item.small) : null,
    ),
  );
  return make(
    "details",
    { class: "yb-contents", open: block.open },
    make("summary", { "data-key": name }, block.title),
    make("nav", { "aria-label": block.title }, make("ol", {}, items)),
  );
}

/** @type {Kind} */
export function drawSteps(block, name, tools) {
  const steps = block.steps.map((/** @type {Json} */ step, /** @type {number} */ at) =>
    button(tools, step.text, step.set, { "data-key": `${name}.${at}`, "data-stays": true }),
  );
  return make("p", { class: "yb-steps" }, make("span", { role: "status" }, block.text), steps);
}

/** @type {Kind} */
export function drawPrinted(block, name, tools) {
  const body = block.blocks.map((/** @type {Json} */ one) =>
    one.kind === "table" ? tableOf(one, block, tools) : paragraph(one, block, tools),
  );
  const steps = block.steps.map((/** @type {Json} */ step, /** @type {number} */ at) =>
    button(tools, step.text, step.set, { "data-key": `${name}.${at}` }),
  );
  const element = make(
    "section",
    { class: "yb-lines", "aria-label": block.caption },
    make("p", { class: "yb-small" }, block.caption),
    body,
    make("p", {}, steps),
  );
  element.drawn = block;
  return element;
}

/** What of a part cannot change without drawing it anew. @param {Json} block */
function shape(block) {
  const { blocks, steps, again, about } = block;
  const outline = blocks.map((/** @type {Json} */ one) => [
    ...[one.kind, one.line, one.captions, one.head],
    one.rows?.length,
  ]);
  return JSON.stringify([outline, steps, again, about]);
}

/**
 * Draw anew only the paragraphs and rows of a part that differ: what is marked, and what is a hit.
 * @param {any} element
 * @param {Json} block
 * @param {Tools} tools
 * @returns {boolean} Whether that was enough.
 */
export function patchedPrinted(element, block, tools) {
  const before = element.drawn;
  if (shape(block) !== shape(before)) return false;
  element.setAttribute("aria-label", block.caption);
  element.firstElementChild.textContent = block.caption;
  const marks = JSON.stringify(block.marks) === JSON.stringify(before.marks);
  const differs = (/** @type {any} */ one, /** @type {any} */ was) => {
    const text = JSON.stringify(one);
    return text !== JSON.stringify(was) || (!marks && text.includes('"hit":true'));
  };
  block.blocks.forEach((/** @type {Json} */ one, /** @type {number} */ at) => {
    const [was, there] = [before.blocks[at], element.children[at + 1]];
    if (one.kind !== "table") {
      if (differs(one, was)) there.replaceWith(paragraph(one, block, tools));
      return;
    }
    there.setAttribute("aria-label", block.caption);
    one.rows.forEach((/** @type {Json[]} */ row, /** @type {number} */ place) => {
      const line = there.querySelector("tbody").rows[place];
      if (differs(row, was.rows[place])) line.replaceWith(rowOf(row, block, tools));
    });
  });
  element.drawn = block;
  return true;
}

/** The number of a line, which leads there. @param {Tools} tools @param {number} line */
function lineButton(tools, line) {
  const set = { view: "document", line };
  const more = { class: "yb-line", "data-key": `line.${line}`, "aria-label": `${tools.words.line} ${line}` };
  return button(tools, String(line), set, more);
}

/** Which element each kind of paragraph is. @type {Record<string, string>} */
const TAGS = { title: "h3", section: "h4", heading: "h5" };

/** @param {Json} one @param {Json} block @param {Tools} tools */
function paragraph(one, block, tools) {
  return make(
    "div",
    {
      class: `yb-paragraph yb-${one.kind}${one.hit ? " yb-hit" : ""}`,
      "aria-current": one.here ? "true" : null,
    },
    lineButton(tools, one.line),
    make(TAGS[one.kind] ?? "div", { lang: "zh-Hans" }, words(one, block, tools), beside(one, block)),
  );
}

/** What is told beside a paragraph or cell. @param {Json} item @param {Json} block */
function beside(item, block) {
  const small = marked(item.small ?? "", item.hit ? block.marks : []);
  return [
    item.small ? make("span", { class: "yb-small yb-beside", lang: "en" }, small) : null,
    item.note ? make("span", { class: "yb-small yb-beside yb-aside" }, item.note) : null,
  ];
}

/** @param {Json} one @param {Json} block @param {Tools} tools */
function tableOf(one, block, tools) {
  const { captions, head, rows, again } = one;
  const label = make("th", { scope: "col", rowspan: head.length || null, class: "yb-at" }, tools.words.line);
  const heads = head.map((/** @type {Json[]} */ row, /** @type {number} */ at) =>
    make(
      "tr",
      { "aria-current": row.some((cell) => cell.here && cell.down === 0) ? "true" : null },
      at ? null : label,
      row.map((cell) => headingCell(cell, again, block, tools)),
    ),
  );
  const caption = [
    again ? make("span", { class: "yb-small", lang: tools.lang }, block.again) : null,
    captions.map((/** @type {Json} */ item) =>
      make(
        "div",
        { class: "yb-paragraph", "aria-current": item.here ? "true" : null },
        lineButton(tools, item.line),
        make("div", {}, words(item, block, tools)),
      ),
    ),
  ];
  return make(
    "div",
    { class: "yb-wide", tabindex: 0, role: "group", "aria-label": block.caption, lang: "zh-Hans" },
    make(
      "table",
      { class: rows[0]?.length > NARROW ? "yb-broad" : null },
      again || captions.length ? make("caption", {}, caption) : null,
      head.length ? make("thead", {}, heads) : null,
      make(
        "tbody",
        {},
        rows.map((/** @type {Json[]} */ row) => rowOf(row, block, tools)),
      ),
    ),
  );
}

/** @param {Json} cell @param {boolean} again @param {Json} block @param {Tools} tools */
function headingCell(cell, again, block, tools) {
  if (cell.down === 0) return null; // The heading above it spans it.
  const { across = 1, down = 1 } = cell;
  const here = cell.here && !again;
  return make(
    "th",
    {
      scope: across > 1 ? "colgroup" : "col",
      colspan: across,
      rowspan: down,
      "aria-current": here ? "true" : null,
    },
    again ? null : lineButton(tools, cell.line),
    " ",
    words(cell, block, tools),
  );
}

/** A row; of the one that is chosen each cell has its line. @param {Json[]} row @param {Json} block @param {Tools} tools */
function rowOf(row, block, tools) {
  const chosen = row.some((cell) => cell.here);
  const cells = row.map((cell) =>
    make(
      "td",
      { "aria-current": cell.here ? "true" : null, class: cell.hit ? "yb-hit" : null },
      chosen ? [lineButton(tools, cell.line), " "] : null,
      cell.text || !chosen ? null : make("span", { class: "yb-small", lang: tools.lang }, block.empty),
      words(cell, block, tools),
      beside(cell, block),
    ),
  );
  const first = chosen ? String(row[0].line) : lineButton(tools, row[0].line);
  return make("tr", { class: chosen ? "yb-chosen" : null }, make("td", { class: "yb-at" }, first), cells);
}

/**
 * The words of a paragraph or cell: in one that is a hit those searched for are marked, and terms
 * that the document explains open their definition in place.
 * @param {Json} item
 * @param {Json} block
 * @param {Tools} tools
 */
function words(item, block, tools) {
  const { text, terms = [], line } = item;
  const whole = parts(text, item.hit ? block.marks : []);
  /** @type {any[]} */
  const made = [];
  let end = 0;
  for (const [from, to, place] of terms) {
    if (from < end) continue;
    made.push(cut(whole, end, from));
    made.push(term(cut(whole, from, to), block.about[place], `line.${line}.${place}`, tools));
    end = to;
  }
  return [...made, cut(whole, end, text.length)];
}

/**
 * The part of a text, in parts, that stands between two places.
 * @param {{ text: string, marked: boolean }[]} all
 * @param {number} from
 * @param {number} to
 */
function cut(all, from, to) {
  let start = 0;
  return all.map((part) => {
    const text = part.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += part.text.length;
    return text && part.marked ? make("mark", {}, text) : text || null;
  });
}

/**
 * A term that opens what the document says it means; Escape closes it and leads back to the term.
 * @param {any} text
 * @param {Json} about
 * @param {string} key
 * @param {Tools} tools
 */
function term(text, about, key, tools) {
  drawn += 1;
  const id = `yb-definition-${drawn}`;
  const opener = make(
    "button",
    { type: "button", class: "yb-term", "data-key": key, "aria-expanded": "false", "aria-controls": id },
    text,
  );
  const box = make("span", { id, class: "yb-definition", lang: tools.lang, hidden: true });
  const open = (/** @type {boolean} */ is) => {
    opener.setAttribute("aria-expanded", String(is));
    box.hidden = !is;
    const says = [
      make("span", { class: "yb-defined" }, about.text),
      make("span", {}, about.says),
      about.small ? make("span", { class: "yb-small", lang: "zh-Hans" }, about.small) : null,
      button(tools, about.line.text, about.line.set, { class: "yb-link", "data-key": `${key}.line` }),
    ];
    box.replaceChildren(...(is ? present(says) : []));
  };
  opener.addEventListener("click", () => open(box.hidden));
  const close = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.stopPropagation();
    open(false);
    opener.focus();
  };
  return make("span", { onkeydown: close }, opener, box);
}
