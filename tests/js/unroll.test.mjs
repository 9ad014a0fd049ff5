// What Unroll writes about a unit, on PyTorch's stored cases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const rnn = await load("rnn.js");
const { CELLS } = await load("unroll_cells.js");
const { narrate } = await load("unroll_story.js");
const { fixed } = await load("dom.js");
const cases = JSON.parse(readFileSync(new URL("./rnn_cases.json", import.meta.url)));

function look({ cell, weights, inputs, targets, counts, expected }, unit) {
  const net = { ...rnn.readNet(weights), cell: CELLS[cell] };
  const run = rnn.forward(net, inputs);
  const grads = rnn.backward(net, run, targets, counts);
  const loss = rnn.sequenceLoss(run, targets, counts);
  return { net, run, grads, loss, inputs, targets, counts, unit, expected, T: inputs.length,
    reads: inputs.map((i) => i >= 0), tokens: inputs.map(String), fresh: false };
}

const cellOf = (view) => view.net.cell;
const lstms = cases.filter(({ cell }) => cell === "lstm").map((given) => look(given, 0));
const text = (items) => items.map((item) => (typeof item === "string" ? item
  : item.symbol + (item.value ? `=${item.value}` : ""))).join(" ");

test("an LSTM unit's equations hold PyTorch's numbers", () => {
  for (const view of lstms) {
    const t = view.T - 1;
    const { f, i, g, o } = view.run.steps[t];
    const before = t ? view.expected.c[t - 1][0] : 0;
    const [c, h] = [view.expected.c[t][0], view.expected.h[t][0]];
    const inCell = text(cellOf(view).explain.c(view, t, 0).equation);
    assert.ok([c, f[0], before, i[0], g[0]].every((value) => inCell.includes(fixed(value))), inCell);
    const inHidden = text(cellOf(view).explain.h(view, t, 0).equation);
    assert.ok([h, o[0], c].every((value) => inHidden.includes(fixed(value))), inHidden);
  }
});

test("an LSTM unit's gates are listed in the order of the weights, below their rule", () => {
  const { gates } = cellOf(lstms[0]).explain.c(lstms[0], 1, 0);
  assert.deepEqual(gates.map(({ gate }) => gate), [undefined, "i", "f", "g", "o"]);
  for (const { gate, value } of gates.slice(1)) assert.equal(value, lstms[0].run.steps[1][gate][0]);
  assert.match(text(gates[2].items), /^f₂ = σ \( −?\d\.\d\d [+−] \d\.\d\d [+−] \d\.\d\d \) = \d\.\d\d$/);
});

test("backward, a sentence says how large both gradients are", () => {
  const view = { ...lstms[1], stage: 2 * lstms[1].T - 3 };
  assert.match(narrate(view), /^Backward, step 4: ‖∂L\/∂h₄‖ = .+; ‖∂L\/∂c₄‖ = .+ \(from h₄ .+, from later steps .+\)\.$/);
});

test("the first state of every cell is h, which the output reads", () => {
  assert.deepEqual(Object.values(CELLS).map(({ states }) => states), [["h"], ["h", "c"]]);
});
