// What each kind of block looks like. A block is plain data; what a click sets goes to `choose`.

import { fill } from "../python.js";
import { drawControls } from "./controls.js";
import { drawContents, drawPrinted, drawSteps } from "./document.js";
import { make } from "./elements.js";
import { drawTable } from "./table.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{ choose: (fields: Json) => void, words: Record<string, string>, lang: string,
 *   download: (name: string, form: string, every: boolean) => void,
 *   whole: (form: string) => void, forms: { table: string[], chart: string[] },
 *   copy: (field: any) => void, isOpen: () => boolean,
 *   dismiss: () => void, chart: (figure: HTMLElement, name: string) => void }} Tools
 *   What a block needs of the page that it stands on.
 * @typedef {(block: Json, name: string, tools: Tools) => HTMLElement | null} Kind
 */

/**
 * @param {Tools} tools
 * @param {string} text
 * @param {Json} fields
 * @param {Json} more
 */
export function button({ choose }, text, fields, more = {}) {
  return make("button", { type: "button", onclick: () => choose(fields), ...more }, text);
}

/** @param {Tools} tools @param {Json[]} lines @param {string} key */
export function lineLinks(tools, lines, key) {
  return lines.map((line) =>
    button(tools, line.text, line.set, {
      class: "yb-line",
      "data-key": `${key}.${line.text}`,
      "data-line": tools.words.line,
      "aria-label": `${tools.words.line} ${line.text}`,
    }),
  );
}

/**
 * What the document says that a term means, unfolded by a click or a key.
 * @param {Tools} tools
 * @param {Json} about
 * @param {string} key
 */
export function defined(tools, about, key) {
  return make(
    "details",
    { class: "yb-about" },
    make("summary", { "data-key": `${key}.about` }, about.text),
    make("div", {}, about.says),
    about.small ? make("div", { class: "yb-small", lang: "zh-Hans" }, about.small) : null,
    button(tools, about.line.text, about.line.set, { class: "yb-link", "data-key": `${key}.about.line` }),
  );
}

/**
 * The files that a block gives.
 * @param {Tools} tools
 * @param {string} name
 * @param {string[]} forms
 * @param {string} title
 * @param {string} rows Which rows of a table, where there is a choice.
 * @param {boolean} every Whether all of them, whatever was chosen.
 */
export function downloads(tools, name, forms, title, rows = "", every = false) {
  const { download, file_titled: titled } = tools.words;
  const said = rows ? fill(titled, { title: download, rows }) : download;
  return make(
    "p",
    { class: "yb-downloads" },
    make("span", { class: "yb-small" }, `${said}: `),
    forms.map((form) =>
      make(
        "button",
        {
          type: "button",
          "data-key": `${name}.${form}${every ? ".all" : ""}`,
          "aria-label": `${form.toUpperCase()}: ${[title, ...(every ? [rows] : [])].join(", ")}`,
          onclick: () => tools.download(name, form, every),
        },
        form.toUpperCase(),
      ),
    ),
  );
}

/** @type {Kind} */
function frame(block, _, tools) {
  const { language, disclosures } = block;
  const top = make(
    "div",
    { class: "yb-top" },
    make("h2", {}, block.title),
    button(tools, language.text, language.set, {
      lang: language.lang,
      class: "yb-language",
      "data-key": "language",
    }),
  );
  const options = disclosures.options.map((/** @type {Json} */ one) =>
    make("option", { selected: one.here }, one.text),
  );
  const change = (/** @type {any} */ event) =>
    tools.choose(disclosures.options[event.target.selectedIndex].set);
  const select = make("select", { "data-key": "disclosure", onchange: change }, options);
  const notices = block.notices.map((/** @type {string} */ text) =>
    make(
      "p",
      { class: "yb-notice", role: "alert" },
      `${text} `,
      make("button", { type: "button", onclick: tools.dismiss }, block.dismiss),
    ),
  );
  const tabs = block.views.map((/** @type {Json} */ view) =>
    button(tools, view.text, view.set, {
      class: "yb-tab",
      "data-key": `view.${view.set.view}`,
      "aria-current": view.here ? "page" : null,
    }),
  );
  return make(
    "header",
    {},
    top,
    make("p", { class: "yb-small" }, block.below),
    options.length < 2 ? null : make("label", {}, `${disclosures.label} `, select),
    notices,
    make("nav", { "aria-label": block.views_label }, tabs),
  );
}

/** @type {Kind} */
function note(block, _, tools) {
  const action = block.action ? button(tools, block.action, block.set, { "data-key": "note.action" }) : null;
  return make("p", { class: "yb-note" }, `${block.text} `, lineLinks(tools, block.lines, "note"), action);
}

/** @type {Kind} */
function heading(block) {
  return make(
    "div",
    {},
    block.text ? make("h3", {}, block.text) : null,
    block.below ? make("p", {}, block.below) : null,
  );
}

/** @type {Kind} */
function trail(block, _, tools) {
  const last = block.steps.length - 1;
  const steps = block.steps.map((/** @type {Json} */ step, /** @type {number} */ at) =>
    make(
      "li",
      {},
      at < last
        ? button(tools, step.text, step.set, { class: "yb-link", "data-key": `trail.${at}` })
        : make("span", { "aria-current": "location" }, step.text),
    ),
  );
  return make("nav", { class: "yb-trail", "aria-label": block.label }, make("ol", {}, steps));
}

