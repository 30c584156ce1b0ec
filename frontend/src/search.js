// Words as the search folds them: half-width, in small letters, as long as they were.

// What parts words in Python.
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** A text without the space around it, as Python takes it off. @param {string} text */
export function strip(text) {
  return text.replace(new RegExp(`^${SPACE.source}|${SPACE.source}$`, "g"), "");
}

/** Fold case and width. @param {string} text @returns {string} */
export function normal(text) {
  const narrow = text
    .replace(/\u3000/g, " ")
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\ud800-\udfff]/gu, "\ufffd");
  const lower = narrow.toLowerCase();
  if (Array.from(lower).length === Array.from(narrow).length) return lower;
  // A few letters grow when they are made small.
  return Array.from(narrow, (sign) => {
    const small = sign.toLowerCase();
    return Array.from(small).length === 1 ? small : sign;
  }).join("");
}

/** The words of a query, folded. @param {string} query @returns {string[]} */
export function words(query) {
  return normal(query).split(SPACE).filter(Boolean);
}

/** Whether a text has nothing but space, as Python tells. @param {string} text */
export function isBlank(text) {
  return !text.split(SPACE).some(Boolean);
}

/**
 * A text in parts, those that are words searched for marked.
 * @param {string} text
 * @param {string[]} marks
 * @returns {{ text: string, marked: boolean }[]}
 */
export function parts(text, marks) {
  const small = normal(text);
  /** @type {[number, number][]} */
  const found = [];
  for (const word of marks) {
    for (let at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  const all = [];
  let end = 0;
  for (const [from, to] of found) {
    if (to <= end) continue;
    if (from > end) all.push({ text: text.slice(end, from), marked: false });
    all.push({ text: text.slice(Math.max(from, end), to), marked: true });
    end = to;
  }
  if (end < text.length) all.push({ text: text.slice(end), marked: false });
  return all;
}
