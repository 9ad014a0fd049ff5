// The LSTM against PyTorch's numbers, stored by tests/widgets/test_lstm_gates_cases.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const { preset, reader, runLstm, setAll, setGate } = await load("lstm_cell.js");
const { readNet } = await load("rnn.js");
const { cutSymbol, describeChange, describeUnit, writeEquations } = await load("lstm_story.js");
const cases = JSON.parse(readFileSync(new URL("lstm_cases.json", import.meta.url)));

function assertClose(actual, expected) {
  assert.equal(actual.flat().length, expected.flat().length);
  actual.flat().forEach((value, i) =>
    assert.ok(Math.abs(value - expected.flat()[i]) < 1e-6, `${value} is not ${expected.flat()[i]}`));
}

for (const [k, { weights, inputs, overrides, unit, all, expected }] of cases.entries()) {
  test(`case ${k}: states and outputs equal PyTorch's, gates set by hand or not`, () => {
    const { steps, y } = runLstm(readNet(weights), inputs, reader(overrides, unit, all));
    assertClose(steps.map(({ c }) => c), expected.c);
    assertClose(steps.map(({ h }) => h), expected.h);
    if (expected.y) assertClose(y, expected.y);
    else assert.equal(y, null);
  });
}

test("gates are set and taken back without changing what was given", () => {
  const given = { o: [0, 1] };
  const once = setGate(given, "f", 1, 2, 0.5);
  assert.deepEqual(once, { o: [0, 1], f: [null, 0.5] });
  assert.deepEqual(setGate(once, "f", 1, 2, null), given);
  assert.deepEqual(setAll(once, "o", [null, null]), { f: [null, 0.5] });
  assert.deepEqual(given, { o: [0, 1] });
});

test("a preset is known again by its values", () => {
  const known = [undefined, [1, 1], [0, 0], [0, 1], [null, 1], [0.5]].map(preset);
  assert.deepEqual(known, ["computed", "open", "closed", "", "", ""]);
});

const steps = [{ f: 0.5, i: 0.25, g: 0.8, o: 1, c: 0.2, h: 0.2 }, { f: 0.9, i: 0.5, g: -0.5, o: 0.5, c: -0.07, h: -0.03 }];
const plain = (text) => text.replaceAll("\u00a0", " ");
const view = { steps, trained: steps, tokens: ["a", " "], unit: 3, classes: [], y: null, changed: false, overrides: {} };

test("the equations hold the numbers of the step", () => {
  assert.deepEqual(writeEquations(view, 1), ["c₂ = f₂ c₁ + i₂ g₂ = 0.90 · 0.20 + 0.50 · (−0.50) = −0.07",
    "h₂ = o₂ tanh(c₂) = 0.50 · (−0.07) = −0.03"]);
  assert.match(writeEquations(view, 0)[0], /^c₁ = f₁ c₀ \+ i₁ g₁ = 0\.50 · 0\.00 \+ 0\.25 · 0\.80 = 0\.20$/);
});

test("a long symbol is cut for the drawing", () => {
  assert.deepEqual(["a", " ", "<s>", "<pad>", "😀😀😀"].map(cutSymbol), ["a", "␣", "<s>", "<p…", "😀😀😀"]);
});

test("a sentence says what the unit does at a step", () => {
  assert.equal(plain(describeUnit(view, 1)), "Step 2 of 2 reads “space”. Unit 3 keeps 90 % of c₁ = 0.20 "
    + "and adds 50 % of g₂ = −0.50: c₂ = −0.07. It shows 50 % of tanh(c₂): h₂ = −0.03.");
});

test("a sentence says which gates are set by hand, and what became of the end", () => {
  assert.equal(describeChange(view), "All gates are as computed.");
  const changed = { ...view, changed: true, trained: [steps[0], { ...steps[1], c: 0.5 }],
    overrides: { f: [null, 0.3], i: [1, 1], o: [0, 0.5] } };
  assert.equal(plain(describeChange(changed)), "Set by hand in unit 3 alone: forget gate 0.30 at step 2; input gate 1.00 at all steps; "
    + "output gate with values of its own at all steps. At the end c₂ = −0.07 instead of 0.50, h₂ = −0.03 as before.");
  assert.match(describeChange({ ...changed, all: true }), /^Set by hand in all units: /);
});

test("a sentence says what the network answers, before and after", () => {
  const answers = { ...view, classes: ["x", "y"], y: [0.2, 0.8], trainedY: [0.9, 0.1] };
  assert.equal(describeChange(answers), "All gates are as computed. The network answers “y” with probability 0.80.");
  assert.match(describeChange({ ...answers, changed: true, overrides: { f: [0, 0] } }),
    /answers “y” with probability 0\.80; as trained “x” with probability 0\.90\.$/);
});
