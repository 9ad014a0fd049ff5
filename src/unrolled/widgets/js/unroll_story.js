// Sentences of the Unroll widget: what is seen, and what the current step just did.

import { fixed, indexed, short, visible } from "./dom.js";
import { norm } from "./rnn.js";
import { currentStep } from "./unroll_view.js";

/** What the picture shows, for a first look. */
export const introduce = (name) => "One cell, used at every step with the same three matrices: "
  + `it reads a symbol x, updates its hidden state h and gives ŷ, the probability of “${name}”.`;

/** One sentence on where the reader is. */
export function narrate(view) {
  const { stage, T, loss, fresh } = view;
  if (stage === 0) return "Nothing is read yet: the hidden state starts at h₀ = 0.";
  if (fresh) {
    return `${T} ${T === 1 ? "step" : "steps"}, L = ${fixed(loss.total)}. `
      + "Press play, point at a node, or click a symbol to change it.";
  }
  return (stage > T ? narrateBackward : narrateForward)(view, currentStep(view));
}

function narrateForward({ T, loss, run, tokens, targets, counts, reads }, t) {
  const read = reads[t] ? `reads “${visible(tokens[t])}”` : "reads nothing (x = 0)";
  const cost = counts[t] ? `target ${targets[t]}, loss ${fixed(loss.each[t])}` : "not in the loss";
  return `Step ${t + 1} of ${T}: the cell ${read}. ŷ = ${fixed(run.y[t])}; ${cost}. `
    + `L so far: ${fixed(loss.running[t])}.`;
}

function narrateBackward({ grads }, t) {
  const { dh, next, edges } = grads[t];
  return `Backward, step ${t + 1}: ‖∂L/∂${indexed("h", t + 1)}‖ = ${short(norm(dh))} `
    + `(from its own loss ${short(edges.yh)}, from later steps ${short(norm(next))}).`;
}
