// The drawing of Unroll: the cell folded (left) and unrolled over time (right).

import { html, svg, set, fixed, visible, spoken, indexed } from "./dom.js";
import { drawEdges } from "./unroll_edges.js";
import { drawFolded, drawScale } from "./unroll_folded.js";
import { GATES_HIGH, drawUnitGates } from "./unroll_gates.js";
import { boxAround, paintUnit } from "./unroll_shapes.js";
import { currentStep, doneForward, isStale, unitsOf } from "./unroll_view.js";

/** Where everything stands, in CSS pixels, for a given width. */
export function layoutGraph(width, T, { H, cell: { states } }) {
  const narrow = width < 560;
  const folded = narrow ? 90 : 106;
  const [first, tail] = [38, 74];
  const room = (width - folded - first - tail) / T;
  const column = Math.max(narrow ? 42 : 38, Math.min(62, room));
  const cell = states.length === 1 ? Math.min(22, Math.round(120 / H)) : Math.min(18, Math.round(96 / H));
  const rows = { target: 20, loss: 62, y: 108, top: 150, strips: {} };
  states.forEach((name, k) => {
    const top = rows.top + k * (H * cell + GATES_HIGH);
    rows.strips[name] = { top, middle: top + (H * cell) / 2, bottom: top + H * cell };
    rows.bottom = top + H * cell;
  });
  rows.x = rows.bottom + 44;
  rows.label = rows.x + 34;
  const strip = Math.round(Math.min(26, column * 0.4));
  const x = (t) => first + column * (t + 0.5);
  return { roomy: column >= 43, folded, column, cell, strip, rows, x, first, T, H,
    foldedX: narrow ? 34 : 46, width: first + T * column + tail, height: rows.label + 20 };
}

/** Build the drawing; returns its elements and paint(), which shows the view's numbers. */
export function drawGraph(view, layout, act) {
  const painters = [];
  const unrolled = svg("svg", { class: "unroll-unrolled", width: layout.width,
    height: layout.height, role: "group", "aria-label": "The network unrolled over time. "
    + "Arrow keys move between nodes; Enter changes an input or a target." });
  unrolled.append(drawBand(view, layout, painters));
  unrolled.append(drawEdges(view, layout, painters), drawStart(layout));
  for (let t = 0; t < layout.T; t++) unrolled.append(drawColumn(view, layout, t, painters, act));
  unrolled.append(drawTotal(view, layout, painters), drawScale(view, layout, painters));
  const folded = drawFolded(view, layout, painters);
  const scroller = html("div", { class: "unroll-scroll" }, unrolled);
  const fade = () => fadeEdges(scroller);
  scroller.addEventListener("scroll", fade);
  const element = html("div", { class: "unroll-graph" }, folded, scroller);
  return { element, scroller, layout, fade, paint: () => painters.forEach((paint) => paint()) };
}

/** Where more of the graph is out of view, its edge fades. */
const fadeEdges = (scroller) => set(scroller, { "data-before": scroller.scrollLeft > 2,
  "data-after": scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 2 });

/** The tinted column of the current step. */
function drawBand(view, { x, column, height }, painters) {
  const band = svg("rect", { class: "unroll-band", y: 0, width: column, height, rx: 8 });
  painters.push(() => {
    const t = currentStep(view);
    const idle = t < 0 || view.fresh;
    set(band, { x: x(Math.max(t, 0)) - column / 2, visibility: idle ? "hidden" : null });
  });
  return band;
}

/** h₀ = 0, before the first step, and the same for c. */
function drawStart({ first, rows, strip }) {
  const width = Math.min(12, strip);
  const drawn = Object.entries(rows.strips).flatMap(([name, { top, bottom }]) => [
    svg("rect", { x: first / 2 - width / 2, y: top, width, height: bottom - top, rx: 3 }),
    svg("text", { x: first / 2, y: bottom + 14 }, `${name}₀ = 0`)]);
  return svg("g", { class: "unroll-start" }, drawn);
}

function drawColumn(view, layout, t, painters, act) {
  const { x, rows } = layout;
  const column = svg("g", { class: "unroll-column" });
  painters.push(() => set(column, { "data-pending": !doneForward(view, t),
    "data-unread": !view.reads[t], "data-uncounted": !view.counts[t] }));
  column.append(
    drawTarget(view, layout, t, painters, act), drawLoss(view, layout, t, painters, act),
    drawOutput(view, layout, t, painters, act),
    ...unitsOf(view.net).map((place) => drawUnit(view, layout, { ...place, t }, painters, act)),
    ...(view.net.cell.gates ? [drawUnitGates(view, layout, t, painters, act)] : []),
    drawInput(view, layout, t, painters, act),
    svg("text", { class: "unroll-time", x: x(t), y: rows.label }, t ? String(t + 1) : "t = 1"));
  return column;
}

