// Bodies: the disclosures of a year side by side, and what of them cannot be compared.

import { chart } from "../drawings.js";
import { table } from "../tables.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const bodies = {
  said,
  chart,
  table,
  rules: table,
  beyond: said,
  caveats: table,
  lacking: table,
};
