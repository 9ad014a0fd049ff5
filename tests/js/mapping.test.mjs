// Plans and sentences of the mapping types.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const { TYPES, changeLengths, planSteps } = await load("mapping_plan.js");
const { describeStep, describeType } = await load("mapping_story.js");
const { mappingPlan } = await load("rnn.js");
const cases = JSON.parse(readFileSync(new URL("mapping_cases.json", import.meta.url)));

test("steps read and write as Python plans them", () => {
  assert.deepEqual([...new Set(cases.map(({ type }) => type))], Object.keys(TYPES));
  for (const { type, inputs, outputs, expected } of cases) {
    const found = planSteps(type, inputs, outputs).map(({ input, output }) => [input, output]);
    assert.deepEqual(found, expected, type);
  }
});

test("the aligned types are those of Unroll", () => {
  const lengths = { "one-to-one": [1, 1], "one-to-many": [1, 4], "many-to-one": [4, 1], "many-to-many": [4, 4] };
  for (const [type, [inputs, outputs]] of Object.entries(lengths)) {
    const steps = planSteps(type, inputs, outputs);
    const plan = mappingPlan(type, Array(steps.length).fill(true));
    const found = steps.map(({ input, output }) => ({ reads: input !== null, counts: output !== null }));
    assert.deepEqual(found, plan, type);
  }
});

test("a length stays between 1 and 8, and aligned lengths stay equal", () => {
  assert.deepEqual(changeLengths({ inputs: 3, outputs: 5 }, "inputs", 1), { inputs: 4, outputs: 5 });
  assert.deepEqual(changeLengths({ inputs: 3, outputs: 5 }, "outputs", -1), { inputs: 3, outputs: 4 });
  assert.deepEqual(changeLengths({ inputs: 8, outputs: 8 }, "steps", -1), { inputs: 7, outputs: 7 });
  assert.deepEqual(changeLengths({ inputs: 8, outputs: 1 }, "inputs", 1), { inputs: 8, outputs: 1 });
  assert.deepEqual(changeLengths({ inputs: 1, outputs: 1 }, "steps", -1), { inputs: 1, outputs: 1 });
});

const view = (type, inputs, outputs) => ({ type, inputs, outputs, steps: planSteps(type, inputs, outputs) });

test("the sentence on a type says which steps the loss counts", () => {
  const said = (...plan) => describeType(view(...plan));
  assert.match(said("one-to-one", 1, 1), /nothing recurs\. The loss counts every step: L = L₁\.$/);
  assert.match(said("many-to-one", 4, 1), /each of 4 steps reads .* step 4 only: L = L₄\.$/);
  assert.match(said("one-to-many", 1, 3), /each of 3 steps writes .* every step: L = L₁ \+ L₂ \+ L₃\.$/);
  assert.match(said("many-to-many", 6, 6), /every step: L = L₁ \+ ⋯ \+ L₆\.$/);
  assert.match(said("many-to-many-unaligned", 1, 2),
    /1 step to read, then 2 steps to write; .* steps 2 to 3 only: L = L₂ \+ L₃\.$/);
});

test("the sentence on a step says what it reads and writes", () => {
  const steps = [{ read: { image: "data:", alt: "image of a 7" }, written: false },
    { read: { text: "film" }, written: { text: "yes" } }, { read: false, written: { letter: "ŷ₃" } }];
  assert.equal(describeStep({ steps }, 0),
    "Step 1 of 3 reads image of a 7 and makes h₁ from h₀. It writes no output and is not in the loss.");
  assert.equal(describeStep({ steps }, 1),
    "Step 2 of 3 reads “film” and makes h₂ from h₁. It writes “yes”; L₂ is in the loss.");
  assert.equal(describeStep({ steps }, 2),
    "Step 3 of 3 reads nothing (x₃ = 0) and makes h₃ from h₂. It writes ŷ₃; L₃ is in the loss.");
});
