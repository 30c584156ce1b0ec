// Charts as they are shown and given: a specification's number, the rows, what follows from them.

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{ vega: number, rows?: Json[], title?: string, height?: number, domain?: string[],
 *   range?: string[], stays?: boolean }} Drawing
 *   One that `stays` is changed where it stands: its axis is sorted by itself, and not by its rows,
 *   whose order Vega keeps.
 */

/**
 * A chart that Python made, with its rows.
 * @param {Json} sent
 * @param {import("./state.js").State} state
 * @returns {import("./tables.js").Made}
 */
export function chart(sent, state) {
  const { shown, vega, rows, subject, unit, lines } = sent.made[state.lang];
  if (vega === undefined) return { shown };
  return { shown, chart: { vega, rows }, subject, unit, lines };
}
