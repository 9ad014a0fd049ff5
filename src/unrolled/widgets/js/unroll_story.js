// Sentences of the Unroll widget: what is seen, and what the current step just did.

import { fixed, indexed, short, visible } from "./dom.js";
import { norm } from "./rnn.js";
import { currentStep, doneForward } from "./unroll_view.js";

/** What the picture shows, for a first look. */
export const introduce = (name) => "One cell, used at every step with the same three matrices: "
  + `it reads a symbol x, updates its hidden state h and gives ŷ, the probability of “${name}”.`;

/** One sentence on where the reader is. */
export function narrate(view) {
  const { stage, T, loss, fresh, event } = view;
  if (event) return CHANGES[event.kind](view, event);
  if (stage === 0) return "Nothing is read yet: the hidden state starts at h₀ = 0.";
  if (fresh) {
    return `Forward is done: ${T} ${T === 1 ? "step" : "steps"}, L = ${fixed(loss.total)}. `
      + "Play shows it from the start, › goes on backward. Click a symbol to change it.";
  }
  return (stage > T ? narrateBackward : narrateForward)(view, currentStep(view));
}

function narrateForward({ T, loss, run, tokens, targets, counts, reads }, t) {
  const read = reads[t] ? `reads “${visible(tokens[t])}”` : "reads nothing (x = 0)";
  const cost = counts[t] ? `target ${targets[t]}, loss ${fixed(loss.each[t])}` : "not in the loss";
  const sum = t + 1 < T ? "L so far:" : "All steps are read: L =";
  return `Step ${t + 1} of ${T}: the cell ${read}. ŷ = ${fixed(run.y[t])}; ${cost}. `
    + `${sum} ${fixed(loss.running[t])}.`;
}

function narrateBackward({ grads }, t) {
  const { dh, next, edges } = grads[t];
  return `Backward, step ${t + 1}: ‖∂L/∂${indexed("h", t + 1)}‖ = ${short(norm(dh))} `
    + `(from its own loss ${short(edges.yh)}, from later steps ${short(norm(next))}).`;
}

// What the reader just changed, and where to look.
const CHANGES = {
  token(view, { t, before }) {
    const change = `Step ${t + 1} now reads ${quote(view.tokens[t])} instead of ${quote(before.token)}`;
    if (!doneForward(view, t)) return `${change}; the cell has not come to it yet.`;
    const after = t + 1 < view.T ? ", and at the steps after it" : "";
    return `${change}. Look at ${indexed("ŷ", t + 1)}: ${fixed(before.y)} → ${fixed(view.run.y[t])}`
      + `${after}. ${totals(view, before)}`;
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

const quote = (symbol) => `“${visible(symbol)}”`;

const totals = ({ stage, T, loss }, { total }) =>
  (stage < T ? "" : `L:\u00a0${fixed(total)}\u00a0→\u00a0${fixed(loss.total)}.`);
