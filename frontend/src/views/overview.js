// Overview: the headline figures, what they are made of, every figure that is stated.

import { chart } from "../drawings.js";
import { table } from "../tables.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Record<string, Block>} */
export const overview = {
  figures: (sent, state) => ({ shown: sent.made[state.lang] }),
  chart,
  table,
};
