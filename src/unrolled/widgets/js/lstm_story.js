// Sentences and equations of the LSTM widget.

import { fixed, indexed, spoken, visible } from "./dom.js";

/** A symbol as it fits into the drawing: at most three characters. */
export function cutSymbol(symbol) {
  const letters = [...visible(symbol)];
  return letters.length > 3 ? `${letters[0]}${letters[1]}…` : letters.join("");
}

const inBrackets = (value) => (value < 0 ? `(${fixed(value)})` : fixed(value));
const is = (name, value) => `${name}\u00a0=\u00a0${fixed(value)}`;
const percent = (value) => `${Math.round(100 * value)}\u00a0%`;

/** Both equations of step t, with its numbers. */
export function writeEquations({ steps }, t) {
  const { f, i, g, o, c, h } = steps[t];
  const before = steps[t - 1]?.c ?? 0;
  const at = (letter) => indexed(letter, t + 1);
  return [
    `${at("c")} = ${at("f")} ${indexed("c", t)} + ${at("i")} ${at("g")} = ${fixed(f)} · ${inBrackets(before)} `
      + `+ ${fixed(i)} · ${inBrackets(g)} = ${fixed(c)}`,
    `${at("h")} = ${at("o")} tanh(${at("c")}) = ${fixed(o)} · ${inBrackets(Math.tanh(c))} = ${fixed(h)}`,
  ];
}

/** What the unit does at step t. */
export function describeUnit({ steps, tokens, unit }, t) {
  const { f, i, g, o, c, h } = steps[t];
  const at = (letter) => indexed(letter, t + 1);
  const before = steps[t - 1]?.c ?? 0;
  return `Step ${t + 1} of ${steps.length} reads “${spoken(tokens[t])}”. Unit ${unit} keeps ${percent(f)} of `
    + `${is(indexed("c", t), before)} and adds ${percent(i)} of ${is(at("g"), g)}: ${is(at("c"), c)}. `
    + `It shows ${percent(o)} of tanh(${at("c")}): ${is(at("h"), h)}.`;
}

const GATE_NAMES = { f: "forget", i: "input", o: "output" };

/** Which gates are set by hand, and what became of the last step. */
export function describeChange(view) {
  const { changed, overrides, unit, all, steps, trained } = view;
  const answer = describeAnswer(view);
  if (!changed) return `All gates are as computed. ${answer}`.trim();
  const gates = Object.entries(overrides).map(([gate, values]) => `${GATE_NAMES[gate]} gate ${describeValues(values)}`);
  const [T, now, was] = [steps.length, steps.at(-1), trained.at(-1)];
  const ends = ["c", "h"].map((letter) => `${is(indexed(letter, T), now[letter])} `
    + (fixed(now[letter]) === fixed(was[letter]) ? "as before" : `instead of ${fixed(was[letter])}`));
  return `Set by hand in ${all ? "all units" : `unit ${unit} alone`}: ${gates.join("; ")}. `
    + `At the end ${ends.join(", ")}. ${answer}`.trim();
}

function describeValues(values) {
  const set = values.flatMap((value, t) => (value === null ? [] : [[t + 1, value]]));
  const [[first, value]] = set;
  if (set.length === 1) return `${fixed(value)} at step ${first}`;
  const same = set.every(([, other]) => other === value);
  const where = set.length === values.length ? "at all steps" : `at ${set.length} steps`;
  return same ? `${fixed(value)} ${where}` : `with values of its own ${where}`;
}

function describeAnswer({ classes, y, trainedY, changed }) {
  if (!y) return "";
  const best = y.indexOf(Math.max(...y));
  const named = (k, p) => `“${classes[k]}” with probability ${fixed(p[k])}`;
  const was = trainedY.indexOf(Math.max(...trainedY));
  return `The network answers ${named(best, y)}${changed ? `; as trained ${named(was, trainedY)}` : ""}.`;
}
