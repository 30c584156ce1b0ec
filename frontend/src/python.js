// Values as Python writes them, so that code, addresses and files are the same whoever writes them.

/** A number as `{:g}` writes it: six digits at most. @param {number} value @returns {string} */
export function general(value) {
  if (value === 0) return "0";
  const [digits, power] = value.toExponential(5).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const plain = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
    return `${plain}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return String(Number(value.toPrecision(6)));
}

/** A float as `str` writes it. @param {number} value @returns {string} */
export function float(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${value}.0`;
  const [digits, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) return String(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** A whole number with commas. @param {number} value @returns {string} */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Text as a literal of Python. @param {string} text @returns {string} */
export function repr(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = Array.from(text, (sign) => {
    if (sign === quote || sign === "\\") return `\\${sign}`;
    const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[sign];
    if (named) return named;
    if (sign === " " || !/[\p{C}\p{Z}]/u.test(sign)) return sign;
    const code = /** @type {number} */ (sign.codePointAt(0));
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
  return quote + inner.join("") + quote;
}

/** Text within an address, as `urlencode` writes it. @param {string} text @returns {string} */
export function quoted(text) {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");
}

/** Text within a page's markup. @param {string} text @returns {string} */
export function html(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/**
 * Put values into the places of a sentence: `{count}`. What is put in is not looked into again.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(text, values) {
  return text.replace(/\{(\w*)\}/g, (_, name) => String(values[name]));
}
