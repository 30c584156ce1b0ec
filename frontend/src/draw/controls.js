// Controls: lists, switches, words, the slider of a percentage.

import { button } from "./blocks.js";
import { make } from "./elements.js";

/** @typedef {Record<string, any>} Json */

/** @param {Json} item @param {string} key @param {import("./blocks.js").Tools} tools */
function switched(item, key, tools) {
  const options = item.options.map((/** @type {Json} */ one) =>
    button(
      tools,
      one.text,
      { [item.field]: one.value },
      {
        "data-key": `${key}.${one.value}`,
        "aria-pressed": String(one.value === item.value),
      },
    ),
  );
  return make("fieldset", {}, make("legend", {}, item.label), options);
}

/** @param {Json} item @param {string} key @param {import("./blocks.js").Tools} tools */
function choice(item, key, tools) {
  const option = (/** @type {Json} */ one) =>
    make("option", { selected: one.value === item.value }, one.text);
  const all = [...item.options, ...item.apart];
  const list = make(
    "select",
    { "data-key": key, onchange: () => tools.choose({ [item.field]: all[list.selectedIndex].value }) },
    item.options.map(option),
    item.apart.length ? make("optgroup", { label: item.called }, item.apart.map(option)) : null,
  );
  return make("label", {}, make("span", {}, item.label), list);
}

/** @param {Json} item @param {string} key @param {import("./blocks.js").Tools} tools */
function slider(item, key, tools) {
  const set = (/** @type {string} */ value) => tools.choose({ [item.field]: Number(value) });
  const shared = { min: 0, max: 100, step: 1, value: item.value };
  const number = make("input", {
    type: "number",
    ...shared,
    "data-key": `${key}.number`,
    "aria-label": item.label,
  });
  const range = make("input", { type: "range", ...shared, "data-key": key });
  range.addEventListener("input", () => ((number.value = range.value), set(range.value)));
  number.addEventListener("input", () => {
    if (number.value === "" || !number.validity.valid) return;
    range.value = number.value;
    set(number.value);
  });
  return make("label", {}, make("span", {}, item.label), make("span", { class: "yb-slider" }, range, number));
}

/** @param {Json} item @param {string} key @param {import("./blocks.js").Tools} tools */
function words(item, key, tools) {
  const input = make("input", {
    type: "search",
    value: item.value,
    placeholder: item.hint,
    maxlength: 200,
    "data-key": key,
  });
  const set = () => tools.choose({ [item.field]: input.value });
  input.addEventListener("input", (/** @type {any} */ event) => {
    if (!event.isComposing) set(); // Else Chinese is still being typed.
  });
  input.addEventListener("compositionend", set);
  return make("label", {}, make("span", {}, item.label), input);
}

/**
 * @type {Record<string, (item: Json, key: string, tools: import("./blocks.js").Tools) => HTMLElement>}
 */
const TYPES = { switch: switched, choice, slider, words };

/** @type {import("./blocks.js").Kind} */
export function drawControls(block, _, tools) {
  const items = block.items.map((/** @type {Json} */ item) =>
    TYPES[item.type](item, `control.${item.field}`, tools),
  );
  return make(
    "form",
    { class: "yb-controls", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    items,
  );
}

/**
 * Show other values in the controls that stand there, so that none loses the focus.
 * @param {HTMLElement} form
 * @param {Json} block
 */
export function setValues(form, block) {
  for (const item of block.items) {
    const key = `control.${item.field}`;
    const all = /** @type {any[]} */ ([...form.querySelectorAll(`[data-key^="${key}"]`)]);
    for (const one of all) {
      if (one.tagName === "BUTTON")
        one.setAttribute("aria-pressed", String(one.dataset.key === `${key}.${item.value}`));
      else if (one.tagName === "SELECT") {
        one.selectedIndex = [...item.options, ...item.apart].findIndex(
          (option) => option.value === item.value,
        );
      } else if (one.type === "search" ? one.value !== item.value : Number(one.value) !== item.value) {
        one.value = item.value;
      }
    }
  }
}
