// The one front end: a widget in a notebook, a file that stands alone, or a page of one chart.

import { startAlone, startChart } from "./hosts/alone.js";
import { startWidget } from "./hosts/widget.js";

const place = document.getElementById("yb-place");
const chart = document.getElementById("yb-chart");
if (place) void startAlone(place);
else if (chart) void startChart(chart);

/** @param {{ model: any, el: HTMLElement }} widget As anywidget calls it. */
export function render(widget) {
  const started = startWidget(widget);
  return () => void started.then((stop) => stop());
}
