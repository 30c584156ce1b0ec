// A chart as the place for it has it: no title or ground of its own, and names above their bars where it is narrow.

/** @typedef {Record<string, any>} Json */

const NARROW = 640; // Pixels: below these a name of usual length leaves a bar beside it no room.
const ABOVE = 18; // Pixels for a name above its bar.
const MOST_NAME = 0.42; // Of a wide place, for the names beside the bars.
const MARGIN = 20; // Pixels beside a chart, left and right together.
const APART = 8; // Pixels between the figures of an axis: where they come closer, every other is left out.
const LEGEND = 170; // Pixels for a name in a legend that has little room.

/** Whether a place is too narrow for names beside bars. @param {number} width */
export const isNarrow = (width) => width < NARROW;

/**
 * A specification without its title and its ground, which are the page's, fitted to a place.
 * @param {Json} spec
 * @param {number} width Of the place, in pixels.
 * @returns {Json}
 */
export function fitted(spec, width) {
  const { title: _, background: __, ...rest } = spec;
  return panel(isNarrow(width) ? raised(rest) : rest, width, spec.width);
}

/**
 * A panel, and those within it: names with their full text at hand, areas as wide as the panel.
 * @param {Json} spec
 * @param {number} width Of the place.
 * @param {number} natural The width that the chart was made for.
 * @returns {Json}
 */
function panel(spec, width, natural) {
  const found = { ...spec };
  if (spec.axes) found.axes = spec.axes.map((/** @type {Json} */ one) => axis(one, width));
  if (spec.legends) found.legends = spec.legends.map((/** @type {Json} */ one) => legend(one, width));
  if (spec.marks) {
    found.marks = spec.marks.map((/** @type {Json} */ mark) =>
      mark.type === "group" ? panel(mark, width, natural) : across(mark, natural),
    );
  }
  return found;
}

/** @param {Json} one @param {number} width */
function axis(one, width) {
  if (one.labels === false) return one;
  if (one.orient !== "left") return { ...one, labelSeparation: APART };
  const labels = { interactive: true, update: { tooltip: { signal: "datum.value" } } };
  const told = { ...one, encode: { ...one.encode, labels } };
  if (!isNarrow(width)) {
    return { ...told, labelLimit: Math.max(one.labelLimit ?? 180, Math.round(width * MOST_NAME)) };
  }
  return {
    ...told,
    domain: false,
    ticks: false,
    labelAlign: "left",
    labelPadding: 0,
    labelLimit: width - MARGIN,
    labelOffset: { signal: `-bandwidth('${one.scale}') / 2 - ${ABOVE / 2}` },
  };
}

/** @param {Json} one @param {number} width */
function legend(one, width) {
  if (!isNarrow(width)) return one;
  const columns = Math.max(1, Math.min(one.columns ?? Infinity, Math.floor(width / LEGEND)));
  return { ...one, columns, labelLimit: Math.round(width / columns) - 30 };
}

/** A mark that reached across the panel as it was made, across it as it is. @param {Json} mark @param {number} natural */
function across(mark, natural) {
  const update = mark.encode?.update;
  if (update?.x2?.value !== natural) return mark;
  return { ...mark, encode: { ...mark.encode, update: { ...update, x2: { field: { group: "width" } } } } };
}

/**
 * A specification with room above each bar of every panel: each step of its scale of names grows.
 * @param {Json} spec
 * @returns {Json}
 */
function raised(spec) {
  const signals = new Map((spec.signals ?? []).map((/** @type {Json} */ one) => [one.name, one]));
  const scales = (spec.scales ?? []).map((/** @type {Json} */ scale) => {
    const step = signals.get(scale.range?.step?.signal);
    if (scale.type !== "band" || !step) return scale;
    const bar = `((${step.update ?? step.value}) * (1 - ${scale.paddingInner}))`;
    const room = `${ABOVE} / (${bar} + ${ABOVE})`;
    const height = signals.get(step.name.replace("y_step", "height"));
    signals.set(step.name, { name: step.name, update: `${bar} + ${ABOVE}` });
    signals.set(height.name, {
      name: height.name,
      update: `bandspace(domain('${scale.name}').length, ${room}, ${room}) * ${step.name}`,
    });
    return { ...scale, paddingInner: { signal: room }, paddingOuter: { signal: room } };
  });
  return { ...spec, scales, signals: [...signals.values()] };
}
