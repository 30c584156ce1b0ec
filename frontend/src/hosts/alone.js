// A file that stands alone: its data, its scripts and its state are in the page itself.

import { bytes, unpacked } from "../data.js";
import { explore, noticesOf } from "../explorer.js";
import { fromText } from "../state.js";
import { draw } from "../charts.js";

/** @typedef {Record<string, any>} Json */

const textOf = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? "";

/**
 * What a script leaves behind, once the page is read as far as that.
 * @template T
 * @param {() => T | undefined} find
 * @returns {Promise<T>}
 */
async function read(find) {
  const now = find();
  if (now !== undefined) return now;
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  return /** @type {T} */ (find());
}

const vega = () => read(() => /** @type {any} */ (globalThis).yanjiaoBudgetVega);
const present = (/** @type {string} */ id) =>
  read(() => (document.readyState === "loading" ? undefined : textOf(id)));

const PATIENCE = 300; // Milliseconds: a browser takes longer over an address than over a view.

/** What writes a state into the address, once the view is painted and no other choice follows soon. */
function addressWriter() {
  let [text, kept, waiting] = ["", false, 0];
  const write = () => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = 0;
    history[kept ? "pushState" : "replaceState"](null, "", `#${text}`);
    kept = false;
  };
  addEventListener("pagehide", write);
  addEventListener("popstate", () => {
    clearTimeout(waiting); // "Back" leads elsewhere than to the last choice.
    waiting = 0;
  });
  return (/** @type {string} */ next, /** @type {boolean} */ isKept) => {
    if (isKept) write(); // What was shown before is what "back" leads to.
    clearTimeout(waiting);
    [text, kept] = [next, kept || isKept];
    waiting = setTimeout(write, PATIENCE);
  };
}

/** @param {HTMLElement} place */
export async function startAlone(place) {
  /** @type {Json} */
  let common = {};
  const known = (/** @type {number} */ year, /** @type {string} */ body) =>
    common.disclosures.find((/** @type {Json} */ one) => one.year === year && one.body === body);
  const choicesOf = (/** @type {number} */ year, /** @type {string} */ body) => {
    const one = known(year, body);
    return one && { ...common.choices, ...one.choices };
  };
  const fromAddress = () => {
    const lang = common.start.lang || (navigator.language.startsWith("zh") ? "zh" : "en");
    const opened = { ...common.opened, lang };
    if (location.hash.length < 2) return { state: { ...common.start, lang }, opened, notices: [] };
    const { state, problems } = fromText(location.hash, opened, choicesOf, common.version);
    return { state, opened, notices: noticesOf(problems, common) };
  };
  /** @type {Map<Json, Promise<Json>>} */
  const disclosures = new Map();
  const address = addressWriter();
  await explore(
    {
      common: async () => (common = await unpacked(bytes(textOf("yb-common")))),
      disclosure: (year, body) => {
        const one = known(year, body);
        if (!disclosures.has(one))
          disclosures.set(
            one,
            present(one.id).then((text) => unpacked(bytes(text))),
          );
        return /** @type {Promise<Json>} */ (disclosures.get(one));
      },
      open: fromAddress,
      changed: (_, text, kept) => address(text, kept),
      listen: (heard) => {
        const back = () => {
          const { state, notices } = fromAddress();
          heard(state, notices);
        };
        addEventListener("popstate", back);
        return () => removeEventListener("popstate", back);
      },
      place: { address: location.href.replace(/#.*/, ""), hosted: /^https?:$/.test(location.protocol) },
      scheme: (heard) => {
        const dark = matchMedia("(prefers-color-scheme: dark)");
        const tell = () => heard(dark.matches);
        dark.addEventListener("change", tell);
        tell();
        return () => dark.removeEventListener("change", tell);
      },
      vega,
      published: async () => unpacked(bytes(await present("yb-tables"))),
      font: async () => bytes(await present("yb-font")),
      parts: async () => ({
        explorer: textOf("yb-explorer"),
        vega: textOf("yb-vega"),
        style: textOf("yb-style"),
        policy: document.querySelector("meta[http-equiv]")?.getAttribute("content") ?? "",
      }),
      more: [],
      take: () => Promise.reject(new Error("not here")),
      dismissed: () => {},
    },
    place,
  );
}

/** Draw the chart that is all of a page. @param {HTMLElement} place */
export async function startChart(place) {
  const [library, spec] = [await vega(), JSON.parse(textOf("yb-specification"))];
  /** @type {import("../charts.js").Drawn | undefined} */
  let drawn;
  let width = -1;
  new ResizeObserver(async () => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    drawn = await draw(library, place, spec, { vega: 0 }, drawn, () => {}, width);
  }).observe(place);
}
