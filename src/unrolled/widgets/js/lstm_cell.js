// An LSTM in plain numbers, with gates that may be set by hand. Pure functions; steps and
// units are counted from 0. Compared with PyTorch by tests/js/lstm.test.mjs.

import { dot, preActivation, sigmoid } from "./rnn.js";

/** How the rows of the weights are stacked. */
export const ORDER = "ifgo";

/**
 * Run over inputs (indices into the vocabulary). set(gate, unit, t) is a gate's value, or
 * null where it is as computed. Returns i, f, g, o, c and h of each step, and y after the last.
 */
export function runLstm(net, inputs, set = () => null) {
  const steps = [];
  let state = { h: Array(net.H).fill(0), c: Array(net.H).fill(0) };
  inputs.forEach((input, t) => {
    state = lstmStep(net, input, state, (gate, unit) => set(gate, unit, t));
    steps.push(state);
  });
  return { steps, y: net.weight_hy ? softmax(net.weight_hy.map((row, k) => dot(row, state.h) + net.bias_y[k])) : null };
}

/** One step from {h, c}, on an index into the vocabulary, or -1 for x_t = 0. */
export function lstmStep(net, input, before, set = () => null) {
  const { fromInput, bias, fromPrevious } = preActivation(net, input, before.h);
  const z = bias.map((b, k) => fromInput[k] + b + fromPrevious[k]);
  const now = {};
  [...ORDER].forEach((gate, k) => {
    const squash = gate === "g" ? Math.tanh : sigmoid;
    now[gate] = z.slice(k * net.H, (k + 1) * net.H).map((value, unit) => set(gate, unit) ?? squash(value));
  });
  now.c = now.f.map((f, j) => f * before.c[j] + now.i[j] * now.g[j]);
  now.h = now.o.map((o, j) => o * Math.tanh(now.c[j]));
  return now;
}

function softmax(z) {
  const exponents = z.map((value) => Math.exp(value - Math.max(...z)));
  const sum = exponents.reduce((a, b) => a + b, 0);
  return exponents.map((value) => value / sum);
}

/** What overrides ({f: [null, 0.5, …]}) say of a gate, in one unit or in all of them. */
export const reader = (overrides, chosen, all) => (gate, unit, t) =>
  (all || unit === chosen ? overrides[gate]?.[t] ?? null : null);

/** overrides with one gate of step t set; null takes it back. */
export function setGate(overrides, gate, t, T, value) {
  const values = [...overrides[gate] ?? Array(T).fill(null)];
  values[t] = value;
  return setAll(overrides, gate, values);
}

/** overrides with a gate set at all steps; a gate without values is left out. */
export function setAll(overrides, gate, values) {
  const { [gate]: _, ...others } = overrides;
  return values.some((value) => value !== null) ? { ...others, [gate]: values } : others;
}

/** Which preset a gate's values are: "open", "closed", "computed" or none of them. */
export function preset(values) {
  if (!values) return "computed";
  return values.every((value) => value === 1) ? "open" : values.every((value) => value === 0) ? "closed" : "";
}
