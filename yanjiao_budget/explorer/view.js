// Draws what Python sends, and tells Python what was chosen. Every text is set as text, never as markup.

const WAIT = 1500; // After this many milliseconds without an answer the next choice is sent anyway.
const ROWS = 100; // Of a table, drawn at first.
const CLOSERS = { indicator: "card.close", tie: "trust.working.close" }; // What closes what a field opens.
const FOCUSABLE = "button, select, input, textarea, summary, [tabindex]";

/** Make an element: attributes, listeners (on…), then children; null children are left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  // JupyterLab takes keys for itself unless the focused element says otherwise: one around it is too late.
  if (element.matches(FOCUSABLE)) element.dataset.lmSuppressShortcuts = "true";
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Put a text into an element with the words searched for marked. */
function marked(text, words) {
  const found = [];
  const small = normal(text);
  for (const word of words.map(normal).filter(Boolean)) {
    for (let at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  const parts = [];
  let end = 0;
  for (const [from, to] of found) {
    if (to <= end) continue;
    parts.push(text.slice(end, Math.max(from, end)), make("mark", {}, text.slice(Math.max(from, end), to)));
    end = to;
  }
  return [...parts, text.slice(end)];
}

/** Fold case and width, one sign to one, as the search does. */
function normal(text) {
  return text.replace(/[\s\S]/g, (sign) => {
    const code = sign.charCodeAt(0);
    const narrow = code === 0x3000 ? " " : code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : sign;
    const lower = narrow.toLowerCase();
    return lower.length === 1 ? lower : narrow;
  });
}

/** Whether this system draws Chinese: without a font, all its signs look alike. */
function hasChinese() {
  const ink = (text) => {
    const canvas = make("canvas", { width: 40, height: 40 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.font = "32px 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";
    pen.fillText(text, 2, 34);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  return ink("财") !== ink("政");
}

function render({ model, el }) {
  const root = make("div", { class: "yb" });
  const live = make("div", { class: "yb-hidden", role: "status", "aria-live": "polite" });
  const slots = new Map(); // Name of a block to what is on the page of it.
  let words = {};
  let shared = "";
  let busy = 0;
  let waiting = {};
  let library = null;
  let fontNote = false;
  let arrived = {}; // The line and what was open on the page before.
  const openers = {}; // What opened each, and is gone back to when it closes.
  el.append(root, live);

  // Choices

  /** Set fields of the state, once the page has caught up with the ones before. */
  function choose(fields) {
    Object.assign(waiting, fields);
    if (!busy) flush();
  }

  function flush() {
    const fields = Object.entries(waiting).filter(([name, value]) => model.get(name) !== value);
    waiting = {};
    if (!fields.length) return;
    root.dataset.busy = "true";
    busy = setTimeout(settled, WAIT);
    for (const [name, value] of fields) model.set(name, value);
    model.save_changes();
    if (fields.some(([name]) => name === "view" || name === "line")) remember = true;
  }
  let remember = false;

  function settled() {
    clearTimeout(busy);
    busy = 0;
    delete root.dataset.busy;
    flush();
  }

  function ask(kind, more = {}) {
    model.send({ kind, ...more });
  }

  // Blocks

  function button(text, fields, more = {}) {
    return make("button", { type: "button", onclick: () => choose(fields), ...more }, text);
  }

  function lineLinks(lines, key) {
    return lines.map((line, at) =>
      button(line.text, line.set, {
        class: "yb-line",
        "data-key": `${key}.${line.text}`,
        "aria-label": `${words.line} ${line.text}`,
      }),
    );
  }

  function frame(block) {
    words = block.words;
    root.lang = block.lang;
    if (fontNote) block.notices = [...block.notices, words.no_font];
    const { language, disclosures } = block;
    return make(
      "header",
      {},
      make(
        "div",
        { class: "yb-top" },
        make("h2", {}, block.title),
        button(language.text, language.set, { lang: language.lang, class: "yb-language", "data-key": "language" }),
      ),
      make("p", { class: "yb-small" }, block.below),
      disclosures.options.length < 2
        ? null
        : make(
            "label",
            {},
            `${disclosures.label} `,
            make(
              "select",
              { "data-key": "disclosure", onchange: (event) => choose(disclosures.options[event.target.selectedIndex].set) },
              disclosures.options.map((one) => make("option", { selected: one.here }, one.text)),
            ),
          ),
      ...block.notices.map((text) =>
        make(
          "p",
          { class: "yb-notice", role: "alert" },
          `${text} `,
          make("button", { type: "button", onclick: () => ((fontNote = false), ask("dismiss")) }, block.dismiss),
        ),
      ),
      make(
        "nav",
        { "aria-label": block.views_label },
        block.views.map((view) =>
          button(view.text, view.set, {
            class: "yb-tab",
            "data-key": `view.${view.set.view}`,
            "aria-current": view.here ? "page" : null,
          }),
        ),
      ),
    );
  }

  function control(item) {
    const key = `control.${item.field}`;
    const set = (value) => choose({ [item.field]: value });
    const options = (all) => all.map((one) => make("option", { selected: one.value === item.value }, one.text));
    if (item.type === "switch") {
      return make(
        "fieldset",
        {},
        make("legend", {}, item.label),
        item.options.map((one) =>
          button(one.text, { [item.field]: one.value }, {
            "data-key": `${key}.${one.value}`,
            "aria-pressed": String(one.value === item.value),
          }),
        ),
      );
    }
    if (item.type === "choice") {
      const list = make(
        "select",
        { "data-key": key, onchange: () => set([...item.options, ...item.apart][list.selectedIndex].value) },
        options(item.options),
        item.apart.length ? make("optgroup", { label: item.called }, options(item.apart)) : null,
      );
      return make("label", {}, make("span", {}, item.label), list);
    }
    if (item.type === "slider") {
      const number = make("input", { type: "number", min: 0, max: 100, step: 1, value: item.value, "data-key": `${key}.number`, "aria-label": item.label });
      const range = make("input", { type: "range", min: 0, max: 100, step: 1, value: item.value, "data-key": key });
      range.addEventListener("input", () => ((number.value = range.value), set(Number(range.value))));
      number.addEventListener("input", () => {
        if (number.value === "" || !number.validity.valid) return;
        range.value = number.value;
        set(Number(number.value));
      });
      return make("label", {}, make("span", {}, item.label), make("span", { class: "yb-slider" }, range, number));
    }
    const input = make("input", { type: "search", value: item.value, placeholder: item.hint, maxlength: 200, "data-key": key });
    input.addEventListener("input", (event) => {
      if (!event.isComposing) set(input.value); // Else Chinese is still being typed.
    });
    input.addEventListener("compositionend", () => set(input.value));
    return make("label", {}, make("span", {}, item.label), input);
  }

  function heads(block, name) {
    const [column, down] = [block.sort.replace(/^-/, ""), block.sort.startsWith("-")];
    return block.columns.map((one) => {
      if (block.close) return make("th", { scope: "col", class: one.number ? "yb-number" : null }, one.heading); // In its own order.
      const here = one.name === column;
      const state = here ? (down ? "descending" : "ascending") : null;
      return make(
        "th",
        { scope: "col", "aria-sort": state, class: one.number ? "yb-number" : null },
        button([one.heading, here ? make("span", { "aria-hidden": "true" }, down ? " ▼" : " ▲") : null], { sort: here && !down ? `-${one.name}` : one.name }, { "data-key": `${name}.${one.name}` }),
      );
    });
  }

  function lineOf(block, name, at) {
    const cells = block.rows[at].map((cell, place) =>
      make("td", { class: block.columns[place].number ? "yb-number" : null }, content(cell, `${name}.${at}.${place}`, block.marks ?? [])),
    );
    return make("tr", {}, cells);
  }

  function table(block, name) {
    const rows = block.rows.map((_, at) => at);
    const body = make("tbody", {}, rows.slice(0, ROWS).map((at) => lineOf(block, name, at)));
    // A browser takes longer over a long table than over all the rest of a view.
    const all = make("button", { type: "button", "data-key": `${name}.all` }, block.all);
    all.addEventListener("click", () => {
      const now = slots.get(name).block;
      body.append(...rows.slice(body.rows.length).map((at) => lineOf(now, name, at)));
      all.remove();
      body.rows[ROWS].querySelector("button")?.focus();
    });
    const close = block.close;
    return make(
      "section",
      { class: close ? "yb-card" : null },
      close
        ? make("div", { class: "yb-top" }, make("h3", {}, block.caption), button(close.text, close.set, { "data-key": `${name}.close` }))
        : null,
      close ? block.below.map((text) => make("p", {}, text)) : null,
      make(
        "div",
        { class: "yb-scroll", tabindex: 0, role: "region", "aria-label": block.caption },
        make("table", {}, make("caption", { class: close ? "yb-hidden" : null }, block.caption), make("thead", {}, make("tr", {}, heads(block, name))), body),
        rows.length > ROWS ? all : null,
      ),
      rows.length ? null : make("p", {}, block.empty),
      close ? null : (block.below ?? []).map((text) => make("p", { class: "yb-small" }, text)),
      downloads(name, ["csv", "xlsx", "parquet"], block.caption),
    );
  }

  /** Change only the cells of a table that differ, where it has the same columns and as many rows. */
  function patched({ element, block, before }, name) {
    const shape = (one) => JSON.stringify([one.caption, one.columns.map((column) => column.name), one.rows.length, one.marks, one.below]);
    if (block.kind !== "table" || before?.kind !== "table" || shape(block) !== shape(before)) return false;
    element.querySelector("thead tr").replaceChildren(...heads(block, name));
    [...element.querySelector("tbody").rows].forEach((line, at) =>
      block.rows[at].forEach((cell, place) => {
        if (JSON.stringify(cell) === JSON.stringify(before.rows[at][place])) return;
        line.cells[place].replaceChildren(...[content(cell, `${name}.${at}.${place}`, block.marks ?? [])].flat(Infinity).filter(Boolean));
      }),
    );
    return true;
  }

  function content(cell, key, marks) {
    if (cell === null || typeof cell === "string") return marked(cell ?? "", marks);
    if (cell.lines) return lineLinks(cell.lines, key);
    const text = cell.set ? button(cell.text, cell.set, { class: "yb-link", "data-key": key }) : make("span", {}, cell.text);
    return [text, cell.small ? make("div", { class: "yb-small", lang: "zh-Hans" }, cell.small) : null, cell.about ? defined(cell.about, key) : null];
  }

  /** What the document says that a term means, unfolded by a click or a key. */
  function defined(about, key) {
    return make(
      "details",
      { class: "yb-about" },
      make("summary", { "data-key": `${key}.about` }, about.text),
      make("div", {}, about.says),
      about.small ? make("div", { class: "yb-small", lang: "zh-Hans" }, about.small) : null,
      button(about.line.text, about.line.set, { class: "yb-link", "data-key": `${key}.about.line` }),
    );
  }

  function downloads(name, forms, title) {
    return make(
      "p",
      { class: "yb-downloads" },
      make("span", { class: "yb-small" }, `${slots.get("frame").block.download}: `),
      forms.map((form) =>
        make("button", { type: "button", "data-key": `${name}.${form}`, "aria-label": `${form.toUpperCase()}: ${title}`, onclick: () => ask("download", { block: name, form }) }, form.toUpperCase()),
      ),
    );
  }

  function chart(block, name) {
    const place = make("div", { class: "yb-chart", role: "img", "aria-label": block.text });
    const scroll = make("div", { class: "yb-scroll", tabindex: 0, role: "region", "aria-label": block.title }, place);
    draw(place, block, name);
    return make("figure", {}, scroll, downloads(name, ["svg", "png", "html"], block.title));
  }

  /** Draw a chart aside, then put it in its place: the one before stays until then. */
  async function draw(place, block, name) {
    if (!place.hasChildNodes()) place.textContent = words.drawing;
    place.setAttribute("aria-busy", "true");
    library ??= load();
    const { embed } = await library;
    const drawn = make("div");
    const result = await embed(drawn, block.specification, { actions: false, renderer: "svg" });
    const slot = slots.get(name);
    if (slot?.block !== block) return result.finalize();
    if (block.click) {
      result.view.addEventListener("click", (_, item) => {
        const value = item?.datum?.[block.click];
        if (value !== undefined) choose({ ...block.also, [block.click]: value });
      });
    }
    place.replaceChildren(drawn);
    place.removeAttribute("aria-busy");
    place.dataset.drawn = String(Number(place.dataset.drawn ?? 0) + 1);
    slot.finish?.();
    slot.finish = () => result.finalize();
  }

  let scriptArrived = null;
  function load() {
    ask("script");
    return new Promise((resolve) => (scriptArrived = resolve));
  }

  const kinds = {
    frame,
    table,
    chart,
    nothing: () => null,
    heading: (block) => make("div", {}, block.text ? make("h3", {}, block.text) : null, block.below ? make("p", {}, block.below) : null),
    note: (block) => make("p", { class: "yb-note" }, `${block.text} `, lineLinks(block.lines, "note"), block.action ? button(block.action, block.set, { "data-key": "note.action" }) : null),
    controls: (block) => make("form", { class: "yb-controls", onsubmit: (event) => event.preventDefault() }, block.items.map(control)),
    trail: (block) =>
      make(
        "nav",
        { class: "yb-trail", "aria-label": block.label },
        make("ol", {}, block.steps.map((step, at) => make("li", {}, at + 1 < block.steps.length ? button(step.text, step.set, { class: "yb-link", "data-key": `trail.${at}` }) : make("span", { "aria-current": "location" }, step.text)))),
      ),
    figures: (block) =>
      make(
        "ul",
        { class: "yb-figures" },
        block.items.map((item, at) =>
          make(
            "li",
            {},
            make("div", { class: "yb-label" }, item.label, item.small ? make("span", { class: "yb-small", lang: "zh-Hans" }, ` ${item.small}`) : null),
            make("div", { class: "yb-value" }, item.value, make("span", { class: "yb-small" }, ` ${item.unit}`)),
            item.notes.map((text) => make("div", { class: "yb-small" }, text)),
            button(item.line.text, item.line.set, { class: "yb-line", "data-key": `figure.${at}` }),
            item.about ? defined(item.about, `figure.${at}`) : null,
          ),
        ),
      ),
    card: (block) =>
      make(
        "section",
        { class: "yb-card", "aria-label": block.title },
        make("div", { class: "yb-top" }, make("h3", {}, block.title), button(block.close.text, block.close.set, { "data-key": "card.close" })),
        make("dl", {}, block.terms.map(([term, text]) => [make("dt", {}, term), make("dd", {}, text)])),
        make(
          "div",
          { class: "yb-scroll", tabindex: 0, role: "region", "aria-label": block.title },
          make(
            "table",
            {},
            make("thead", {}, make("tr", {}, block.headings.map((text) => make("th", { scope: "col" }, text)))),
            make("tbody", {}, block.steps.map((row, at) => make("tr", {}, row.map((cell, place) => make("td", {}, content(cell, `step.${at}.${place}`, [])))))),
          ),
        ),
        block.groups.map(([title, findings], group) => [
          make("h4", {}, title),
          make("ul", {}, findings.map((one, at) => make("li", {}, one.text, make("div", { class: "yb-small" }, `${one.small} `, lineLinks(one.lines, `finding.${group}.${at}`))))),
        ]),
      ),
    lines: (block) =>
      make(
        "section",
        { class: "yb-lines" },
        make("h3", {}, block.caption),
        make(
          "ol",
          {},
          block.rows.map((row) =>
            make(
              "li",
              { "aria-current": row.here ? "true" : null },
              button(row.line.text, row.line.set, { class: "yb-line", "data-key": `line.${row.line.text}`, "aria-label": `${words.line} ${row.line.text}` }),
              make("div", { lang: row.text ? "zh-Hans" : null, class: row.text ? null : "yb-small" }, row.text ? marked(row.text, block.marks) : row.empty, row.small ? make("div", { class: "yb-small", lang: "en" }, row.small) : null, row.about.map((one, place) => make("div", { lang: root.lang }, defined(one, `line.${row.line.text}.${place}`)))),
            ),
          ),
        ),
        make("p", {}, block.steps.map((step, at) => button(step.text, step.set, { "data-key": `lines.${at}` }))),
      ),
    copies: (block, name) => {
      const items = block.items.map(([term, text], at) => {
        const field = make("textarea", { readonly: true, rows: text.split("\n").length + (text.length > 90 ? 1 : 0), "aria-label": term, onfocus: (event) => event.target.select() });
        field.value = text;
        const copy = make("button", { type: "button", "data-key": `${name}.copy.${at}`, "aria-label": `${block.copy}: ${term}`, onclick: () => copied(field) }, block.copy);
        return make("div", { class: "yb-copy" }, make("span", {}, term), field, copy);
      });
      return block.folded
        ? make("details", { open: slots.get("take")?.element?.firstChild?.open ?? false }, make("summary", {}, block.title), items)
        : make("section", {}, make("h3", {}, block.title), items);
    },
  };

  async function copied(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // A page without leave to use the clipboard still has this.
    }
    live.textContent = words.copied;
  }

  // Messages

  /** Draw the blocks that changed, and keep the focus where it was. */
  function page({ order, blocks, shared: now }) {
    const focus = root.contains(document.activeElement) ? document.activeElement : null;
    const key = focus?.dataset.key;
    const typed = focus?.type === "search" || focus?.type === "number" ? { value: focus.value, at: focus.selectionStart } : null;
    for (const [name, slot] of [...slots]) {
      if (!order.includes(name)) {
        slot.finish?.();
        slot.element.remove();
        slots.delete(name);
      }
    }
    let before = null;
    for (const name of order) {
      let slot = slots.get(name);
      if (!slot) slots.set(name, (slot = { element: make("div", { "data-block": name }) }));
      if (blocks[name]) slot.block = blocks[name];
      const next = before ? before.nextSibling : root.firstChild;
      if (slot.element !== next) root.insertBefore(slot.element, next);
      before = slot.element;
    }
    for (const name of order.filter((one) => blocks[one])) {
      const slot = slots.get(name);
      const kept = slot.block.kind === "chart" && slot.drawn === "chart" ? slot.element.querySelector(".yb-chart") : null;
      if (kept) {
        kept.setAttribute("aria-label", slot.block.text);
        draw(kept, slot.block, name);
      } else if (!patched(slot, name)) slot.element.replaceChildren(...[kinds[slot.block.kind](slot.block, name)].filter(Boolean));
      slot.drawn = slot.block.kind;
      slot.before = slot.block;
    }
    const find = (one) => (one ? root.querySelector(`[data-key="${CSS.escape(one)}"]`) : null);
    const was = arrived;
    arrived = Object.fromEntries(["line", ...Object.keys(CLOSERS)].map((field) => [field, model.get(field)]));
    const field = Object.keys(arrived).find((one) => arrived[one] !== was[one]);
    const moved = !shared || !field
      ? null
      : field === "line"
        ? root.querySelector(".yb-lines [aria-current] button")
        : find(CLOSERS[field]) ?? find(openers[field]);
    if (CLOSERS[field] && arrived[field] && !was[field]) openers[field] = key;
    const again = find(key);
    // What a click leads to may be far from it: go there, and on a new view to its tab.
    if (moved || (key && !again)) (moved || root.querySelector("nav [aria-current]"))?.focus();
    else if (again && document.activeElement !== focus) {
      again.focus({ preventScroll: true });
      if (typed) {
        again.value = typed.value;
        if (again.type === "search") again.setSelectionRange(typed.at, typed.at);
      }
    }
    if (model.get("in_page") && now !== shared) {
      const address = `${location.pathname}?state=${encodeURIComponent(now)}`;
      history[remember && shared ? "pushState" : "replaceState"]({ state: now }, "", address);
    }
    remember = false;
    shared = now;
    settled();
  }

  const answers = {
    page,
    failed: ({ text }) => {
      live.textContent = `${words.failed} ${text}`;
      root.firstChild?.append(make("p", { class: "yb-notice", role: "alert" }, `${words.failed} ${text}`));
      settled();
    },
    file: ({ name }, [data]) => {
      const address = URL.createObjectURL(new Blob([data]));
      make("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    },
    script: async (_, [source]) => {
      const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      scriptArrived(import(/* webpackIgnore: true */ address));
    },
    font: async (_, [data]) => {
      const face = new FontFace("Noto Sans CJK SC", data.buffer ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) : data);
      document.fonts.add(await face.load());
      fontNote = true;
      ask("hello", { language: navigator.language });
    },
  };

  const answer = (content, buffers) => answers[content.kind]?.(content, buffers);
  const back = (event) => event.state?.state !== undefined && ask("open", { state: event.state.state });
  model.on("msg:custom", answer);
  if (model.get("in_page")) addEventListener("popstate", back);
  ask("hello", { language: navigator.language });
  if (!hasChinese()) ask("font");
  return () => {
    model.off("msg:custom", answer);
    removeEventListener("popstate", back);
    for (const slot of slots.values()) slot.finish?.();
  };
}

export default { render };
