// Sentences of the Unroll widget: what is seen, and what the current step just did.

import { fixed, indexed, short, visible } from "./dom.js";
import { norm } from "./rnn.js";
import { currentStep, doneForward } from "./unroll_view.js";

/** What the picture shows, for a first look. */
export const introduce = ({ words }, target) => `One ${words.name}, used at every step with the same `
  + `three matrices: it reads a symbol x, ${words.does} and gives ŷ, the probability of “${target}”.`;

/** One sentence on where the reader is. */
export function narrate(view) {
  const { stage, T, loss, fresh, event } = view;
  if (event) return CHANGES[event.kind](view, event);
  if (stage === 0) return `Nothing is read yet: ${view.net.cell.words.start}.`;
  if (fresh) {
    return `Forward is done: ${T} ${T === 1 ? "step" : "steps"}, L = ${fixed(loss.total)}. `
      + "Play shows it from the start, › goes on backward. Click a symbol to change it.";
  }
  return (stage > T ? narrateBackward : narrateForward)(view, currentStep(view));
}

function narrateForward(view, t) {
  const { T, loss, run, tokens, targets, counts, reads } = view;
  const read = reads[t] ? `reads “${visible(tokens[t])}”` : "reads nothing (x = 0)";
  const cost = counts[t] ? `target ${targets[t]}, loss ${fixed(loss.each[t])}` : "not in the loss";
  const sum = t + 1 < T ? "L so far:" : "All steps are read: L =";
  return `Step ${t + 1} of ${T}: the cell ${read}. ŷ = ${fixed(run.y[t])}; ${cost}. `
    + `${sum} ${fixed(loss.running[t])}.${view.net.cell.tell?.(view, t) ?? ""}`;
}

function narrateBackward({ grads, net }, t) {
  const { d, own, next } = grads[t];
  const source = { h: "its own loss", c: indexed("h", t + 1) };
  const sizes = net.cell.states.map((name) => `‖∂L/∂${indexed(name, t + 1)}‖ = ${short(norm(d[name]))} `
    + `(from ${source[name]} ${short(norm(own[name]))}, from later steps ${short(norm(next[name]))})`);
  return `Backward, step ${t + 1}: ${sizes.join("; ")}.`;
}

// What the reader just changed, and where to look.
const CHANGES = {
  token(view, { t, before }) {
    const change = `Step ${t + 1} now reads ${quote(view.tokens[t])} instead of ${quote(before.token)}`;
    if (!doneForward(view, t)) return `${change}; the cell has not come to it yet.`;
    const after = t + 1 < view.T ? ", and at the steps after it" : "";
    const state = view.net.cell.gates ? `, ${stateChange(view, t, before)}` : "";
    return `${change}. Look at ${indexed("ŷ", t + 1)}: ${fixed(before.y)} → ${fixed(view.run.y[t])}`
      + `${state}${after}. ${totals(view, before)}`;
  },
  target(view, { t, before }) {
    const change = `The target at step ${t + 1} is now ${view.targets[t]}`;
    if (!doneForward(view, t)) return `${change}; the cell has not come to it yet.`;
    return `${change}. Its loss: ${fixed(before.loss)} → ${fixed(view.loss.each[t])}. `
      + totals(view, before);
  },
  added: (view, { t, before }) => `Step ${t + 1} is added at the end: it reads `
    + `${quote(view.tokens[t])}, target ${view.targets[t]}. ${totals(view, before)}`,
  removed: (view, { t, before }) => `Step ${t + 1}, ${quote(before.token)}, is taken away; `
    + `+ brings it back. ${totals(view, before)}`,
};

/** How c and h of the explained unit changed. */
const stateChange = ({ run, unit }, t, before) => ["c", "h"].map((name) =>
  `${indexed(name, t + 1)}[${unit}]: ${fixed(before.run[name][t][unit])} → ${fixed(run[name][t][unit])}`)
  .join(", ");

const quote = (symbol) => `“${visible(symbol)}”`;

const totals = ({ stage, T, loss }, { total }) =>
  (stage < T ? "" : `L:\u00a0${fixed(total)}\u00a0→\u00a0${fixed(loss.total)}.`);
