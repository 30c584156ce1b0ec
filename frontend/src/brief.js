// The brief: what a reader prints or keeps of a disclosure, as blocks one below the other.

import { published as rowsOf } from "./files/tables.js";
import { blocks } from "./page.js";
import { fill } from "./python.js";
import { DEFAULT } from "./state.js";
import { lineLink, table } from "./tables.js";
import { selected } from "./views/grading.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("./state.js").State} State
 */

// What is to be clicked or drawn has no place on paper.
const PRINTED = ["figures", "heading", "note", "table"];
const FILTERS = /** @type {(keyof State)[]} */ (["query", "responsibility", "funded", "ladder", "kind"]);
const HOLDING = ["exact", "not_stated"]; // Verdicts of ties with no gap.

/**
 * The blocks of a brief, as plain data.
 * @param {Json} published The published tables.
 * @param {Json} data
 * @param {State} state
 * @returns {Json[]}
 */
export function brief(published, data, state) {
  const said = data.words[state.lang];
  const plain = /** @type {State} */ ({ ...DEFAULT, lang: state.lang, year: data.year, body: data.body });
  const part = (/** @type {string} */ view, /** @type {string[]} */ names = []) => {
    const made = Object.entries(blocks(data, { ...plain, view }));
    const taken = made.filter(
      ([name, { shown }]) => PRINTED.includes(shown.kind) && (!names.length || names.includes(name)),
    );
    return [heading(data.viewNames[state.lang][view]), ...taken.map(([, one]) => onPaper(one))];
  };
  return [
    heading(`${said.brief_title}${said.brief_colon}${data.header[state.lang].title}`, said.below),
    note(said.file_cited + data.cited[state.lang]),
    ...part("overview"),
    ...part("spending", ["spending.table"]),
    ...part("years", ["years.table"]),
    ...part("trust", ["trust.answer"]),
    ...ties(data, plain),
    ...findings(published, data, state),
  ];
}

/** What is shown of a block on paper: a table by what it holds, with nothing to click. @param {Json} made */
function onPaper({ shown, subject }) {
  return shown.kind === "table" ? { ...shown, caption: subject, printed: true, given: null } : shown;
}

/** @param {string} text @param {string} below */
const heading = (text, below = "") => ({ kind: "heading", text, below });

/** @param {string} text */
const note = (text) => ({ kind: "note", text, action: "", set: null, lines: [] });

/**
 * The ties that do not hold, then the working of each.
 * @param {Json} data
 * @param {State} plain
 */
function ties(data, plain) {
  const sent = data.blocks["trust.ledger"];
  const { check, verdict } = sent.values;
  const rows = check.flatMap((/** @type {string} */ _, /** @type {number} */ at) =>
    HOLDING.includes(verdict[at]) ? [] : [at],
  );
  const title = fill(data.words[plain.lang].brief_ties, { count: rows.length });
  if (!rows.length) return [heading(title)];
  const workings = rows.map((/** @type {number} */ at) =>
    table(data.blocks["trust.working"][check[at]], plain),
  );
  return [heading(title), ...[table(sent, plain, { rows }), ...workings].map(onPaper)];
}

/**
 * The findings of single indicators, or those that the reader's filters choose, by rule: what is
 * printed and what of it, what that means, the line; and of each rule what it rests on and how sure
 * it is.
 * @param {Json} published
 * @param {Json} data
 * @param {State} state
 */
function findings(published, data, state) {
  const { lang } = state;
  const said = data.words[lang];
  const narrowed = FILTERS.some((name) => state[name] !== DEFAULT[name]);
  const { keys } = data.blocks["grading.indicators"];
  const chosen = new Set(narrowed ? selected(data, state).map((at) => keys[at]) : []);
  const { rows, headings } = rowsOf(published, "findings", lang);
  const found = rows.filter(
    (row) =>
      Number(row.fiscal_year) === data.year &&
      row.body === data.body &&
      (state.rule === "any" ? row.scope === "individual" : row.rule === state.rule) &&
      (!narrowed || chosen.has(keyOf(row))),
  );
  const [name, sentence] = lang === "en" ? ["name_en", "sentence"] : ["name", "sentence_zh"];
  const heads = [said.brief_number, said.brief_name, said.brief_quote, said.brief_says, headings.source_line];
  const columns = heads.map((one) => ({ name: one, heading: one, number: false }));
  const groups = ["trust.rules", "trust.systemic"].flatMap((block) => rulesOf(data.blocks[block], lang));
  const given = blocks(data, { ...state, view: "grading" })["grading.indicators"].chosen ?? "";
  const tables = groups.flatMap(({ rule, text, rests }) => {
    const own = found.filter((row) => row.rule === rule);
    const cells = own.map((row) => [
      keyOf(row),
      row[name] || row.name,
      row.evidence,
      row[sentence],
      { lines: [lineLink(Number(row.source_line))] },
    ]);
    const caption = `${text} (${own.length})`;
    return own.length
      ? [{ kind: "table", caption, columns, rows: cells, sort: "", below: [rests], printed: true }]
      : [];
  });
  const title = heading(fill(said.brief_findings, { count: found.length }), narrowed ? given : "");
  return [title, data.blocks["trust.caveat"].made[lang], ...tables];
}

/** The number of an indicator, or of the activity that a finding is of. @param {Json} row */
function keyOf(row) {
  return [row.responsibility, row.activity, row.indicator].filter(Boolean).join(".");
}

/**
 * The rules of a table of them: what each is called, what it rests on and how sure it is.
 * @param {Json} sent
 * @param {"en" | "zh"} lang
 */
function rulesOf(sent, lang) {
  const { cells, shown } = sent.made[lang];
  if (!cells) return [];
  const place = (/** @type {string} */ name) =>
    shown.columns.findIndex((/** @type {Json} */ one) => one.name === name);
  const criterion = lang === "en" ? "criterion" : "criterion_zh";
  return sent.values.rule.map((/** @type {string} */ rule, /** @type {number} */ at) => ({
    rule,
    text: cells[at][0].text,
    rests: [criterion, "source", "certainty"]
      .map((one) => cells[at][place(one)])
      .join(lang === "en" ? "; " : "；"),
  }));
}
