// js/rnn.js against PyTorch's numbers, stored by tests/widgets/test_rnn_cases.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const rnn = await load("rnn.js");
const { CELLS } = await load("unroll_cells.js");
const cases = JSON.parse(readFileSync(new URL("./rnn_cases.json", import.meta.url)));

function assertClose(actual, expected) {
  assert.equal(actual.flat().length, expected.flat().length);
  actual.flat().forEach((value, i) =>
    assert.ok(Math.abs(value - expected.flat()[i]) < 1e-3, `${value} is not ${expected.flat()[i]}`));
}

function runCase({ cell, weights, inputs, targets, counts }) {
  const net = { ...rnn.readNet(weights), cell: CELLS[cell] };
  const run = rnn.forward(net, inputs);
  const steps = rnn.backward(net, run, targets, counts);
  return { net, run, steps, loss: rnn.sequenceLoss(run, targets, counts) };
}

for (const [i, given] of cases.entries()) {
  const { expected, inputs, targets, counts } = given;
  const states = CELLS[given.cell].states;
  test(`case ${i}, ${given.cell}: states, outputs and losses equal PyTorch's`, () => {
    const { run, loss } = runCase(given);
    for (const name of states) assertClose(run[name], expected[name]);
    assertClose(run.y, expected.y);
    assertClose(loss.each, expected.loss);
    assertClose([loss.total, loss.running.at(-1)], [expected.total, expected.total]);
  });
  test(`case ${i}, ${given.cell}: gradients along every edge equal autograd's`, () => {
    const { net, run, steps } = runCase(given);
    for (const name of states) assertClose(steps.map(({ d }) => d[name]), expected.d[name]);
    for (const [edge, norms] of Object.entries(expected.edges))
      assertClose(steps.map(({ edges }) => edges[edge]), norms);
    const shared = rnn.weightGradients(net, inputs, run, targets, counts, steps, 0);
    for (const [name, size] of Object.entries(expected.weights)) assertClose([shared[name]], [size]);
  });
}

test("float16 is decoded bit by bit, subnormal numbers and infinity too", () => {
  const halves = [0x3c00, 0xc000, 0x0001, 0x03ff, 0x7bff, 0x7c00, 0x8000, 0x3555];
  const data = Buffer.from(new Uint16Array(halves).buffer).toString("base64");
  const { values } = rnn.decodeArray({ shape: [8], data });
  const third = 1365 / 4096;
  assert.deepEqual(values, [1, -2, 2 ** -24, 1023 * 2 ** -24, 65504, Infinity, -0, third]);
});

test("a mapping type decides which steps read and which count", () => {
  const plan = (mapping, mask) => rnn.mappingPlan(mapping, mask)
    .map(({ reads, counts }) => `${reads ? "x" : "."}${counts ? "L" : "."}`).join(" ");
  assert.equal(plan("many-to-many", [true, false, true]), "xL x. xL");
  assert.equal(plan("many-to-one", [true, true, true]), "x. x. xL");
  assert.equal(plan("one-to-many", [true, true, true]), "xL .L .L");
  assert.equal(plan("one-to-one", [true]), "xL");
});

test("the unit that follows the targets is found, whatever its sign", () => {
  const h = [[0.9, 0.1, 0.5], [0.8, -0.9, 0.5], [0.9, -0.8, 0.5], [0.7, 0.2, 0.5]];
  assert.equal(rnn.mostCorrelated(h, [0, 1, 1, 0]), 1);
  assert.equal(rnn.mostCorrelated(h, [0, 1, 1, 0, 1, 1]), 1); // targets beyond the shown steps
  assert.equal(rnn.mostCorrelated(h, [1, 1, 1, 1]), 0);
  assert.ok(Math.abs(rnn.correlation([1, 2, 3], [2, 4, 7]) - 0.9933) < 1e-4);
});

test("a saturated output gives a finite loss", () => {
  const { each, total } = rnn.sequenceLoss({ z: [800, -800] }, [0, 1], [true, true]);
  assert.deepEqual(each, [800, 800]);
  assert.equal(total, 1600);
});
