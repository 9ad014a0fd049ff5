// What the Unroll widget shows: the model's numbers plus where the reader is.

import { readNet, mappingPlan, forward, sequenceLoss, backward, weightGradients, mostCorrelated }
  from "./rnn.js";
import { CELLS } from "./unroll_cells.js";

/** The most steps that are drawn. */
export const MAX_STEPS = 16;

const FULL = 3; // the strongest colour of c: beyond, tanh(c) hardly changes

const STEPS = ["tokens", "targets", "mask"];

/**
 * The state of one widget. `stage` is the place on its one time axis: 0 nothing, 1..T
 * steps forward (T: the loss), T+1..2T steps backward. It starts at T. `event` is the
 * reader's last change, with what it changed; a step in time ends it.
 */
export function createView(model, changed) {
  const net = { ...readNet(model.get("weights")), cell: CELLS[model.get("cell")] };
  const view = { model, net, vocab: model.get("vocab") };
  view.index = new Map(view.vocab.map((symbol, i) => [symbol, i]));
  view.initial = snapshot(model);
  view.blank = view.index.has(" ") ? " " : view.vocab[0];
  view.spare = STEPS.map(() => []);
  const show = (event) => {
    view.event = event;
    compute(view);
    changed();
  };
  view.refresh = () => view.updating || show(null);
  view.update = (changes, event = null) => {
    view.updating = true;
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    view.updating = false;
    model.save_changes();
    show(event);
  };
  compute(view);
  restart(view);
  return view;
}

const snapshot = (model) =>
  Object.fromEntries([...STEPS, "mapping"].map((name) => [name, model.get(name)]));

/** Run the cell on the model's current symbols. */
function compute(view) {
  const state = snapshot(view.model);
  const { tokens, targets, mask, mapping } = state;
  // A kernel may send lists of a new length one by one: wait for the last.
  if (targets.length !== tokens.length || mask.length !== tokens.length) return;
  Object.assign(view, state);
  const plan = mappingPlan(mapping, mask);
  const shown = mapping === "one-to-one" ? 1 : tokens.length;
  view.reads = plan.map((step) => step.reads).slice(0, shown);
  view.counts = plan.map((step) => step.counts).slice(0, shown);
  view.inputs = view.reads.map((reads, t) => (reads ? view.index.get(tokens[t]) : -1));
  view.run = forward(view.net, view.inputs);
  view.reach = Object.fromEntries(view.net.cell.states.map((name) =>
    [name, Math.min(FULL, Math.max(1, ...view.run[name].flat().map(Math.abs)))]));
  view.loss = sequenceLoss(view.run, targets, view.counts);
  view.grads = backward(view.net, view.run, targets, view.counts);
  if (view.T !== shown) Object.assign(view, { T: shown, stage: shown });
  if (view.selected?.t >= shown) view.selected = { ...view.selected, t: shown - 1 };
}

/** Go back to the first view: everything forward, the unit that follows the targets explained. */
function restart(view) {
  view.stage = view.T;
  view.fresh = true;
  const t = Math.min(view.T - 1, Math.max(1, view.targets.indexOf(1)));
  const kind = memory(view);
  select(view, { kind, t, unit: mostCorrelated(view.run[kind], view.targets) });
}

/** The state that carries the cell's memory: the last one. */
const memory = ({ net }) => net.cell.states.at(-1);

/** The units of all states, from top to bottom. */
export const unitsOf = ({ cell, H }) => cell.states.flatMap((kind) =>
  Array.from({ length: H }, (_, unit) => ({ kind, unit })));

/** Let a node be explained; its unit stays chosen until another one is. */
export function select(view, place) {
  view.selected = place;
  view.unit = place.unit ?? view.unit;
}

/** Undo every change since the widget was made. */
export function reset(view) {
  view.spare = STEPS.map(() => []);
  view.update(view.initial);
  restart(view);
}

/** The step that the current stage is at, from 0; -1 before the first. */
export const currentStep = ({ stage, T }) => (stage <= T ? stage - 1 : 2 * T - stage);

/** Has step t been computed forward, and backward? */
export const doneForward = ({ stage }, t) => t < stage;
export const doneBackward = ({ stage, T }, t) => t >= 2 * T - stage;

/** How large the gradients of the three matrices are, over the steps done backward. */
export function sharedGradients({ net, inputs, run, targets, counts, grads, stage, T }) {
  return weightGradients(net, inputs, run, targets, counts, grads, 2 * T - stage);
}

/** Are inputs changed but no target? Then the targets are still those of the original line. */
export function isStale({ T, tokens, targets, initial, blank }) {
  const steps = Array.from({ length: T }, (_, t) => t);
  return steps.some((t) => tokens[t] !== (initial.tokens[t] ?? blank))
    && steps.every((t) => targets[t] === (initial.targets[t] ?? 0));
}

/** Does the cell run without inputs that it had in training (the mapping it came with)? */
export const missesInputs = ({ inputs, mapping, initial }) =>
  mapping !== initial.mapping && inputs.includes(-1);

/** Move to a stage, and let the explained node follow. */
export function goTo(view, stage) {
  view.event = null;
  view.stage = Math.max(0, Math.min(2 * view.T, stage));
  view.fresh = false;
  const t = Math.max(0, currentStep(view));
  select(view, { kind: memory(view), t, unit: view.unit });
}

/** Change one symbol. */
export function setToken(view, t, symbol) {
  if (symbol === view.tokens[t]) return;
  view.update({ tokens: replaced(view.tokens, t, symbol) }, eventAt(view, "token", t));
}

/** Switch a target between 0 and 1. */
export function toggleTarget(view, t) {
  view.update({ targets: replaced(view.targets, t, 1 - view.targets[t]) },
    eventAt(view, "target", t));
}

/** What step t was before a change. */
const eventAt = ({ tokens, run, loss }, kind, t) => ({ kind, t,
  before: { token: tokens[t], run, y: run.y[t], loss: loss.each[t], total: loss.total } });

const replaced = (list, t, value) => list.map((old, i) => (i === t ? value : old));

/** Show one step more or fewer; what was taken away comes back. */
export function changeLength(view, by) {
  const length = view.tokens.length + by;
  if (length < 1 || length > MAX_STEPS) return;
  const added = [view.blank, 0, true];
  const steps = STEPS.map((name, k) => {
    const all = [...view[name], ...view.spare[k]];
    view.spare[k] = all.slice(length);
    return [name, [...all, added[k]].slice(0, length)];
  });
  const kind = by > 0 ? "added" : "removed";
  const place = by > 0 ? length - 1 : length;
  view.update(Object.fromEntries(steps), eventAt(view, kind, place));
}
