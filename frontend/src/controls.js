// Controls with what is chosen now.

/**
 * @param {Record<string, any>} shown
 * @param {import("./state.js").State} state
 * @returns {import("./tables.js").Made}
 */
export function withValues(shown, state) {
  const items = shown.items.map((/** @type {any} */ item) => ({
    ...item,
    value: state[/** @type {keyof typeof state} */ (item.field)],
  }));
  return { shown: { ...shown, items } };
}
