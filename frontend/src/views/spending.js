// Money: the responsibilities, a click into the activities of one, what is bought, what is owned.

import { chart } from "../drawings.js";
import { ordered, orderBy, table } from "../tables.js";
import { withValues } from "../controls.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const spending = {
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  trail: (sent, state) => ({ shown: sent[state.responsibility].made[state.lang] }),
  chart: (sent, state, data) => {
    const key = `${state.responsibility}.${state.measure}`;
    const made = chart(sent[key], state);
    if (!made.chart) return made;
    // Its bars stand in the order of the table's rows.
    const listed = data.blocks["spending.table"][key];
    const { columns } = listed.made[state.lang].shown;
    const rows = made.chart.rows.map((/** @type {any} */ _, /** @type {number} */ at) => at);
    const order = ordered(listed, orderBy(state.sort, columns, listed.own), columns, rows);
    return { ...made, chart: { ...made.chart, rows: order.map((at) => made.chart?.rows[at]) } };
  },
  table: (sent, state) => table(sent[`${state.responsibility}.${state.measure}`], state),
  bought: said,
  bought_chart: chart,
  bought_table: table,
  purchases: table,
  owned: said,
  owned_chart: chart,
  assets: table,
};
