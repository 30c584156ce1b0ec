// Citations of lines, in the form that Python gives them.

import { fill } from "./python.js";

const SWHID = /swh:1:cnt:[0-9a-f]{40}(?:;lines=\d+(?:-\d+)?)?/;

/**
 * The citation of a document as one of some lines of it.
 * @param {string} citation
 * @param {number[]} lines
 * @param {Record<string, string>} said The words of the page in the citation's language.
 * @param {number} most Where there are more ranges than this they are counted; 0 for no limit.
 * @returns {string}
 */
export function citeLines(citation, lines, said, most = 0) {
  const runs = runsOf(lines);
  if (!runs.length) return citation;
  const cited = `${withoutSwhid(citation).replace(/\.$/, "")}, ${where(runs, said, most)}.`;
  const identifier = SWHID.exec(citation)?.[0];
  if (!identifier) return cited;
  const run = runs.length === 1 ? `;lines=${[...new Set(runs[0])].join("-")}` : "";
  return `${cited} ${identifier}${run}.`;
}

/** @param {string} citation */
export function withoutSwhid(citation) {
  const found = SWHID.exec(citation);
  return found ? citation.slice(0, found.index).trimEnd() : citation;
}

/**
 * The first and the last of each run of lines that follow one another.
 * @param {number[]} lines
 * @returns {[number, number][]}
 */
function runsOf(lines) {
  const there = new Set(lines);
  const all = [...there].sort((one, other) => one - other);
  const starts = all.filter((line) => !there.has(line - 1));
  const ends = all.filter((line) => !there.has(line + 1));
  return starts.map((start, at) => [start, ends[at]]);
}

/** @param {[number, number][]} runs @param {Record<string, string>} said @param {number} most */
function where(runs, said, most) {
  const count = runs.reduce((sum, [start, end]) => sum + end - start + 1, 0);
  if (most && runs.length > most) {
    const last = /** @type {[number, number]} */ (runs.at(-1))[1];
    return fill(said.cited_most, { count, first: runs[0][0], last });
  }
  const ranges = runs.map((run) => [...new Set(run)].join("–"));
  const text = count === 1 ? said.cited_one_line : said.cited_several_lines;
  return fill(text, { lines: ranges.join(said.cited_comma) });
}
