// The data of the page: what every disclosure has in common, and one disclosure at a time.

/** @typedef {Record<string, any>} Json */

/**
 * All that the views of a disclosure need.
 * @param {Json} common
 * @param {Json} disclosure
 * @returns {Json}
 */
export function joined(common, disclosure) {
  return { ...common, ...disclosure, choices: { ...common.choices, ...disclosure.choices } };
}

/**
 * JSON out of what Python packed.
 * @param {Uint8Array<ArrayBuffer>} packed
 * @returns {Promise<Json>}
 */
export async function unpacked(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Bytes out of base64. @param {string} text */
export function bytes(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
