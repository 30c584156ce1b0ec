// The explorer on a page: draws the blocks of its state, and follows what is chosen.

import { brief } from "./brief.js";
import { draw } from "./charts.js";
import { KINDS, captioned } from "./draw/blocks.js";
import { setValues } from "./draw/controls.js";
import { make, present } from "./draw/elements.js";
import { patched } from "./draw/table.js";
import { joined } from "./data.js";
import { csv } from "./files/csv.js";
import { fileName, save } from "./files/names.js";
import { foot, page as chartPage, png, subtitle, svg } from "./files/picture.js";
import { allTables, dataPackage } from "./files/tables.js";
import { xlsx } from "./files/xlsx.js";
import { blocks, footer, header } from "./page.js";
import { fill } from "./python.js";
import { whole } from "./tables.js";
import { FIELDS, fitted, toText } from "./state.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("./state.js").State} State
 * @typedef {import("./tables.js").Made} Made
 * @typedef {{ en: string, zh: string }} Notice
 * @typedef {{ element: HTMLElement, made: Made, drawn?: Json, chart?: Promise<any>, turn: number }} Slot
 * @typedef {object} Host What the explorer needs of the page, the notebook or the test around it.
 * @property {() => Promise<Json>} common
 * @property {(year: number, body: string) => Promise<Json>} disclosure
 * @property {(common: Json) => { state: State, opened: State, notices: Notice[] }} open
 * @property {(state: State, text: string, kept: boolean) => void} changed Called for every choice;
 *   `kept` for one that "back" should lead to.
 * @property {(heard: (state: State, notices?: Notice[]) => void) => () => void} listen
 *   Calls back where the state is set from outside; returns what ends that.
 * @property {import("./page.js").Place | null} place
 * @property {() => Promise<any>} vega
 * @property {() => Promise<Json>} published The tables as they are stored.
 * @property {() => Promise<BufferSource>} font
 * @property {() => Promise<import("./files/picture.js").Parts>} parts
 * @property {string[]} more Forms of a table that the host makes, where the page cannot.
 * @property {(block: string, form: string) => Promise<{ name: string, content: BlobPart }>} take
 * @property {() => void} dismissed
 */

const CLOSERS = /** @type {Record<string, string>} */ ({
  indicator: "card.close",
  tie: "trust.working.close",
}); // What closes what a field opens.
const TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  svg: "image/svg+xml",
  png: "image/png",
  html: "text/html",
  zip: "application/zip",
};

