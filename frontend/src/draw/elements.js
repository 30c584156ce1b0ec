// Elements, made of text that is never markup.

import { parts } from "../search.js";

const FOCUSABLE = "button, select, input, textarea, summary, [tabindex]";

/** @typedef {any} Child A node, a text, nothing, or a list of these. */

/**
 * Make an element: attributes, listeners (on…), then children; those that are null are left out.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {...Child} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  // JupyterLab takes keys for itself unless the focused element says otherwise: one around it is too late.
  if (element.matches(FOCUSABLE)) element.dataset.lmSuppressShortcuts = "true";
  element.append(...present(children));
  return element;
}

/**
 * Children in one list, without those that are not there.
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
export function present(children) {
  const flat = /** @type {any[]} */ (children).flat(Infinity);
  return flat.filter((child) => child !== null && child !== undefined);
}

/** A text with the words searched for marked. @param {string} text @param {string[]} marks */
export function marked(text, marks) {
  return parts(text, marks).map((part) => (part.marked ? make("mark", {}, part.text) : part.text));
}