/** A focusable node: hover, focus or tap explains it, Enter or click acts on it. */
function makeNode(view, place, box, painters, act, shapes, label) {
  const { kind, t, unit } = place;
  const node = svg("g", { class: `unroll-node unroll-${kind}`, role: "button", tabindex: -1,
    "data-node": nodeKey(place), "data-lm-suppress-shortcuts": "true",
    "aria-describedby": act.describedBy,
    // Not pointerenter: that also comes when something closes over a mouse at rest.
    pointermove: ({ pointerType }) => pointerType === "mouse" && act.explain(place),
    focus: () => act.explain(place), click: () => act.press(place) },
  svg("rect", { class: "unroll-hit", ...box }), ...shapes);
  painters.push(() => {
    const { selected } = view;
    const chosen = selected.kind === kind && selected.t === t && selected.unit === unit;
    set(node, { "aria-label": label(), tabindex: chosen ? 0 : -1, "data-selected": chosen });
  });
  return node;
}

/** The key of a node: its kind, step and unit. */
export const nodeKey = ({ kind, t, unit }) => [kind, t, unit].filter((n) => n != null).join("-");

function drawTarget(view, { x, rows, column }, t, painters, act) {
  const chip = svg("rect", { class: "unroll-chip", ...boxAround(x(t), rows.target, 22, 22) });
  const whose = svg("rect", { class: "unroll-stale", ...boxAround(x(t), rows.target, 29, 29) });
  const text = svg("text", { x: x(t), y: rows.target + 4 });
  const place = { kind: "target", t };
  painters.push(() => {
    text.textContent = view.targets[t];
    set(chip, { "data-on": view.targets[t] === 1 });
    set(whose, { visibility: isStale(view) ? null : "hidden" });
  });
  return makeNode(view, place, boxAround(x(t), rows.target, column, 40), painters, act,
    [whose, chip, text], () => `target${isStale(view) ? " of the original line" : ""} at step `
    + `${t + 1}: ${view.targets[t]}, press to switch`);
}

function drawLoss(view, { x, rows, column }, t, painters, act) {
  const pill = svg("rect", { class: "unroll-pill", ...boxAround(x(t), rows.loss, column - 8, 22) });
  const text = svg("text", { x: x(t), y: rows.loss + 4 });
  const value = () => (view.counts[t] ? fixed(view.loss.each[t]) : "–");
  painters.push(() => {
    text.textContent = value();
    pill.style.fillOpacity = 0.06 + 0.3 * Math.min(1, view.loss.each[t]);
  });
  return makeNode(view, { kind: "loss", t }, boxAround(x(t), rows.loss, column, 36), painters,
    act, [pill, text], () => (view.counts[t] ? `loss at step ${t + 1}: ${value()}`
      : `step ${t + 1} is not in the loss`));
}

function drawOutput(view, { x, rows, column }, t, painters, act) {
  const radius = Math.min(17, column / 2 - 2);
  const round = { cx: x(t), cy: rows.y, r: radius };
  const length = 2 * Math.PI * radius;
  const ring = svg("circle", { class: "unroll-ring", ...round,
    transform: `rotate(-90 ${x(t)} ${rows.y})` });
  const text = svg("text", { x: x(t), y: rows.y + 4 });
  painters.push(() => {
    text.textContent = fixed(view.run.y[t]);
    ring.style.strokeDasharray = `${length * view.run.y[t]} ${length}`;
    set(ring, { visibility: view.run.y[t] < 0.02 ? "hidden" : null });
  });
  return makeNode(view, { kind: "y", t }, boxAround(x(t), rows.y, column, 44), painters, act,
    [svg("circle", { class: "unroll-dial", ...round }), ring, text],
    () => `output ŷ at step ${t + 1}: ${fixed(view.run.y[t])}`);
}

function drawUnit(view, { x, rows, cell, strip, column }, place, painters, act) {
  const { kind, t, unit } = place;
  const y = rows.strips[kind].top + (unit + 0.5) * cell;
  const square = svg("rect", { class: "unroll-cell",
    ...boxAround(x(t), y, strip, cell - 1), rx: 1 });
  painters.push(() => paintUnit(square, view.run[kind][t][unit] / view.reach[kind]));
  return makeNode(view, place, boxAround(x(t), y, strip + 8, cell + 1), painters, act, [square],
    () => `${indexed(kind, t + 1)} unit ${unit}: ${fixed(view.run[kind][t][unit])}`);
}

function drawInput(view, { x, rows, column }, t, painters, act) {
  const box = svg("rect", { class: "unroll-box", ...boxAround(x(t), rows.x, 30, 32) });
  const text = svg("text", { x: x(t), y: rows.x + 6 });
  const absent = svg("title");
  const symbol = () => (view.reads[t] ? visible(view.tokens[t]) : "–");
  painters.push(() => {
    absent.textContent = view.reads[t] ? "" : "no input: x_t = 0";
    text.textContent = symbol();
    set(text, { "font-size": symbol().length > 1 ? 9 : null });
  });
  return makeNode(view, { kind: "x", t }, boxAround(x(t), rows.x, column, 44), painters, act,
    [absent, box, text], () => (view.reads[t]
      ? `input at step ${t + 1}: ${spoken(view.tokens[t])}, press to change it`
      : `no input at step ${t + 1}: x_t = 0`));
}

/** The sum of the losses so far, at the end of their row. */
function drawTotal(view, { x, T, rows, column }, painters) {
  const text = svg("text", { class: "unroll-total", x: x(T - 1) + column / 2 + 6, y: rows.loss + 4 });
  painters.push(() => {
    const done = Math.min(view.stage, view.T);
    text.textContent = `L = ${fixed(done ? view.loss.running[done - 1] : 0)}`;
  });
  return text;
}