/** Whether this system draws Chinese: without a font, all its signs look alike. */
function hasChinese() {
  const ink = (/** @type {string} */ text) => {
    const canvas = make("canvas", { width: 40, height: 40 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.font = "32px 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";
    pen.fillText(text, 2, 34);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  return ink("财") !== ink("政");
}

/**
 * Show the explorer in an element.
 * @param {Host} host
 * @param {HTMLElement} place
 * @returns {Promise<() => void>} What takes it away.
 */
export async function explore(host, place) {
  const root = make("div", { class: "yb", "data-busy": "true" });
  const live = make("div", { class: "yb-hidden", role: "status", "aria-live": "polite" });
  place.append(root, live);
  const common = await host.common();
  const first = host.open(common);
  const { opened } = first;
  let { state, notices } = first;
  let data = joined(common, await host.disclosure(state.year, state.body));
  /** @type {Map<string, Slot>} */
  const slots = new Map();
  /** @type {Record<string, Made>} */
  let made = {};
  /**
   * @type {Record<string, string | undefined>} What opened each, and is gone back to when it closes.
   */
  const openers = {};
  /** @type {Promise<any> | null} */
  let library = null;
  const font = hasChinese() ? null : loaded();
  let turn = 0; // Of the disclosures asked for: only the last is shown.

  /** @type {import("./draw/blocks.js").Tools} */
  const tools = {
    choose: (fields) => void choose(fields),
    words: {},
    lang: "en",
    download: (name, form, every) => void download(name, form, every),
    whole: (form) => void (form === "print" ? printBrief() : everyTable(form)),
    forms: { table: ["csv", "xlsx", ...host.more], chart: ["svg", "png", "html"] },
    copy: (field) => void copied(field),
    isOpen: () => slots.get("take")?.element.querySelector("details")?.open ?? false,
    dismiss: () => {
      notices = [];
      host.dismissed();
      show();
    },
    chart: (figure, name) => drawn(figure, name),
  };

  /** Load the font that the page holds, where the system has none for Chinese. */
  async function loaded() {
    const face = new FontFace("Noto Sans CJK SC", await host.font());
    document.fonts.add(await face.load());
  }

  /** Vega, once it has the font that it measures text with: it keeps what it measured. */
  function vega() {
    library ??= Promise.all([host.vega(), font]).then(([one]) => one);
    return library;
  }

  // Choices

  /** Set fields of the state and show what follows. @param {Json} fields */
  async function choose(fields) {
    const next = /** @type {State} */ ({ ...state, ...fields });
    const changed = FIELDS.filter((name) => next[name] !== state[name]);
    if (!changed.length) return;
    await turnTo(next);
    const kept = changed.some((name) => ["view", "line", "year", "body"].includes(name));
    host.changed(state, toText(state, opened, common.version), kept);
  }

  /** Show a state, of another disclosure too. @param {State} next */
  async function turnTo(next) {
    turn += 1;
    if (next.year !== data.year || next.body !== data.body) {
      const now = turn;
      root.dataset.busy = "true";
      const other = await host.disclosure(next.year, next.body);
      if (now !== turn) return;
      data = joined(common, other);
      next = fitted(next, data.choices);
    }
    const before = state;
    state = next;
    show(before);
  }

  // Drawing

  /** What is on the page of a state: header, blocks, footer. @returns {Record<string, Made>} */
  function everything() {
    const shared = toText(state, opened, common.version);
    const told = notices.map((one) => one[state.lang]);
    const view = blocks(data, state);
    return {
      frame: { shown: header(data, state, told) },
      ...view,
      take: { shown: footer(data, state, view, shared, host.place) },
    };
  }

  /** Draw the blocks that changed, and keep the focus where it was. @param {State} [before] */
  function show(before) {
    const focus = /** @type {any} */ (root.contains(document.activeElement) ? document.activeElement : null);
    const key = focus?.dataset.key;
    tools.words = common.words[state.lang];
    tools.lang = root.lang = state.lang === "en" ? "en" : "zh-Hans";
    made = everything();
    place_();
    for (const name of Object.keys(made)) redraw(name, made[name]);
    if (before) follow(before, focus, key);
    delete root.dataset.busy;
  }

  /** Have a place for each block, in order. */
  function place_() {
    for (const [name, slot] of [...slots]) {
      if (name in made) continue;
      void slot.chart?.then((chart) => chart?.view.finalize());
      slot.element.remove();
      slots.delete(name);
    }
    /** @type {HTMLElement | null} */
    let last = null;
    for (const name of Object.keys(made)) {
      const slot = slots.get(name) ?? {
        element: make("div", { "data-block": name }),
        made: made[name],
        turn: 0,
      };
      slots.set(name, slot);
      const next = last ? last.nextSibling : root.firstChild;
      if (slot.element !== next) root.insertBefore(slot.element, next);
      last = slot.element;
    }
  }

  /**
   * Draw a block anew where it differs from what is drawn, and no more of it than differs.
   * @param {string} name
   * @param {Made} next
   */
  function redraw(name, next) {
    const slot = /** @type {Slot} */ (slots.get(name));
    const was = slot.drawn;
    const changedChart = next.chart && JSON.stringify(next.chart) !== JSON.stringify(slot.made.chart);
    slot.made = next;
    if (was && (was === next.shown || JSON.stringify(was) === JSON.stringify(next.shown)) && !changedChart)
      return;
    slot.drawn = next.shown;
    const content = /** @type {any} */ (slot.element.firstElementChild);
    const same = was && was.kind === next.shown.kind && content;
    if (same && next.shown.kind === "chart") {
      retitled(content, next.shown, name);
    } else if (same && next.shown.kind === "table" && patched(content, next.shown, name, tools)) {
      return;
    } else if (same && next.shown.kind === "controls" && sameControls(was, next.shown)) {
      setValues(content, next.shown);
    } else {
      if (was?.kind === "chart") void slot.chart?.then((chart) => chart?.view.finalize());
      slot.chart = undefined;
      slot.element.replaceChildren(...present([KINDS[next.shown.kind](next.shown, name, tools)]));
    }
  }

  /**
   * Another title around the chart that stands there.
   * @param {HTMLElement} figure
   * @param {Json} shown
   * @param {string} name
   */
  function retitled(figure, shown, name) {
    const chart = /** @type {HTMLElement} */ (figure.querySelector(".yb-chart"));
    chart.setAttribute("aria-label", shown.text);
    chart.parentElement?.setAttribute("aria-label", shown.label);
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (
      figure.querySelectorAll(".yb-downloads button")
    )) {
      one.setAttribute("aria-label", `${one.textContent}: ${shown.label}`);
    }
    const label = figure.querySelector(".yb-downloads span");
    if (label) label.textContent = `${tools.words.download}: `;
    drawn(figure, name);
  }

  /**
   * Whether two sets of controls differ in nothing but what is chosen.
   * @param {Json} one
   * @param {Json} other
   */
  function sameControls(one, other) {
    const rest = (/** @type {Json} */ block) =>
      JSON.stringify(block.items.map((/** @type {Json} */ item) => ({ ...item, value: null })));
    return rest(one) === rest(other);
  }

  /**
   * Draw the chart of a block in its place, after the one before, and what stands around it.
   * @param {HTMLElement} figure
   * @param {string} name
   */
  function drawn(figure, name) {
    const slot = /** @type {Slot} */ (slots.get(name));
    const element = /** @type {HTMLElement} */ (figure.querySelector(".yb-chart"));
    const { title, click: leads } = slot.made.shown;
    const below = [subtitle(slot.made, data), leads ? tools.words.look_into : ""].filter(Boolean);
    captioned(figure, title, below.join(" · "), foot(slot.made, data, state));
    const now = (slot.turn += 1); // Another drawing may be asked for before this one is there.
    const drawing = /** @type {import("./drawings.js").Drawing} */ (slot.made.chart);
    if (!element.hasChildNodes()) element.textContent = tools.words.drawing;
    element.setAttribute("aria-busy", "true");
    const click = (/** @type {Json} */ datum) => {
      const { click: field, also } = slot.made.shown;
      if (field && datum[field] !== undefined) void choose({ ...also, [field]: datum[field] });
    };
    const before = slot.chart;
    const { vega: specifications } = data;
    slot.chart = (async () => {
      const [drawer, last] = [await vega(), await before?.catch(() => undefined)];
      if (slot.turn !== now) return last;
      return draw(drawer, element, specifications[drawing.vega], drawing, last, click);
    })();
    void slot.chart.catch(failed).finally(() => slot.turn === now && element.removeAttribute("aria-busy"));
  }

  /**
   * Move the focus where a choice led.
   * @param {State} before
   * @param {any} focus
   * @param {string | undefined} key
   */
  function follow(before, focus, key) {
    const find = (/** @type {string | undefined} */ one) =>
      /** @type {any} */ (one ? root.querySelector(`[data-key="${CSS.escape(one)}"]`) : null);
    const field = ["line", ...Object.keys(CLOSERS)].find(
      (one) => state[/** @type {keyof State} */ (one)] !== before[/** @type {keyof State} */ (one)],
    );
    let moved = null;
    if (field === "line") {
      const marked = root.querySelector(".yb-lines [aria-current]");
      if (find(key)?.dataset.stays) marked?.scrollIntoView({ block: "center" });
      else moved = marked?.querySelector("button");
    } else if (field) moved = find(CLOSERS[field]) ?? find(openers[field]);
    const opens =
      field &&
      field in CLOSERS &&
      state[/** @type {keyof State} */ (field)] &&
      !before[/** @type {keyof State} */ (field)];
    if (opens) openers[/** @type {string} */ (field)] = key;
    const again = find(key);
    // What a click leads to may be far from it: go there, and on a new view to its tab.
    if (moved || (key && !again)) (moved || root.querySelector("nav [aria-current]"))?.focus();
    else if (again && document.activeElement !== focus) again.focus({ preventScroll: true });
    else if (again && !document.activeElement?.isConnected) again.focus({ preventScroll: true });
  }

  // What is taken along

  /** @param {any} field */
  async function copied(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // A page without leave to use the clipboard still has this.
    }
    live.textContent = tools.words.copied;
  }

  /**
   * Make a file of a block and hand it to the browser.
   * @param {string} name
   * @param {string} form
   * @param {boolean} every
   */
  async function download(name, form, every) {
    try {
      const one = every ? whole(made[name]) : made[name];
      const { shown, subject, chosen = "" } = one;
      const view = data.viewNames[state.lang][state.view];
      const title = `${state.year} ${view} ${subject} ${chosen} ${data.bodyName[state.lang]}`;
      if (host.more.includes(form)) {
        const file = await host.take(name, form);
        save(file.name, file.content, "application/octet-stream");
        return;
      }
      const content = shown.kind === "chart" ? await picture(one, form) : sheet(one, form);
      save(fileName(title, form), content, TYPES[/** @type {keyof typeof TYPES} */ (form)]);
    } catch (error) {
      failed(error);
    }
  }

  /** Print the brief, which stands on the page as long as that takes. */
  async function printBrief() {
    try {
      const shown = brief(await host.published(), data, state);
      const drawn = shown.map((one, at) => KINDS[one.kind](one, `brief.${at}`, tools));
      const page = make("div", { class: "yb-brief" }, drawn);
      root.append(page);
      addEventListener("afterprint", () => page.remove(), { once: true });
      print();
    } catch (error) {
      failed(error);
    }
  }

  /** Draw every row of each table, which paper has no button for. */
  function unfold() {
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".yb-all"))) one.click();
  }

  /** Make a file of every published table. @param {string} form */
  async function everyTable(form) {
    try {
      const published = await host.published();
      const content = form === "zip" ? dataPackage(published, data) : allTables(published, data, state);
      save(fileName(data.words[state.lang].all_tables, form), content, TYPES[/** @type {"zip"} */ (form)]);
    } catch (error) {
      failed(error);
    }
  }

  /** @param {Made} one @param {string} form */
  function sheet(one, form) {
    return form === "csv" ? csv(one, data, state) : xlsx(one, data, state);
  }

  /** @param {Made} one @param {string} form */
  async function picture(one, form) {
    if (form === "html") return chartPage(await host.parts(), one, data, state);
    return (form === "svg" ? svg : png)(await vega(), one, data, state);
  }

  /** Say what went wrong, on the page. @param {unknown} error */
  function failed(error) {
    const text = `${tools.words.failed} ${error instanceof Error ? error.message : error}`;
    live.textContent = text;
    notices = [...notices, { en: text, zh: text }];
    show();
  }

  // From outside

  let width = 0;
  const sized = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    for (const [name, { element, chart }] of slots) {
      const figure = element.querySelector("figure");
      if (figure && chart) drawn(figure, name);
    }
  });
  addEventListener("beforeprint", unfold);

  const stop = host.listen((next, told) => {
    const same = FIELDS.every((name) => next[name] === state[name]);
    const news = told && JSON.stringify(told) !== JSON.stringify(notices);
    if (told) notices = told;
    if (!same) void turnTo(next);
    else if (news) show();
  });
  show();
  width = root.clientWidth;
  sized.observe(root);
  if (font) {
    await font;
    notices = [...notices, { en: common.words.en.no_font, zh: common.words.zh.no_font }];
    show();
  }
  return () => {
    removeEventListener("beforeprint", unfold);
    stop();
    sized.disconnect();
    for (const slot of slots.values()) void slot.chart?.then((chart) => chart?.view.finalize());
    root.remove();
    live.remove();
  };
}

/**
 * The notices of problems, in both languages.
 * @param {import("./state.js").Problem[]} problems
 * @param {Json} common
 * @returns {Notice[]}
 */
export function noticesOf(problems, common) {
  return problems.map(({ name, values }) => ({
    en: fill(common.words.en[name], values),
    zh: fill(common.words.zh[name], values),
  }));
}
