// The front end without a browser: answers each line of JSON with what the page makes of it.
// Called with the file of what Python sends; `kit/front.py` starts it.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { joined } from "../../frontend/src/data.js";
import { csv } from "../../frontend/src/files/csv.js";
import { allTables, dataPackage } from "../../frontend/src/files/tables.js";
import { xlsx } from "../../frontend/src/files/xlsx.js";
import { blocks, footer } from "../../frontend/src/page.js";
import { whole } from "../../frontend/src/tables.js";
import { fromText, toText } from "../../frontend/src/state.js";

const { common, disclosures, published } = JSON.parse(
  readFileSync(process.argv[2], "utf-8"),
);
const pages = disclosures.map((one) => joined(common, one));
const pageOf = (year, body) =>
  pages.find((one) => one.year === year && one.body === body);
const choicesOf = (year, body) => pageOf(year, body)?.choices;

/** A block with the values of its rows in the place of what they are found by. */
function plain(made, data, state) {
  const { rows, ...rest } = made;
  if (!rows) return rest;
  const { sent, said, own } = rows;
  const values = Object.fromEntries(
    Object.entries(sent.values).map(([name, all]) => [
      name,
      rows.rows.map((row) => (own?.[name] ?? all)[row]),
    ]),
  );
  const content = csv(made, data, state);
  return {
    ...rest,
    values,
    headings: said.headings,
    formats: said.formats,
    csv: content,
  };
}

const base64 = (bytes) => Buffer.from(bytes).toString("base64");

const answers = {
  package: ({ state }) =>
    base64(dataPackage(published, pageOf(state.year, state.body))),
  workbook: ({ state, instead }) =>
    base64(
      allTables(instead ?? published, pageOf(state.year, state.body), state),
    ),
  files: ({ state, block, every }) => {
    const data = pageOf(state.year, state.body);
    const shown = blocks(data, state)[block];
    const made = every ? whole(shown) : shown;
    return {
      csv: csv(made, data, state),
      xlsx: base64(xlsx(made, data, state)),
      chosen: made.chosen,
    };
  },
  blocks: ({ state }) => {
    const data = pageOf(state.year, state.body);
    const made = blocks(data, state);
    return Object.fromEntries(
      Object.entries(made).map(([name, one]) => [
        name,
        plain(one, data, state),
      ]),
    );
  },
  text: ({ state, opened }) => toText(state, opened, common.version),
  read: ({ text, opened }) => fromText(text, opened, choicesOf, common.version),
  footer: ({ state, shared, place }) => {
    const data = pageOf(state.year, state.body);
    return footer(data, state, blocks(data, state), shared, place ?? null);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, ...content } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[kind](content))}\n`);
}
