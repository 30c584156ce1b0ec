// Document: the document as printed, part by part, and words found in all of it.

import { citeLines } from "../cite.js";
import { withValues } from "../controls.js";
import { fill, grouped, repr } from "../python.js";
import { isBlank, strip, words } from "../search.js";
import { NOTHING, given, note, table, toLine } from "../tables.js";

/**
 * @typedef {import("../page.js").Block} Block
 * @typedef {Record<string, any>} Json
 */

/** How many of some lines, in order, are no later than one. @param {number[]} lines @param {number} line */
function upTo(lines, line) {
  const after = lines.findIndex((one) => one > line);
  return after < 0 ? lines.length : after;
}

/**
 * The rows of all texts that hold every word searched for, by what Python sent of the hits.
 * @param {Json} sent
 * @param {string} find
 * @returns {number[]}
 */
function rowsWith(sent, find) {
  const wanted = words(find);
  const { text, text_en: english } = sent.values;
  const folded = (/** @type {number} */ at) => sent.folded[at] ?? `${text[at]}\n${english[at] ?? ""}`;
  const rows = [];
  for (let at = 0; at < text.length; at += 1) {
    const searched = folded(at);
    if (wanted.length && wanted.every((word) => searched.includes(word))) rows.push(at);
  }
  return rows;
}

/** The lines of the hits. @param {Json} data @param {string} find @returns {number[]} */
function hitLines(data, find) {
  const sent = data.blocks["document.hits"];
  return rowsWith(sent, find).map((at) => sent.values.source_line[at]);
}

/** @type {Block} */
function found(_, state, data) {
  const { find, lang, line } = state;
  if (isBlank(find)) return NOTHING;
  const said = data.blocks["document.lines"].words[lang];
  const lines = hitLines(data, find);
  const count = lines.length;
  if (!count) return note(fill(said.nowhere, { find }), { set: { find: "" }, action: said.clear });
  const place = lines.indexOf(line) + 1;
  const before = lines.filter((one) => one < line).length - 1;
  return {
    shown: {
      kind: "steps",
      text: place ? fill(said.hit, { place, count }) : fill(said.hits, { count }),
      steps: [
        { text: said.before, set: toLine(lines[(before + count) % count]) },
        { text: said.after, set: toLine(lines[upTo(lines, line) % count]) },
      ],
    },
  };
}

/** @type {Block} */
function contents(sent, state, data) {
  const { printed, english, words: said } = data.blocks["document.lines"];
  const { lang, line } = state;
  const lines = sent.entries.map((/** @type {[number, number]} */ [first]) => first);
  const here = upTo(lines, line || 1) - 1;
  const items = sent.entries.map(
    (/** @type {[number, number]} */ [first, level], /** @type {number} */ place) => ({
      text: strip(printed[first - 1]),
      small: lang === "en" ? (english[first] ?? "") : "",
      level,
      set: toLine(first),
      here: place === here,
    }),
  );
  return { shown: { kind: "contents", title: said[lang].contents, open: !line, items } };
}

/**
 * A paragraph or a cell: its line, how many lines it has, and the columns and rows that it spans.
 * @typedef {[line: number, lines: number, across: number, down: number]} Item
 * @typedef {[kind: string, rows: Item[][], captions: Item[], head: Item[][], again: boolean]} Part
 *   A paragraph or a table, as Python lays it out.
 */

/** The paragraphs and cells of a part, in order. @param {Part[]} blocks @returns {Item[]} */
function itemsOf(blocks) {
  return blocks.flatMap(([, rows, captions, head, again]) => [
    ...captions,
    ...(again ? [] : head.flat()),
    ...rows.flat(),
  ]);
}

/** @type {Block} */
function lines(sent, state, data) {
  const { line, find, lang } = state;
  const { printed, parts } = sent;
  const said = sent.words[lang];
  const starts = parts.map((/** @type {[number, Part[]]} */ [first]) => first);
  const at = Math.max(0, upTo(starts, line) - 1);
  const [first, blocks] = parts[at];
  const items = itemsOf(blocks);
  const firsts = items.map(([one]) => one);
  const [marked, count] = line ? items[Math.max(0, upTo(firsts, line) - 1)] : [0, 0];
  const within = marked <= line && line < marked + count ? "line" : "blank";
  const around = [
    { text: said.earlier, place: at - 1 },
    { text: said.later, place: at + 1 },
  ].filter(({ place }) => place in parts);
  const hits = new Set(isBlank(find) ? [] : hitLines(data, find));
  const item = (/** @type {Item} */ one) => told(sent, lang, marked, hits, one);
  const rows = (/** @type {Item[][]} */ some) => some.map((row) => row.map(item));
  return {
    shown: {
      kind: "printed",
      caption: fill(said[line ? within : "part"], {
        line,
        first: at ? first : 1,
        last: (starts[at + 1] ?? printed.length + 1) - 1,
        total: grouped(printed.length),
      }),
      blocks: blocks.map((/** @type {Part} */ [kind, body, captions, head, again]) =>
        kind === "table"
          ? { kind, captions: captions.map(item), head: rows(head), rows: rows(body), again }
          : { kind, ...item(body[0][0]) },
      ),
      marks: words(find),
      about: sent.about[lang],
      again: said.again,
      empty: said.empty_cell,
      steps: around.map(({ text, place }) => ({ text, set: toLine(starts[place]) })),
    },
  };
}

/**
 * A paragraph or cell as printed, with what is told beside it; what it has not is not there.
 * @param {Json} sent
 * @param {string} lang
 * @param {number} marked The first line of the one that is marked.
 * @param {Set<number>} hits
 * @param {Item} item
 */
function told(sent, lang, marked, hits, [line, count, across, down]) {
  /** @type {Json} */
  const made = {
    line,
    text: sent.printed
      .slice(line - 1, line - 1 + count)
      .map(strip)
      .join("\n"),
  };
  const small = lang === "en" && sent.english[line];
  if (small) made.small = small;
  if (sent.notes[lang][line]) made.note = sent.notes[lang][line];
  if (sent.terms[line]) made.terms = sent.terms[line];
  if (across !== 1) made.across = across;
  if (line === marked) made.here = true;
  if (hits.has(line)) made.hit = true;
  if (down !== 1) made.down = down;
  return made;
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
  const rows = rowsWith(sent, find);
  if (!rows.length) return NOTHING;
  const said = data.blocks["document.lines"].words[lang];
  const more = rows.length > sent.most ? fill(said.most, { most: sent.most }) : "";
  const made = sent.made[lang];
  const conditions = data.blocks["document.controls"].made[lang].items;
  return table(sent, state, {
    rows,
    given: given(conditions, state, data.words[lang], rows.length, sent.values.text.length),
    most: sent.most,
    said: {
      ...made,
      shown: {
        ...made.shown,
        caption: fill(said.hits, { count: rows.length }) + more,
        marks: words(find),
      },
      subject: said.texts,
      code: `yb.find_text(${repr(find)}, **which)`,
    },
  });
}

/** @type {Record<string, Block>} */
export const document = {
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  found,
  contents,
  lines,
  hits,
  held,
  cite,
};
