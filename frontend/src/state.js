// What decides what is seen, in a few plain values: checked, written as an address, reopened.

import { general, quoted } from "./python.js";
import { strip } from "./search.js";

/**
 * The fields mean what they do in Python, where they are documented.
 * @typedef {{ lang: "en" | "zh", view: string, year: number, body: string, responsibility: number,
 *   measure: string, sort: string, query: string, funded: string, ladder: number, kind: string,
 *   rule: string, reading: string, value: number, indicator: string, tie: string, field: number, promise: string,
 *   verb: string, spoken: string, find: string, line: number }} State
 * @typedef {Record<string, any>} Fields
 * @typedef {{ name: string, values: Record<string, string> }} Problem
 */

/** @type {State} */
export const DEFAULT = {
  lang: "en",
  view: "overview",
  year: 0,
  body: "",
  responsibility: 0,
  measure: "amount",
  sort: "",
  query: "",
  funded: "any",
  ladder: 0,
  kind: "any",
  rule: "any",
  reading: "cascade",
  value: 75,
  indicator: "",
  tie: "",
  field: 0,
  promise: "any",
  verb: "any",
  spoken: "any",
  find: "",
  line: 0,
};
export const FIELDS = /** @type {(keyof State)[]} */ (Object.keys(DEFAULT));
const LONGEST = 200; // Signs of a search.

/**
 * Whether a field may have a value.
 * @param {Fields} choices What each field may be, by its name.
 * @param {string} name
 * @param {any} value
 */
export function allows(choices, name, value) {
  if (name === "value") return value >= 0 && value <= 100;
  if (name === "line") return value >= 0 && value <= choices.lines;
  if (["sort", "query", "find"].includes(name)) return Array.from(value).length <= LONGEST;
  return choices[name].includes(value);
}

/**
 * A state as one short string: what differs from how the explorer opens.
 * @param {State} state
 * @param {State} opened
 * @param {string} version
 */
export function toText(state, opened, version) {
  const named = FIELDS.filter((name) => name === "lang" || state[name] !== opened[name]);
  const pairs = named.map((name) => {
    const value = state[name];
    const text = name === "value" ? general(/** @type {number} */ (value)) : String(value);
    return `${name}=${quoted(text)}`;
  });
  return [`v=${version}`, ...pairs].join("&");
}

/**
 * The state that a string holds, as far as it can be opened, and what could not.
 * @param {string} text
 * @param {State} opened
 * @param {(year: number, body: string) => Fields | undefined} choicesOf
 * @param {string} version
 * @returns {{ state: State, problems: Problem[] }}
 */
export function fromText(text, opened, choicesOf, version) {
  const own = /** @type {Fields} */ (choicesOf(opened.year, opened.body));
  const first = read(text, opened, own, version);
  const { year, body } = first.state;
  if (year === opened.year && body === opened.body) return first;
  const others = choicesOf(year, body);
  if (others) return read(text, opened, others, version);
  const asked = `${year} ${body}`;
  const state = { ...first.state, year: opened.year, body: opened.body };
  return { state, problems: [...first.problems, { name: "no_disclosure", values: { asked } }] };
}

/**
 * @param {string} text
 * @param {State} opened
 * @param {Fields} choices
 * @param {string} version
 * @returns {{ state: State, problems: Problem[] }}
 */
function read(text, opened, choices, version) {
  /** @type {Fields} */
  const state = { ...opened };
  /** @type {Problem[]} */
  const problems = [];
  for (const [name, written] of new URLSearchParams(strip(text).replace(/^[?#]+/, ""))) {
    if (name === "v") {
      if (written !== version) problems.push({ name: "version", values: { found: written, version } });
      continue;
    }
    const value = valueOf(name, written);
    if (value !== undefined && allows(choices, name, value)) state[name] = value;
    else {
      const pair = Array.from(`${name}=${written}`).slice(0, LONGEST).join("");
      problems.push({ name: Object.hasOwn(DEFAULT, name) ? "no_choice" : "no_name", values: { pair } });
    }
  }
  if (strip(text) && !text.includes("=")) problems.push({ name: "no_state", values: {} });
  return { state: /** @type {State} */ (state), problems };
}

/** @param {string} name @param {string} written */
function valueOf(name, written) {
  if (!Object.hasOwn(DEFAULT, name)) return undefined;
  const text = strip(written);
  if (name === "value") return text === "" ? undefined : Number(text);
  if (typeof DEFAULT[/** @type {keyof State} */ (name)] !== "number") return written;
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The state with what a disclosure does not have chosen no more.
 * @param {State} state
 * @param {Fields} choices
 * @returns {State}
 */
export function fitted(state, choices) {
  const fits = FIELDS.map((name) => [name, allows(choices, name, state[name]) ? state[name] : DEFAULT[name]]);
  return /** @type {State} */ (Object.fromEntries(fits));
}
