// The LSTM cell of Unroll: four gates, the cell state c and the hidden state h.

import { fixed, indexed } from "./dom.js";
import { ORDER, lstmStep } from "./lstm_cell.js";
import { plus, preActivation, statesBefore } from "./rnn.js";
import { bracketed, quoted, term, unitGradient } from "./unroll_terms.js";

export const lstm = { states: ["h", "c"], gates: ORDER, step: lstmStep, back: lstmBack,
  explain: { h: explainHidden, c: explainCell }, row: lstmRow,
  tell: tellUnit,
  words: { name: "LSTM cell", does: "updates its cell state c and its hidden state h through four gates",
    start: "both states start at 0",
    legend: "cells of h and c: blue above 0, orange below; bars: the gates i, f, g, o of the "
      + "unit explained below.",
    folded: "x feeds the gates through W x h, h feeds them through W h h, c feeds itself through "
      + "the forget gate, and h feeds y through W h y." } };

/** dL/d of both states and, row by row, of what the gates squash; and what reaches c_{t-1}. */
function lstmBack({ i, f, g, o, c }, before, fromLoss, next) {
  const shown = c.map(Math.tanh);
  const dh = plus(fromLoss, next.h);
  const throughH = dh.map((d, j) => d * o[j] * (1 - shown[j] ** 2));
  const dc = plus(throughH, next.c);
  const da = {
    i: (j) => dc[j] * g[j] * i[j] * (1 - i[j]),
    f: (j) => dc[j] * before.c[j] * f[j] * (1 - f[j]),
    g: (j) => dc[j] * i[j] * (1 - g[j] ** 2),
    o: (j) => dh[j] * shown[j] * o[j] * (1 - o[j]),
  };
  return { d: { h: dh, c: dc }, own: { h: fromLoss, c: throughH },
    da: [...ORDER].flatMap((gate) => c.map((_, j) => da[gate](j))),
    to: { c: dc.map((d, j) => d * f[j]) } };
}

function explainCell(view, t, unit) {
  const { f, i, g, c } = view.run.steps[t];
  const before = statesBefore(view.net, view.run, t).c[unit];
  const at = (letter, values) => term(indexed(letter, t + 1), values[unit]);
  const equation = [term(`${indexed("c", t + 1)}[${unit}]`, c[unit]), "=", at("f", f), "·",
    term(`${indexed("c", t)}[${unit}]`, before, "cc"), "+", at("i", i), "·", at("g", g),
    `= ${fixed(f[unit] * before)} + ${bracketed(i[unit] * g[unit])}`];
  return { title: `Unit ${unit} of the cell state ${indexed("c", t + 1)}, after reading ${quoted(view, t)}`,
    equation, gates: writeGates(view, t, unit),
    gradient: unitGradient(view, { kind: "c", t, unit }, { symbol: `through ${indexed("h", t + 1)}` },
      { symbol: `through ${indexed("c", t + 2)}`, weight: "cc" }) };
}

function explainHidden(view, t, unit) {
  const { o, c, h } = view.run.steps[t];
  const name = `${indexed("h", t + 1)}[${unit}]`;
  const equation = [term(name, h[unit]), "=", term(indexed("o", t + 1), o[unit]), "· tanh (",
    term(`${indexed("c", t + 1)}[${unit}]`, c[unit], "cc"),
    `) = ${fixed(o[unit])} · ${bracketed(Math.tanh(c[unit]))}`];
  return { title: `Unit ${unit} of the hidden state ${indexed("h", t + 1)}, after reading ${quoted(view, t)}`,
    equation, gates: writeGates(view, t, unit),
    gradient: unitGradient(view, { kind: "h", t, unit },
      { symbol: `from ${indexed("L", t + 1)}`, weight: "hy" },
      { symbol: `through the gates of step ${t + 2}`, weight: "hh" }) };
}

/** What the explained unit did at step t. */
function tellUnit({ run, unit }, t) {
  const { f, i, g, c } = run.steps[t];
  const percent = (values) => `${Math.round(100 * values[unit])} %`;
  return ` Unit ${unit} keeps ${percent(f)} of ${indexed("c", t)} and adds ${percent(i)} of `
    + `${fixed(g[unit])}: ${indexed("c", t + 1)} = ${fixed(c[unit])}.`;
}

/** A line for each gate of a unit, σ or tanh of its three terms, below what they all are. */
function writeGates({ net, run, inputs }, t, unit) {
  const terms = preActivation(net, inputs[t], statesBefore(net, run, t).h);
  const rule = ["gates of the unit: σ or tanh (", { symbol: `W_xh ${indexed("x", t + 1)}`, weight: "xh" },
    "+ b +", { symbol: `W_hh ${indexed("h", t)}`, weight: "hh" }, ")"];
  return [{ items: rule }, ...[...ORDER].map((gate, k) => {
    const [x, b, h] = [terms.fromInput, terms.bias, terms.fromPrevious].map((all) => all[k * net.H + unit]);
    const value = run.steps[t][gate][unit];
    const items = [{ symbol: indexed(gate, t + 1) }, gate === "g" ? "= tanh (" : "= σ (",
      { symbol: fixed(x), weight: "xh" }, signedTerm(b), { symbol: signedTerm(h), weight: "hh" },
      `) = ${fixed(value)}`];
    return { gate, value, items };
  })];
}

const signedTerm = (value) => `${value < 0 ? "−" : "+"} ${fixed(Math.abs(value))}`;

/** What W_xh adds for a symbol to the four gates of one unit. */
function lstmRow(column, unit) {
  const H = column.length / ORDER.length;
  const numbers = [...ORDER].map((gate, k) => `${gate} ${fixed(column[k * H + unit])}`);
  return `${column.length} numbers. Of unit ${unit}: ${numbers.join(", ")}`;
}
