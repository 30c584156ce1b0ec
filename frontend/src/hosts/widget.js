// A notebook: the state is that of a widget of Python, and so is what the page asks for.

import { unpacked } from "../data.js";
import { explore } from "../explorer.js";
import { FIELDS } from "../state.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {import("../state.js").State} State
 */

/**
 * Ask Python for something and wait for it.
 * @param {any} model
 * @returns {(kind: string, more?: Json) => Promise<{ content: Json, bytes: Uint8Array<ArrayBuffer> }>}
 */
function asker(model) {
  /** @type {Map<string, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  const own = Math.random(); // One widget may be shown in several places, which all hear the answers.
  let count = 0;
  model.on("msg:custom", (/** @type {Json} */ content, /** @type {any[]} */ buffers) => {
    const one = waiting.get(content.id);
    if (!one) return;
    waiting.delete(content.id);
    if (content.error) one.reject(new Error(content.error));
    else one.resolve({ content, bytes: buffers?.length ? view(buffers[0]) : new Uint8Array() });
  });
  return (kind, more = {}) =>
    new Promise((resolve, reject) => {
      count += 1;
      const id = `${own}.${count}`;
      waiting.set(id, { resolve, reject });
      model.send({ id, kind, ...more });
    });
}

/**
 * The bytes of a buffer, whatever the notebook has it in.
 * @param {any} data
 * @returns {Uint8Array<ArrayBuffer>}
 */
function view(data) {
  return data.buffer ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}

const PATIENCE = 100; // Milliseconds: a notebook takes as long over a choice as the view itself.

/**
 * The state in Python, and what was chosen since, which Python hears of once the view is painted. Until
 * then it stands beside the model: what Python answers to the choice before would undo it there.
 * @param {any} model
 */
function stateOf(model) {
  /** @type {Json} */
  let chosen = {};
  let waiting = 0;
  const inPython = () => Object.fromEntries(FIELDS.map((name) => [name, model.get(name)]));
  const current = () => /** @type {State} */ ({ ...inPython(), ...chosen });
  const tell = () => {
    clearTimeout(waiting);
    const fields = chosen;
    chosen = {};
    for (const [name, value] of Object.entries(fields)) model.set(name, value);
    model.save_changes();
  };
  const changed = (/** @type {Json} */ state) => {
    const known = inPython();
    chosen = Object.fromEntries(
      FIELDS.map((name) => [name, state[name]]).filter(([name, value]) => known[name] !== value),
    );
    clearTimeout(waiting);
    waiting = setTimeout(tell, PATIENCE);
  };
  return { current, changed, tell };
}

/** @param {{ model: any, el: HTMLElement }} widget */
export async function startWidget({ model, el }) {
  const ask = asker(model);
  const { current, changed, tell } = stateOf(model);
  /** @type {Promise<any> | null} */
  let library = null;
  /** @type {Map<string, Promise<Json>>} */
  const disclosures = new Map();
  const vegaText = async () => new TextDecoder().decode((await ask("vega")).bytes);

  const stop = await explore(
    {
      common: async () => unpacked((await ask("common")).bytes),
      disclosure: (year, body) => {
        const key = `${year} ${body}`;
        if (!disclosures.has(key))
          disclosures.set(
            key,
            ask("disclosure", { year, body }).then(({ bytes }) => unpacked(bytes)),
          );
        return /** @type {Promise<Json>} */ (disclosures.get(key));
      },
      open: (common) => {
        const state = current();
        if (model.get("language_of_reader")) {
          // A reader's own language, until the reader or Python says otherwise.
          state.lang = navigator.language.startsWith("zh") ? "zh" : "en";
          model.set("language_of_reader", false);
          changed(state);
          tell();
        }
        return { state, opened: common.opened, notices: model.get("notices") };
      },
      changed,
      listen: (heard) => {
        let [waiting, told] = [false, false];
        const moved = () => {
          // Several fields of one choice arrive one by one.
          if (waiting) return;
          waiting = true;
          queueMicrotask(() => {
            heard(current(), told ? model.get("notices") : undefined);
            [waiting, told] = [false, false];
          });
        };
        const notified = () => {
          told = true;
          moved();
        };
        for (const name of FIELDS) model.on(`change:${name}`, moved);
        model.on("change:notices", notified);
        return () => {
          for (const name of FIELDS) model.off(`change:${name}`, moved);
          model.off("change:notices", notified);
        };
      },
      place: null,
      scheme: (heard) => {
        // JupyterLab says so of its theme; another page that does not is taken for light.
        const { body } = document;
        const tell = () => heard(body.dataset.jpThemeLight === "false");
        const watch = new MutationObserver(tell);
        watch.observe(body, { attributeFilter: ["data-jp-theme-light"] });
        tell();
        return () => watch.disconnect();
      },
      vega: () => {
        library ??= vegaText().then(async (text) => {
          const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
          await import(/* webpackIgnore: true */ address);
          return /** @type {any} */ (globalThis).yanjiaoBudgetVega;
        });
        return library;
      },
      published: async () => unpacked((await ask("published")).bytes),
      font: async () => (await ask("font")).bytes,
      parts: async () => ({ .../** @type {any} */ ((await ask("parts")).content), vega: await vegaText() }),
      more: ["parquet"],
      take: async (block, form) => {
        tell();
        const { content, bytes } = await ask("take", { block, form });
        return { name: content.name, content: bytes };
      },
      dismissed: () => {
        model.set("notices", []);
        model.save_changes();
      },
    },
    el,
  );
  return () => {
    tell();
    stop();
  };
}
