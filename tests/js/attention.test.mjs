// The attention model against PyTorch's numbers, stored by tests/widgets/test_attention_cases.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const { attend, ended, entropy, readModel, translate, UNKNOWN } = await load("attention.js");
const { readWordsOf } = await load("attention_words.js");
const { nets, cases } = JSON.parse(readFileSync(new URL("attention_cases.json", import.meta.url)));
const models = Object.fromEntries(Object.entries(nets).map(([name, { weights }]) => [name, readModel(weights)]));

const read = ({ net, text }) => readWordsOf({ pattern: "[^\\s.,]+", vocab: nets[net].source }, text).map(({ index }) => index);
const run = (one) => translate(models[one.net], read(one));

function assertClose(actual, expected) {
  assert.equal(actual.flat().length, expected.flat().length);
  actual.flat().forEach((value, i) =>
    assert.ok(Math.abs(value - expected.flat()[i]) < 1e-3, `${value} is not ${expected.flat()[i]}`));
}

for (const [k, one] of cases.entries()) {
  test(`case ${k}, ${one.text.slice(0, 40)}: words, scores, weights and context equal PyTorch's`, () => {
    const steps = run(one);
    assert.deepEqual(steps.map(({ id }) => nets[one.net].target[id]), one.words);
    for (const name of ["e", "a", "p"]) assertClose(steps.map((step) => step[name]), one[name]);
    assertClose(steps.at(-1).c, one.last_c);
  });
}

test("weights are positive and sum to 1, and the context is their mean of the states", () => {
  for (const { a } of run(cases[20])) {
    assert.ok(a.every((weight) => weight >= 0));
    assert.ok(Math.abs(a.reduce((x, y) => x + y) - 1) < 1e-12);
  }
  assert.deepEqual(attend([0.25, 0.75], [[4, 0], [0, 8]]), [1, 6]);
});

test("<pad> and <bos> are never written, and a text that has no end is cut", () => {
  const all = cases.map(run);
  assert.ok(all.flat().every(({ id }) => id >= 2));
  const without = all.filter((steps) => !ended(steps));
  assert.ok(without.length > 0 && without.every((steps) => steps.length === 60));
});

test("the entropy is 0 bits for one word and log2 n for n words alike", () => {
  assert.equal(entropy([0, 1, 0]), 0);
  assert.equal(entropy([0.25, 0.25, 0.25, 0.25]), 2);
});

test("an input of six dates takes less than 50 ms", () => {
  const longest = cases.filter(({ words }) => words.length === 26);
  assert.equal(read(longest[0]).length, 25);
  const times = longest.map((one) => {
    const before = process.cpuUsage().user;
    run(one);
    return (process.cpuUsage().user - before) / 1000;
  });
  assert.ok(Math.min(...times) < 50, `${times} ms`);
});

test("words are found whatever their case, and no special is typed", () => {
  const reader = { pattern: "[^\\s.,]+", vocab: nets.dates.source };
  const words = readWordsOf(reader, " july, JULY Juli <pad> <eos>. ");
  assert.deepEqual(words.map(({ typed }) => typed), ["july", "JULY", "Juli", "<pad>", "<eos>"]);
  assert.deepEqual(words.map(({ word }) => word), ["July", "July", "<unk>", "<unk>", "<unk>"]);
  assert.deepEqual(words.map(({ index }) => index === UNKNOWN), [false, false, true, true, true]);
});
