// Document: words found in every paragraph and cell, and any line with the lines around it.

import { citeLines } from "../cite.js";
import { withValues } from "../controls.js";
import { fill, grouped, repr } from "../python.js";
import { isBlank, strip, words } from "../search.js";
import { NOTHING, given, lineLink, note, table, toLine } from "../tables.js";

/**
 * @typedef {import("../page.js").Block} Block
 * @typedef {Record<string, any>} Json
 */

/** @type {Block} */
function lines(sent, state) {
  const { line, lang } = state;
  if (!line) return { shown: sent.made[lang] };
  const { printed, around } = sent;
  const said = sent.words[lang];
  const total = printed.length;
  const rows = [];
  for (let number = Math.max(1, line - around); number <= Math.min(total, line + around); number += 1) {
    const whole = printed[number - 1].replace(/\r+$/, "");
    const text = strip(whole);
    const none = whole.startsWith("\t") ? said.empty_cell : " ";
    rows.push({
      line: lineLink(number),
      text,
      small: lang === "en" ? (sent.english[number] ?? "") : "",
      empty: text ? "" : none,
      about: (sent.explained[number] ?? []).map((/** @type {number} */ at) => sent.about[lang][at]),
      here: number === line,
    });
  }
  const step = 2 * around;
  return {
    shown: {
      kind: "lines",
      caption: fill(said.lines, { line, total: grouped(total) }),
      rows,
      marks: words(state.find),
      steps: [
        { text: said.earlier, set: toLine(Math.max(1, line - step)) },
        { text: said.later, set: toLine(Math.min(total, line + step)) },
      ],
    },
  };
}

/** @type {Block} */
function held(sent, state) {
  if (!state.line) return NOTHING;
  const begun = Object.entries(sent.begun[state.line] ?? {});
  const named = begun.map(([name, count]) => `${sent.names[state.lang][name]} (${count})`);
  const tables = named.join("; ") || sent.none[state.lang];
  return { shown: { kind: "heading", text: "", below: fill(sent.words[state.lang], { tables }) } };
}

/** @type {Block} */
function cite(_, state, data) {
  const said = data.blocks["document.lines"].words[state.lang];
  const { line } = state;
  const lines = line ? [line] : [];
  return {
    shown: {
      kind: "copies",
      title: line ? said.cite_line : said.cite,
      copy: data.words[state.lang].copy,
      items: [
        ["GB/T 7714", citeLines(data.cited.zh, lines, data.words.zh)],
        ["English", citeLines(data.cited.en, lines, data.words.en)],
        ["SWHID", data.swhid + (line ? `;lines=${line}` : "")],
      ],
    },
  };
}

/** @type {Block} */
function hits(sent, state, data) {
  const { find, lang } = state;
  if (isBlank(find)) return NOTHING;
  const said = data.blocks["document.lines"].words[lang];
  const wanted = words(find);
  const { text, text_en: english } = sent.values;
  const folded = (/** @type {number} */ at) => sent.folded[at] ?? `${text[at]}\n${english[at] ?? ""}`;
  const rows = [];
  for (let at = 0; at < text.length; at += 1) {
    const searched = folded(at);
    if (wanted.length && wanted.every((word) => searched.includes(word))) rows.push(at);
  }
  if (!rows.length) return note(fill(said.nowhere, { find }), { set: { find: "" }, action: said.clear });
  const more = rows.length > sent.most ? fill(said.most, { most: sent.most }) : "";
  const made = sent.made[lang];
  const conditions = data.blocks["document.controls"].made[lang].items;
  return table(sent, state, {
    rows,
    given: given(conditions, state, data.words[lang], rows.length, text.length),
    most: sent.most,
    said: {
      ...made,
      shown: { ...made.shown, caption: fill(said.hits, { count: rows.length }) + more, marks: wanted },
      subject: said.texts,
      code: `yb.find_text(${repr(find)}, **which)`,
    },
  });
}

/** @type {Record<string, Block>} */
export const document = {
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  lines,
  held,
  cite,
  hits,
};
