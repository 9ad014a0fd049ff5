// The chosen step of the LSTM widget: a slider for each gate, the equations, a table.

import { html, svg, set, fixed, indexed, long, visible } from "./dom.js";
import { drawValve } from "./lstm_graph.js";
import { OWN_KEYS, drawScroller, say } from "./parts.js";
import { describeChange, describeUnit, writeEquations } from "./lstm_story.js";

const GATE_WORDS = { f: "forget gate", i: "input gate", o: "output gate" };

/** Sliders and equations; change(gate, value) is called while a gate is moved. */
export function drawGates(change) {
  const sliders = Object.keys(GATE_WORDS).map((gate) => drawSlider(gate, change));
  const line = (name, role) => html("p", { class: `lstm-${name}`, ...(role && { role }) });
  const [status, effect] = [line("status", "status"), line("effect", "status")];
  const equations = [line("equation"), line("equation")];
  const element = html("div", {}, status, html("div", { class: "lstm-gates" }, sliders.map((slider) => slider.element)),
    html("div", { class: "lstm-equations" }, equations), effect);
  const paint = (view, t) => {
    sliders.forEach((slider) => slider.paint(view, t));
    writeEquations(view, t).forEach((written, k) => { equations[k].textContent = written; });
    say(status, describeUnit(view, t));
    say(effect, describeChange(view));
  };
  return { element, paint };
}

function drawSlider(gate, change) {
  const input = html("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": GATE_WORDS[gate], ...OWN_KEYS,
    input: () => change(gate, Number(input.value)) });
  const [name, value, valve] = [html("span"), html("span", { class: "part-value" }), svg("svg", { width: 24, height: 24, "aria-hidden": "true" })];
  const element = html("label", { class: "lstm-slider", "data-gate": gate }, valve, name, value, input);
  const paint = ({ steps, isSet }, t) => {
    const open = steps[t][gate];
    name.textContent = `${indexed(gate, t + 1)} ${GATE_WORDS[gate]}`;
    value.textContent = fixed(open);
    if (Number(input.value) !== open) input.value = open;
    set(input, { "aria-valuetext": `${fixed(open)}, ${isSet(gate, t) ? "set by hand" : "as computed"}` });
    set(element, { "data-set": isSet(gate, t) });
    valve.replaceChildren(set(drawValve(gate, open, isSet(gate, t), 20), { transform: "translate(12 12)" }));
  };
  return { element, paint };
}

/** All numbers of the unit, folded away. */
export function drawTable() {
  const body = html("tbody");
  const names = ["t", "x", ..."figcoh"];
  const heads = html("tr", {}, names.map((name) => html("th", { scope: "col" }, name)));
  const element = html("details", { class: "lstm-numbers" }, html("summary", {}, "Numbers of all steps"),
    drawScroller("Numbers of all steps", html("table", {}, html("thead", {}, heads), body)));
  const row = (step, token, t) => html("tr", {}, html("th", { scope: "row" }, String(t + 1)), html("td", {}, visible(token)),
    [..."figcoh"].map((name) => html("td", { "data-key": name }, long(step[name]))));
  const paint = ({ steps, tokens }) => body.replaceChildren(...steps.map((step, t) => row(step, tokens[t], t)));
  return { element, paint };
}
