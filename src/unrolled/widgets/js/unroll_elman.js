// The Elman cell of Unroll: h_t = tanh(W_xh x_t + b_h + W_hh h_{t-1}).

import { fixed, indexed } from "./dom.js";
import { plus, preActivation, statesBefore } from "./rnn.js";
import { products, quoted, term, unitGradient } from "./unroll_terms.js";

export const elman = { states: ["h"], gates: "", step: elmanStep, back: elmanBack,
  explain: { h: explainUnit }, row: elmanRow,
  words: { name: "cell", does: "updates its hidden state h", start: "the hidden state starts at h₀ = 0",
    legend: "the cells of h are blue above 0 and orange below.",
    folded: "x feeds h through W x h, h feeds itself through W h h, and h feeds y through W h y." } };

function elmanStep(net, input, before) {
  const { fromInput, bias, fromPrevious } = preActivation(net, input, before.h);
  return { h: bias.map((b, i) => Math.tanh(fromInput[i] + b + fromPrevious[i])) };
}

/** What reaches dL/dh_t, and dL/da_t inside tanh; h_{t-1} is reached through a_t alone. */
function elmanBack({ h }, before, fromLoss, next) {
  const dh = plus(fromLoss, next.h);
  return { d: { h: dh }, own: { h: fromLoss }, da: dh.map((value, i) => value * (1 - h[i] ** 2)) };
}

function explainUnit(view, t, unit) {
  const { net, run, inputs } = view;
  const previous = statesBefore(net, run, t).h;
  const parts = preActivation(net, inputs[t], previous);
  const inside = parts.fromInput[unit] + parts.bias[unit] + parts.fromPrevious[unit];
  const [now, before] = [indexed("h", t + 1), indexed("h", t)];
  const equation = [term(`${now}[${unit}]`, run.h[t][unit]), "= tanh (",
    term(`W_xh ${indexed("x", t + 1)}`, parts.fromInput[unit], "xh"), "+",
    term("b_h", parts.bias[unit]), "+", term(`W_hh ${before}`, parts.fromPrevious[unit], "hh"),
    `) = tanh (${fixed(inside)}) = ${fixed(run.h[t][unit])}`];
  const text = t ? `W_hh ${before}, row ${unit}: ${products(net.weight_hh[unit], previous)}`
    : "h₀ = 0: there is no memory yet, so W_hh adds nothing.";
  return { title: `Unit ${unit} of the hidden state ${now}, after reading ${quoted(view, t)}`,
    equation, detail: { text, weight: "hh" },
    gradient: unitGradient(view, { kind: "h", t, unit },
      { symbol: `from ${indexed("L", t + 1)}`, weight: "hy" },
      { symbol: `through ${indexed("h", t + 2)}`, weight: "hh" }) };
}

/** What W_xh adds for a symbol: one number a unit. */
function elmanRow(column) {
  return column.map(fixed).join(", ");
}
