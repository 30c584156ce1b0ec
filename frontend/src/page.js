// The page of a state: the blocks of its view, and what stands above and below them.

import { fill, html, repr } from "./python.js";
import { bodies } from "./views/bodies.js";
import { document } from "./views/document.js";
import { grading } from "./views/grading.js";
import { overview } from "./views/overview.js";
import { spending } from "./views/spending.js";
import { trust } from "./views/trust.js";
import { years } from "./views/years.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./tables.js").Made} Made
 * @typedef {Record<string, any>} Json
 * @typedef {{ address: string, hosted: boolean }} Place The page's address, and whether others reach it.
 * @typedef {(sent: Json, state: State, data: Json) => Made} Block
 *   A block: what Python sent for it, the state, and all of the disclosure; it changes none of them.
 */

/** @type {Record<string, Record<string, Block>>} */
export const VIEWS = { overview, spending, grading, years, bodies, trust, document };
const HTML = { en: "en", zh: "zh-Hans" };

/**
 * The blocks of the state's view, in order, by name.
 * @param {Json} data A disclosure, and what all have in common.
 * @param {State} state
 * @returns {Record<string, Made>}
 */
export function blocks(data, state) {
  const made = Object.entries(VIEWS[state.view]).map(([short, block]) => {
    const name = `${state.view}.${short}`;
    return [name, attempted(() => block(sentFor(data, name), state, data), data, state)];
  });
  return Object.fromEntries(made);
}

/**
 * What Python sent for a block, or an error that says why it could not.
 * @param {Json} data
 * @param {string} name
 * @returns {Json}
 */
function sentFor(data, name) {
  const sent = data.blocks[name];
  if (sent?.failed) throw sent.failed;
  return sent;
}

/**
 * A block, or a note that it could not be made.
 * @param {() => Made} make
 * @param {Json} data
 * @param {State} state
 */
function attempted(make, data, state) {
  try {
    return make();
  } catch (error) {
    const text = fill(data.words[state.lang].broken, { error: String(error) });
    return { shown: { kind: "note", text, action: "", set: null, lines: [] } };
  }
}

/**
 * What stands above every view: title, views, language, disclosures, notices.
 * @param {Json} data
 * @param {State} state
 * @param {string[]} notices
 */
export function header(data, state, notices) {
  const said = data.words[state.lang];
  const other = state.lang === "en" ? "zh" : "en";
  const { title, disclosures } = data.header[state.lang];
  return {
    kind: "frame",
    lang: HTML[state.lang],
    title,
    below: said.below,
    views: data.views.map((/** @type {string} */ view) => ({
      text: data.viewNames[state.lang][view],
      set: { view, sort: "" },
      here: view === state.view,
    })),
    views_label: said.views,
    language: { text: said.other_language, lang: HTML[other], set: { lang: other } },
    disclosures: {
      label: said.disclosure,
      options: disclosures.map((/** @type {Json} */ one) => ({
        text: one.text,
        set: { year: one.year, body: one.body },
        here: one.year === state.year && one.body === state.body,
      })),
    },
    notices,
    dismiss: said.dismiss,
  };
}

/**
 * The link to a view, and the frame that shows it in an article.
 * @param {Json} data
 * @param {State} state
 * @param {string} shared
 * @param {Place} place
 */
function addressed(data, state, shared, { address, hosted }) {
  const said = data.words[state.lang];
  const source = html((hosted ? address : said.hosted_address) + shared);
  // It may run, save and print; its own scripts are all that its policy allows.
  const may = 'sandbox="allow-scripts allow-downloads allow-modals" allow="clipboard-write"';
  const title = html(data.header[state.lang].title);
  const look = 'width="100%" height="720" style="border: 0" loading="lazy"';
  return [
    [said.link, address + shared],
    [
      hosted ? said.frame_code : said.frame_code_file,
      `<iframe src="${source}" title="${title}" ${look} ${may}></iframe>`,
    ],
  ];
}

/**
 * What may be taken along: the citation, the state to share, the code of each table.
 * @param {Json} data
 * @param {State} state
 * @param {Record<string, Made>} made
 * @param {string} shared
 * @param {Place | null} place Where the page is; null where it has no address.
 */
export function footer(data, state, made, shared, place) {
  const said = data.words[state.lang];
  const which = `{'year': ${state.year}, 'body': ${repr(state.body)}}`;
  const codes = Object.values(made)
    .filter((one) => one.code)
    .map((one) => [
      fill(said.frame, { caption: one.shown.caption }),
      `import yanjiao_budget as yb\nwhich = ${which}\n${one.code}`,
    ]);
  return {
    kind: "copies",
    title: said.take,
    copy: said.copy,
    folded: true,
    cited: said.file_cited + data.cited[state.lang],
    files: [
      ...(place ? [["print", said.print_brief]] : []), // A notebook prints all of its page.
      ["xlsx", said.all_xlsx],
      ["zip", said.all_zip],
    ],
    items: [
      [said.cited_zh, data.cited.zh],
      [said.cited_en, data.cited.en],
      [said.swhid, data.swhid],
      [said.shared, shared],
      ...(place ? addressed(data, state, `#${shared}`, place) : []),
      [said.python, `yb.explore(state=${repr(shared)})`],
      ...codes,
    ],
  };
}
