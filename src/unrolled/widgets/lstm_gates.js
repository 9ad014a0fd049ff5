// LSTM gates: one unit of a trained LSTM over a sequence, its gates as valves.

import { html, set } from "./js/dom.js";
import { OWN_KEYS, captioned, drawChoices, drawSwitch, signButton } from "./js/parts.js";
import { preset, reader, runLstm, setAll, setGate } from "./js/lstm_cell.js";
import { readNet } from "./js/rnn.js";
import { drawSteps } from "./js/lstm_graph.js";
import { drawGates, drawTable } from "./js/lstm_panel.js";

const STATE = ["tokens", "unit", "step", "overrides", "all_units"];
const HOLD = { computed: null, open: 1, closed: 0 };

function render({ model, el }) {
  const app = build(model);
  el.append(app.root);
  const refresh = () => app.updating || repaint(app);
  STATE.forEach((name) => model.on(`change:${name}`, refresh));
  repaint(app);
  const resized = new ResizeObserver(() => app.graph.follow(model.get("step") - 1));
  resized.observe(app.slot);
  return () => {
    resized.disconnect();
    STATE.forEach((name) => model.off(`change:${name}`, refresh));
  };
}

function build(model) {
  const app = { model, net: readNet(model.get("weights")), slot: html("div"), table: drawTable() };
  const line = (name, words) => html("p", { class: `part-${name}` }, words);
  app.panel = drawGates((gate, value) => change(app, { overrides: setGate(
    model.get("overrides"), gate, model.get("step") - 1, app.view.tokens.length, value) }));
  app.controls = [drawUnits(app), drawTime(app), drawHold(app), drawScope(app), drawReset(app)];
  app.root = html("div", { class: "unrolled-card lstm", role: "group", "aria-label": model.get("title") },
    line("title", model.get("title")),
    line("intro", "The cell state c runs along the belt. The forget gate f lets a part of it pass (violet), the input "
      + "gate i adds a part of the candidate g (green), and the output gate o decides how much is seen as h. Filled = closed. Move a gate."),
    html("div", { class: "part-controls" }, app.controls.map(({ element }) => element)),
    app.slot, app.panel.element, app.table.element);
  return app;
}

/** Change numbers of the model, then draw once. */
function change(app, changes) {
  app.updating = true;
  for (const [name, value] of Object.entries(changes)) app.model.set(name, value);
  app.updating = false;
  app.model.save_changes();
  repaint(app);
}

/** Run the network as trained and as set by hand, and draw what the unit does. */
function repaint(app) {
  const { model, slot } = app;
  const view = app.view = makeView(app);
  const t = model.get("step") - 1;
  const scrolled = slot.firstChild?.scrollLeft;
  app.graph = drawSteps(view, (chosen) => change(app, { step: chosen + 1 }));
  slot.replaceChildren(app.graph.element);
  app.graph.element.scrollLeft = scrolled ?? 0;
  if (app.t !== t) app.graph.follow(t);
  app.t = t;
  app.graph.paint(t);
  app.panel.paint(view, t);
  app.table.paint(view);
  app.controls.forEach(({ show }) => show(view, t));
}

function makeView({ model, net }) {
  const [tokens, unit, overrides, all, vocab, classes] =
    ["tokens", "unit", "overrides", "all_units", "vocab", "classes"].map((name) => model.get(name));
  const inputs = tokens.map((token) => vocab.indexOf(token));
  const [trained, now] = [runLstm(net, inputs), runLstm(net, inputs, reader(overrides, unit, all))];
  const ofUnit = ({ steps }) => steps.map((step) =>
    Object.fromEntries(Object.entries(step).map(([name, values]) => [name, values[unit]])));
  return { tokens, unit, overrides, all, classes, steps: ofUnit(now), trained: ofUnit(trained),
    y: now.y, trainedY: trained.y, changed: Object.keys(overrides).length > 0,
    isSet: (gate, t) => (overrides[gate]?.[t] ?? null) !== null };
}

/** What is set by hand belongs to a unit: another one starts as computed. */
function drawUnits(app) {
  const { model, net } = app;
  const options = Array.from({ length: net.H }, (_, u) => html("option", { value: u }, `unit ${u}`));
  const select = html("select", { "aria-label": "Unit", ...OWN_KEYS, change: () => change(app,
    { unit: Number(select.value), ...(model.get("all_units") ? {} : { overrides: {} }) }) }, options);
  return { element: captioned(`one of ${net.H}`, select), show: ({ unit }) => { select.value = unit; } };
}

function drawTime(app) {
  const go = (by) => () => {
    const step = app.model.get("step") + by;
    if (step >= 1 && step <= app.view.tokens.length) change(app, { step });
  };
  const [back, next] = [signButton("‹", "Step back", go(-1)), signButton("›", "Step", go(1))];
  const shown = html("span", { class: "part-value" });
  const show = ({ tokens }, t) => {
    shown.textContent = `${t + 1} of ${tokens.length}`;
    set(back, { "aria-disabled": String(t === 0) });
    set(next, { "aria-disabled": String(t === tokens.length - 1) });
  };
  return { element: captioned("step", back, shown, next), show };
}

function drawHold(app) {
  const options = [["computed", "as computed"], ["open", "open, 1"], ["closed", "closed, 0"]];
  const choices = drawChoices("forget gate, all steps", options, (name) => change(app, {
    overrides: setAll(app.model.get("overrides"), "f", app.view.tokens.map(() => HOLD[name])) }));
  return { ...choices, show: ({ overrides }) => choices.paint(preset(overrides.f)) };
}

function drawScope(app) {
  const scope = drawSwitch("in all units", (on) => change(app, { all_units: on }));
  return { ...scope, show: ({ all }) => scope.paint(all) };
}

function drawReset(app) {
  const button = html("button", { type: "button", ...OWN_KEYS,
    click: () => app.view.changed && change(app, { overrides: {} }) }, "Reset gates");
  return { element: button, show: ({ changed }) => set(button, { "aria-disabled": String(!changed) }) };
}

export default { render };