/** @type {Kind} */
function sentences(block, _, tools) {
  const items = block.items.map((/** @type {Json} */ item, /** @type {number} */ at) =>
    make(
      "li",
      {},
      make("span", { class: "yb-figure" }, item.figure),
      make(
        "div",
        {},
        `${item.text} `,
        button(tools, item.line.text, item.line.set, { class: "yb-line", "data-key": `sentence.${at}.line` }),
        " ",
        button(tools, item.leads, item.set, { class: "yb-link", "data-key": `sentence.${at}` }),
      ),
    ),
  );
  return make("section", { class: "yb-sentences" }, make("h3", {}, block.title), make("ul", {}, items));
}

/** @type {Kind} */
function figures(block, _, tools) {
  const items = block.items.map((/** @type {Json} */ item, /** @type {number} */ at) =>
    make(
      "li",
      {},
      make(
        "div",
        { class: "yb-label" },
        item.label,
        item.small ? make("span", { class: "yb-small", lang: "zh-Hans" }, ` ${item.small}`) : null,
      ),
      make("div", { class: "yb-value" }, item.value, make("span", { class: "yb-small" }, ` ${item.unit}`)),
      item.notes.map((/** @type {string} */ text) => make("div", { class: "yb-small" }, text)),
      button(tools, item.line.text, item.line.set, { class: "yb-line", "data-key": `figure.${at}` }),
      item.about ? defined(tools, item.about, `figure.${at}`) : null,
    ),
  );
  return make("ul", { class: "yb-figures" }, items);
}

/** @type {Kind} */
function card(block, _, tools) {
  const cell = (/** @type {any} */ one, /** @type {string} */ key) =>
    typeof one === "string" ? one : lineLinks(tools, one.lines, key);
  const steps = block.steps.map((/** @type {any[]} */ row, /** @type {number} */ at) =>
    make(
      "tr",
      {},
      row.map((one, place) => make("td", {}, cell(one, `step.${at}.${place}`))),
    ),
  );
  const heads = block.headings.map((/** @type {string} */ text) => make("th", { scope: "col" }, text));
  const groups = block.groups.map(
    (/** @type {[string, Json[]]} */ [title, findings], /** @type {number} */ group) => [
      make("h4", {}, title),
      make(
        "ul",
        {},
        findings.map((one, at) =>
          make(
            "li",
            {},
            one.text,
            make(
              "div",
              { class: "yb-small" },
              `${one.small} `,
              lineLinks(tools, one.lines, `finding.${group}.${at}`),
            ),
          ),
        ),
      ),
    ],
  );
  return make(
    "section",
    { class: "yb-card", "aria-label": block.title },
    make(
      "div",
      { class: "yb-top" },
      make("h3", {}, block.title),
      button(tools, block.close.text, block.close.set, { "data-key": "card.close" }),
    ),
    make(
      "dl",
      {},
      block.terms.map((/** @type {[string, string]} */ [term, text]) => [
        make("dt", {}, term),
        make("dd", {}, text),
      ]),
    ),
    // Its own words for what scrolls: two landmarks of one name cannot be told apart.
    make(
      "div",
      { class: "yb-scroll", tabindex: 0, role: "group", "aria-label": block.title },
      make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, steps)),
    ),
    groups,
  );
}

/** @type {Kind} */
function copies(block, name, tools) {
  const items = block.items.map((/** @type {[string, string]} */ [term, text], /** @type {number} */ at) => {
    const rows = text.split("\n").length + (text.length > 90 ? 1 : 0);
    const field = make("textarea", {
      readonly: true,
      rows,
      "aria-label": term,
      onfocus: (/** @type {any} */ event) => event.target.select(),
    });
    field.value = text;
    const copy = {
      type: "button",
      "data-key": `${name}.copy.${at}`,
      "aria-label": `${block.copy}: ${term}`,
      onclick: () => tools.copy(field),
    };
    return make("div", { class: "yb-copy" }, make("span", {}, term), field, make("button", copy, block.copy));
  });
  const files = (block.files ?? []).map((/** @type {[string, string]} */ [form, label]) => {
    const give = { type: "button", "data-key": `${name}.${form}`, onclick: () => tools.whole(form) };
    return make("p", {}, make("button", give, label));
  });
  return block.folded
    ? make(
        "footer",
        {},
        make("p", { class: "yb-print" }, block.cited),
        make("details", { open: tools.isOpen() }, make("summary", {}, block.title), files, items),
      )
    : make("section", {}, make("h3", {}, block.title), items);
}

/** @type {Kind} */
function chart(block, name, tools) {
  const place = make("div", { class: "yb-chart", role: "img", "aria-label": block.text });
  const scroll = make(
    "div",
    { class: "yb-scroll", tabindex: 0, role: "region", "aria-label": block.label },
    place,
  );
  const figure = make(
    "figure",
    {},
    make(
      "figcaption",
      {},
      make("div", { class: "yb-title" }),
      make("div", { class: "yb-small yb-subtitle" }),
    ),
    scroll,
    make("p", { class: "yb-small yb-foot" }),
    downloads(tools, name, tools.forms.chart, block.label),
  );
  tools.chart(figure, name);
  return figure;
}

/**
 * Write around a chart what it shows, how it is read and what it is taken from.
 * @param {Element} figure
 * @param {string} title
 * @param {string} subtitle
 * @param {string} foot
 */
export function captioned(figure, title, subtitle, foot) {
  const texts = { ".yb-title": title, ".yb-subtitle": subtitle, ".yb-foot": foot };
  for (const [selector, text] of Object.entries(texts)) {
    /** @type {Element} */ (figure.querySelector(selector)).textContent = text;
  }
}

/** @type {Record<string, Kind>} */
export const KINDS = {
  frame,
  note,
  heading,
  trail,
  sentences,
  figures,
  card,
  copies,
  chart,
  nothing: () => null,
  table: drawTable,
  controls: drawControls,
  contents: drawContents,
  steps: drawSteps,
  printed: drawPrinted,
};
