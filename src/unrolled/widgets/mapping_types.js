// Mapping types: one cell, unrolled; which steps have an input, an output and a loss.

import { html, set, indexed } from "./js/dom.js";
import { OWN_KEYS, captioned, drawChoices, drawStepper, say, signButton } from "./js/parts.js";
import { MAX_ITEMS, TYPES, changeLengths, planSteps } from "./js/mapping_plan.js";
import { drawIcon, drawUnrolled } from "./js/mapping_graph.js";
import { describeStep, describeType } from "./js/mapping_story.js";

const STATE = ["example", "inputs", "outputs"];
const BEAT = 1100; // milliseconds a step

function render({ model, el }) {
  const app = build(model);
  el.append(app.root);
  const refresh = () => app.updating || repaint(app);
  STATE.forEach((name) => model.on(`change:${name}`, refresh));
  repaint(app);
  return () => {
    stop(app);
    STATE.forEach((name) => model.off(`change:${name}`, refresh));
  };
}

function build(model) {
  const line = (name, ...children) => html("p", { class: name }, ...children);
  const app = { model, slot: html("div"), task: line("mapping-task"),
    status: html("p", { class: "mapping-status", role: "status" }) };
  const [types, ...others] = app.controls = [drawTypes(app), drawExamples(app), drawTime(app),
    ...["inputs", "outputs", "steps"].map((which) => drawLength(app, which))];
  app.root = html("div", { class: "unrolled-card mapping", role: "group", "aria-label": model.get("title") },
    line("part-title", model.get("title")),
    line("part-intro", "The cell is the same in all of them. They differ in which steps have an input, "
      + "and at which steps an output is read out and counted in the loss."),
    html("div", { class: "part-controls" }, types.element), app.task, app.slot, app.status,
    html("div", { class: "part-controls" }, others.map(({ element }) => element)));
  return app;
}

function stop(app) {
  clearTimeout(app.timer);
  app.timer = null;
}

/** Change several numbers of the model, then draw once. */
function update(app, changes) {
  app.updating = true;
  for (const [name, value] of Object.entries(changes)) app.model.set(name, value);
  app.updating = false;
  app.model.save_changes();
  repaint(app);
}

function chooseExample(app, example) {
  const { inputs, outputs } = app.model.get("examples")[example];
  update(app, { example, inputs: inputs.length, outputs: outputs.length });
}

/** Draw anew from the model, with all steps. */
function repaint(app) {
  stop(app);
  app.view = makeView(app.model);
  app.graph = drawUnrolled(app.view, (stage) => {
    stop(app);
    goTo(app, stage);
  });
  app.slot.replaceChildren(app.graph.element);
  const { name, note, own } = app.view;
  say(app.task, own ? `${name}. ${note}` : `${name}. At other lengths, letters stand for its items.`);
  goTo(app, app.view.steps.length, true);
}

/** The example with its steps; {input, output, read, written} each. */
function makeView(model) {
  const example = model.get("examples")[model.get("example")];
  const [inputs, outputs] = [model.get("inputs"), model.get("outputs")];
  const own = inputs === example.inputs.length && outputs === example.outputs.length;
  const item = (items, i, letter, t) => i !== null
    && (!own ? { letter: indexed(letter, t + 1) } : items[i].image ? items[i] : { text: items[i] });
  const steps = planSteps(example.type, inputs, outputs).map((step, t) => ({ ...step,
    read: item(example.inputs, step.input, "x", t), written: item(example.outputs, step.output, "ŷ", t) }));
  return { ...example, inputs, outputs, own, steps };
}

/** Show the graph up to a step; fresh: as a whole, with what the type does. */
function goTo(app, stage, fresh = false) {
  const { view } = app;
  app.stage = Math.max(0, Math.min(view.steps.length, stage));
  app.graph.paint(app.stage, fresh);
  app.controls.forEach((control) => control.show());
  say(app.status, fresh ? describeType(view) : app.stage ? describeStep(view, app.stage - 1)
    : "Nothing is read yet: the state starts at h₀ = 0.");
}

function drawTypes(app) {
  const examples = app.model.get("examples");
  const first = (type) => examples.findIndex((example) => example.type === type);
  const options = Object.keys(TYPES).filter((type) => first(type) >= 0).map((type) => [type,
    html("span", { class: "mapping-type" }, drawIcon(type), html("span", {}, TYPES[type].name.replace(", ", ",\n")))]);
  const choices = drawChoices("mapping type", options, (type) => chooseExample(app, first(type)));
  return { ...choices, show: () => choices.paint(app.view.type) };
}

/** A list of the examples of this type, where there are several. */
function drawExamples(app) {
  const select = html("select", { "aria-label": "Example", ...OWN_KEYS,
    change: () => chooseExample(app, Number(select.value)) });
  const element = captioned("example", select);
  const show = () => {
    select.replaceChildren(...app.model.get("examples").flatMap(({ type, name }, i) =>
      (type === app.view.type ? html("option", { value: i }, name) : [])));
    element.hidden = select.length < 2;
    select.value = app.model.get("example");
  };
  return { element, show };
}

function drawTime(app) {
  const last = () => app.view.steps.length;
  const by = (step) => () => {
    stop(app);
    goTo(app, app.stage + step);
  };
  const tick = () => {
    app.timer = app.stage < last() - 1 ? setTimeout(tick, BEAT) : null;
    goTo(app, app.stage + 1);
  };
  const play = signButton("", "Play", () => {
    if (app.timer) return by(0)();
    app.timer = setTimeout(tick, BEAT);
    return goTo(app, app.stage < last() ? app.stage : 0);
  });
  const [back, next] = [signButton("‹", "Step back", by(-1)), signButton("›", "Step", by(1))];
  const show = () => {
    const name = app.timer ? "Pause" : "Play";
    play.textContent = app.timer ? "❚❚" : "▶\uFE0E"; // FE0E: a letter, not a coloured picture
    set(play, { "aria-label": name, title: name });
    set(back, { "aria-disabled": String(app.stage === 0) });
    set(next, { "aria-disabled": String(app.stage === last()) });
  };
  return { element: captioned("time", play, back, next), show };
}

/** The number of inputs, of outputs or of both, where it is free. */
function drawLength(app, which) {
  const stepper = drawStepper(which, (by) => update(app, changeLengths(app.view, which, by)));
  const show = () => {
    const { type, inputs, outputs } = app.view;
    const n = which === "outputs" ? outputs : inputs;
    stepper.element.hidden = !TYPES[type].free.includes(which);
    stepper.paint(String(n), n <= 1, n >= MAX_ITEMS);
  };
  return { element: stepper.element, show };
}

export default { render };
