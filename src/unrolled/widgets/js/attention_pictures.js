// Two pictures of all weights: lines between words, and a heat map.

import { html, svg, set } from "./dom.js";

const VISIBLE = 0.005;
const GAP = 150;

/** Each weight that can be seen: [t, i, a]. */
const seen = (steps) => steps.flatMap(({ a }, t) => a.flatMap((weight, i) => (weight >= VISIBLE ? [[t, i, weight]] : [])));

/** Mark what belongs to the chosen step and to the word that is looked at. */
const mark = (element, t, i, chosen) => set(element, { "data-step": t === chosen.t, "data-word": i === chosen.i });

/** Lines from a source word above to a target word below, as opaque as the weight. */
export function drawLines({ steps }) {
  const element = svg("svg", { class: "attention-lines", height: GAP, "aria-hidden": "true" });
  const lines = seen(steps).map(([t, i, a]) => [t, i, svg("path", { class: "attention-line", "stroke-opacity": a.toFixed(3) })]);
  element.append(...lines.map(([, , line]) => line));
  /** x of each source word and of each target word. */
  const place = (sources, targets) => {
    for (const [t, i, line] of lines) {
      const [from, to] = [sources[i], targets[t]];
      set(line, { d: `M${from} 0C${from} ${GAP / 2} ${to} ${GAP / 2} ${to} ${GAP}` });
    }
  };
  const paint = (chosen) => {
    for (const [t, i, line] of lines) mark(line, t, i, chosen);
    const last = lines.filter(([t]) => t === chosen.t);
    element.append(...last.map(([, , line]) => line)); // over the others
  };
  return { element, place, paint };
}

const BESIDE = 104;
const ABOVE = 92;
const RIGHT = 60; // for the last of the slanted words
const [LEAST, MOST] = [20, 34]; // wide and high is a cell
const FOR_COLUMNS = 708 - BESIDE - RIGHT; // what a page leaves for the columns

/** A row for each step, a column for each source word; choose(t, i) and point(t, i) are called. */
export function drawHeatMap(view, actions) {
  const { source, steps, truth } = view;
  const size = Math.max(LEAST, Math.min(MOST, Math.floor(FOR_COLUMNS / source.length)));
  const [width, height] = [source.length * size, steps.length * size];
  const cell = (name, t, i, opacity) => svg("rect", { class: `attention-${name}`, x: i * size + 1,
    y: ABOVE + t * size + 1, width: size - 2, height: size - 2, "fill-opacity": opacity });
  const band = (sizes) => svg("rect", { class: "attention-band", ...sizes });
  const rows = [BESIDE, width].map((wide) => band({ width: wide, height: size }));
  const column = band({ width: size, height: ABOVE + height });
  const labels = drawLabels(view, size);
  const part = (name, wide, ...children) => svg("svg", { class: `attention-${name}`, width: wide, height: ABOVE + height + 2 }, ...children);
  const element = html("div", { class: "attention-heat", role: "img",
    "aria-label": "Weights as a heat map: a row for each step, a column for each source word; the numbers are in the table below" },
  part("names", BESIDE, rows[0], labels.beside),
  part("columns", width + RIGHT, svg("rect", { class: "attention-grid", y: ABOVE, width, height }), rows[1], column,
    seen(steps).map(([t, i, a]) => cell("cell", t, i, a.toFixed(3))),
    (truth ?? []).map((i, t) => (i >= 0 && t < steps.length ? cell("truth", t, i, null) : null)),
    labels.above, drawField(view, size, actions)));
  const paint = ({ t, i }) => {
    rows.forEach((row) => set(row, { y: ABOVE + t * size }));
    set(column, { x: i * size });
    labels.paint(t, i);
  };
  return { element, paint, column, hidden: BESIDE };
}

/** The source words above the columns, the words written beside the rows. */
function drawLabels({ source, steps }, size) {
  const above = source.map((word, i) => svg("text", { class: "attention-above",
    transform: `translate(${(i + 0.5) * size + 4} ${ABOVE - 8}) rotate(-50)` }, word));
  const beside = steps.map(({ word }, t) => svg("text", { class: "attention-beside", x: BESIDE - 8,
    y: ABOVE + (t + 0.5) * size + 4 }, word));
  const paint = (t, i) => {
    beside.forEach((text, k) => set(text, { "data-chosen": k === t }));
    above.forEach((text, k) => set(text, { "data-chosen": k === i }));
  };
  return { above, beside, paint };
}

/** What hears the pointer over all cells. */
function drawField({ source, steps }, size, { choose, point }) {
  const clip = (k, n) => Math.max(0, Math.min(Math.floor(k), n - 1));
  const find = ({ clientX, clientY, target }) => {
    const { left, top } = target.getBoundingClientRect();
    return [clip((clientY - top) / size, steps.length), clip((clientX - left) / size, source.length)];
  };
  return svg("rect", { class: "attention-field", y: ABOVE, width: source.length * size, height: steps.length * size,
    click: (event) => choose(...find(event)), pointermove: (event) => point(...find(event)), pointerleave: () => point() });
}
