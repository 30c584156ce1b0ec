// Trust: the ledger, the working of a tie, the findings by rule and one by one.

import { withValues } from "../controls.js";
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
  controls: (sent, state) => withValues(sent.made[state.lang], state),
  findings,
};

/** @type {Block} */
function findings(sent, state) {
  const said = sent.made[state.lang];
  const [column, wanted] = sent.chosen[state.rule];
  const all = said.cells.map((/** @type {any} */ _, /** @type {number} */ at) => at);
  const rows = all.filter((/** @type {number} */ at) => sent.values[column][at] === wanted);
  return table(sent, state, { rows, said: { ...said, before: sent.code[state.rule] } });
}
