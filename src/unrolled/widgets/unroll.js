// Unroll: a recurrent cell folded, and unrolled over the steps of a real sequence.

import { html, newId } from "./js/dom.js";
import { createView, currentStep, select, setToken, toggleTarget, unitsOf } from "./js/unroll_view.js";
import { drawGraph, layoutGraph, nodeKey } from "./js/unroll_graph.js";
import { drawPanel } from "./js/unroll_panel.js";
import { drawLegend, drawMappingNote } from "./js/unroll_notes.js";
import { drawControls } from "./js/unroll_controls.js";
import { drawEditor, readSymbol } from "./js/unroll_editor.js";
import { drawTables } from "./js/unroll_table.js";
import { introduce, narrate } from "./js/unroll_story.js";

const NARROW = 560;
const STATE = ["tokens", "targets", "mask", "mapping"];

function render({ model, el }) {
  const app = build(model);
  el.append(app.root);
  redraw(app);
  paint(app);
  const resized = watchWidth(app);
  STATE.forEach((name) => model.on(`change:${name}`, app.view.refresh));
  return () => {
    app.controls.stop();
    resized.disconnect();
    STATE.forEach((name) => model.off(`change:${name}`, app.view.refresh));
  };
}

/** Make all parts but the graph, which needs to know how wide it may be. */
function build(model) {
  const app = { slot: html("div"), status: html("p", { class: "unroll-status", role: "status" }) };
  const describedBy = newId("equation");
  const changed = () => paint(app);
  const view = createView(model, changed);
  Object.assign(app, { view, panel: drawPanel(view, describedBy), tables: drawTables(view),
    legend: drawLegend(view), note: drawMappingNote(view), controls: drawControls(view, changed),
    editor: drawEditor(view, (t) => focusNode(app, { kind: "x", t })),
    act: { describedBy, explain: (place) => choose(app, place),
      press: (place) => press(app, place) } });
  if (view.net.cell.tell) app.status.classList.add("unroll-status-long");
  app.root = html("div", { class: "unroll", role: "group", "aria-label": model.get("title"),
    keydown: (event) => onKey(app, event) },
  html("p", { class: "unroll-title" }, model.get("title")),
  html("p", { class: "unroll-intro" }, introduce(view.net.cell, model.get("target_name"))),
  app.legend.element, app.slot, app.status, app.controls.element, app.note.element,
  app.panel.element, app.editor.element, app.tables.element);
  return app;
}

/** Show the numbers of the view everywhere. */
function paint(app) {
  const { view, status } = app;
  if (app.graph.layout.T !== view.T) redraw(app);
  const { graph, panel, controls, tables, legend, note } = app;
  [graph, panel, controls, tables, legend, note].forEach((part) => part.paint());
  const sentence = narrate(view);
  if (status.textContent !== sentence) status.textContent = sentence;
  follow(view, graph);
}

/** Draw the graph anew, for another width or number of steps. */
function redraw(app) {
  const { view, slot, panel } = app;
  const scrolled = app.graph?.scroller.scrollLeft ?? 0;
  const focused = slot.contains(document.activeElement);
  app.graph = drawGraph(view, layoutGraph(slot.clientWidth || 650, view.T, view.net), app.act);
  slot.replaceChildren(app.graph.element);
  app.graph.paint();
  app.graph.scroller.scrollLeft = scrolled;
  app.graph.fade();
  panel.reserve();
  if (focused) find(app, view.selected).focus();
}

function watchWidth(app) {
  let width = app.slot.clientWidth;
  const observer = new ResizeObserver(() => {
    if (app.slot.clientWidth === width) return;
    width = app.slot.clientWidth;
    redraw(app);
  });
  observer.observe(app.slot);
  return observer;
}

/** Where the graph is too wide, scroll it so that the current or the added step is in view. */
function follow(view, { scroller, layout }) {
  const added = view.event?.kind === "added" ? view.event : null;
  const t = added ? added.t : currentStep(view);
  const followed = added ?? view.stage;
  if ((view.fresh && !added) || t < 0 || view.followed === followed) return;
  view.followed = followed;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const left = layout.x(t) - scroller.clientWidth / 2;
  scroller.scrollTo({ left, behavior: calm ? "auto" : "smooth" });
}

const find = ({ slot }, place) => slot.querySelector(`[data-node="${nodeKey(place)}"]`);

function choose({ view, graph, panel }, place) {
  if (nodeKey(place) === nodeKey(view.selected)) return;
  select(view, place);
  graph.paint();
  panel.paint();
}

function focusNode(app, place) {
  choose(app, place);
  find(app, place).focus();
}

/** Click or Enter: switch a target, or change a symbol. */
function press(app, place) {
  const { view } = app;
  choose(app, place);
  if (place.kind === "target" && view.counts[place.t]) toggleTarget(view, place.t);
  if (place.kind === "x" && view.reads[place.t]) openEditor(app, place.t);
}

function onKey(app, event) {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (ctrlKey || metaKey || altKey || !target.closest(".unroll-node")) return;
  const { view } = app;
  const place = view.selected;
  const next = neighbour(view, place, key);
  const symbol = typedSymbol(view, place, key);
  if (next) focusNode(app, next);
  else if (symbol !== undefined) setToken(view, place.t, symbol);
  else if (key === "Enter" || key === " ") press(app, place);
  else return;
  event.preventDefault();
}

/** The symbol that a key types straight onto a focused input; a space opens the editor. */
function typedSymbol({ reads, index }, { kind, t }, key) {
  const types = kind === "x" && reads[t] && key.length === 1 && key !== " ";
  return types ? readSymbol(index, key) : undefined;
}

/** The node that an arrow key leads to from this one, or null. */
function neighbour({ T, net }, { kind, t, unit }, key) {
  const column = [{ kind: "target" }, { kind: "loss" }, { kind: "y" }, ...unitsOf(net), { kind: "x" }];
  const row = column.findIndex((node) => node.kind === kind && node.unit === unit);
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    Home: [-t, 0], End: [T - 1 - t, 0] };
  const [right, down] = moves[key] ?? [0, 0];
  const node = column[row + down];
  const inside = node && t + right >= 0 && t + right < T && (right || down);
  return inside ? { ...node, t: t + right } : null;
}

/** Open the editor on the panel, clear of the graph; where that is far, under the input. */
function openEditor(app, t) {
  const { root, panel } = app;
  app.controls.stop();
  app.editor.open(t);
  const box = find(app, { kind: "x", t }).getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  const { style, offsetWidth: width } = app.editor.element;
  const left = box.left + box.width / 2 - frame.left - width / 2;
  const top = frame.width < NARROW ? box.bottom - frame.top + 4 : panel.element.offsetTop + 8;
  style.left = `${Math.max(8, Math.min(left, frame.width - width - 8))}px`;
  style.top = `${top}px`;
}

export default { render };
