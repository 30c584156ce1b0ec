// Trust: the ledger, the working of a tie, the findings by rule.

import { chart } from "../drawings.js";
import { NOTHING, table } from "../tables.js";

/** @typedef {import("../page.js").Block} Block */

/** @type {Block} */
const said = (sent, state) => ({ shown: sent.made[state.lang] });

/** @type {Record<string, Block>} */
export const trust = {
  answer: said,
  ledger: table,
  // In its own order: the terms of a sum.
  working: (sent, state) => (state.tie ? table(sent[state.tie], { ...state, sort: "" }) : NOTHING),
  caveat: said,
  unread: table,
  systemic: table,
  chart,
  rules: table,
};
