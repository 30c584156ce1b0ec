// Overview: what stands out, the headline figures, what they are made of, every figure that is stated.

import { chart } from "../drawings.js";
import { table } from "../tables.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const overview = {
  sentences: said,
  figures: said,
  chart,
  table,
};
