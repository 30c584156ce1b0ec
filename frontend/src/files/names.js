// Names of files that every system takes, as Python makes them.

const LONGEST = 180; // Bytes, of the 255 that file systems take.

/** @param {string} holds What the file holds, in words. @param {string} form */
export function fileName(holds, form) {
  const words = holds.replace(/[^\p{L}\p{N}_（）()·，、—-]+/gu, "_").replace(/^[_-]+|[_-]+$/g, "");
  const short = shortened(words);
  return `${["yanjiao_budget", short].filter(Boolean).join("_")}.${form}`;
}

/** As much of a text as so many bytes hold. @param {string} text */
function shortened(text) {
  let [bytes, kept] = [0, ""];
  for (const sign of text) {
    bytes += new TextEncoder().encode(sign).length;
    if (bytes > LONGEST) break;
    kept += sign;
  }
  return kept;
}

/**
 * Hand a file to the browser.
 * @param {string} name
 * @param {BlobPart} content
 * @param {string} type
 */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
