// The items that the equations of Unroll are made of: a string, a {literal}, or a term
// {symbol, value, weight}.

import { fixed, indexed, short, visible } from "./dom.js";
import { dot } from "./rnn.js";

/** A symbol with its number, in the colour of its weight. */
export const term = (symbol, value, weight = null) => ({ symbol, value: fixed(value), weight });

/** The same for a gradient. */
export const slope = (symbol, value, weight = null) => ({ symbol, value: short(value), weight });

/** What step t reads. */
export const quoted = ({ reads, tokens }, t) =>
  (reads[t] ? `“${visible(tokens[t])}”` : "nothing (x = 0)");

/** A number as a factor or an argument: −1.20 → (−1.20). */
export const bracketed = (value) => (value < 0 ? `(${fixed(value)})` : fixed(value));

/** "0.10·0.50 − 0.20·0.25 = 0.00" for a row of weights and a state. */
export function products(row, state) {
  const terms = row.map((w, j) => `${fixed(w)}·${bracketed(state[j])}`);
  return `${terms.join(" + ").replaceAll("+ −", "− ")} = ${fixed(dot(row, state))}`;
}

/** dL/d of a unit as the sum of what the step itself adds and what comes from later steps. */
export function unitGradient({ grads, T }, { kind, t, unit }, fromStep, fromLater) {
  const { d, own, next } = grads[t];
  const part = ({ symbol, weight }, value) => slope(symbol, value[kind][unit], weight);
  return [slope(`∂L/∂${indexed(kind, t + 1)}[${unit}]`, d[kind][unit]), "=",
    part(fromStep, own), ...(t + 1 < T ? ["+", part(fromLater, next)] : [])];
}
