// Year on year: every stated change with its reason, and the year before's own disclosure.

import { chart } from "../drawings.js";
import { table } from "../tables.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const years = {
  chart,
  table,
  before: said,
  counts: table,
  bars: table,
  compared: chart,
  pairs: table,
  cells: table,
  beyond: said,
  missing: table,
};
