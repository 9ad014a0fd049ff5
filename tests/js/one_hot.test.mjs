// Tokens, one-hot rows and sentences of the one-hot inspector.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const { encodeText, oneHotRow, timesMatrix } = await load("one_hot_tokens.js");
const { describeText, describeToken, writeProduct } = await load("one_hot_story.js");
const cases = JSON.parse(readFileSync(new URL("one_hot_cases.json", import.meta.url)));

test("texts are split, looked up, cut and padded as Python does it", () => {
  for (const { split, vocab, text, ends, length, expected } of cases) {
    const { tokens } = encodeText({ split, vocab }, text, ends, length);
    const found = tokens.map(({ token, index, mask }) => ({ token, index, mask }));
    assert.deepEqual(found, expected, `${split}: ${text}`);
  }
});

test("a one-hot row times W is the row of W with its index", () => {
  const W = [[0.5, -1], [2, 3], [-0.25, 0]];
  W.forEach((row, i) => assert.deepEqual(timesMatrix(oneHotRow(i, 3), W), row));
  assert.deepEqual(oneHotRow(1, 4), [0, 1, 0, 0]);
});

const vocab = ["<pad>", "<bos>", "<eos>", "<unk>", "cat", "the"];
const view = (text, ends, T) => ({ ...encodeText({ split: "words", vocab }, text, ends, T), V: 6,
  noun: "word", rows: Array(T).fill([0.25, -1]) });

test("what was typed is remembered where it became <unk>", () => {
  const { tokens } = view("the zebra", false, 2);
  assert.deepEqual(tokens[1], { typed: "zebra", token: "<unk>", index: 3, mask: 1 });
});

test("the sentence on a token says its index and the row it picks", () => {
  const all = view("the zebra cat", true, 6);
  const said = all.tokens.map((_, t) => describeToken(all, t));
  assert.equal(said[1], "Token 2, “the”, has index 5 of 6 in the dictionary: "
    + "x₂ has its 1 in column 5, and x₂ W is row 5 of W.");
  assert.match(said[2], /^Token 3, “zebra”, is not in the dictionary and becomes <unk>, index 3 of 6: /);
  assert.match(said[0], /^Token 1 is <bos>, index 1 of 6, put before the text: /);
  assert.match(said[4], /^Token 5 is <eos>, index 2 of 6, put after the text: /);
  assert.match(said[5], /^Token 6 is <pad>, index 0 of 6, .* Its mask is 0: it counts in no loss\.$/);
});

test("the sentence on the text counts what was read, added, padded, unknown and cut", () => {
  assert.equal(describeText(view("the cat", true, 6)), "2 words + 2 added + 2 padded = 6 tokens.");
  assert.equal(describeText(view("a zebra zebra", false, 3)),
    "3 words = 3 tokens. Not in the dictionary: “a”, “zebra”.");
  assert.equal(describeText(view("the cat the", true, 2)),
    "1 word + 1 added = 2 tokens. 3 tokens left out: more than T = 2.");
});

test("the product names each term once and leaves out only zeros", () => {
  const all = view("the cat", true, 5);
  const written = all.tokens.map((_, t) => writeProduct(all, t).split(" = ")[1]);
  assert.deepEqual(written, ["0 w₀ + 1 w₁ + ⋯ + 0 w₅", "0 w₀ + ⋯ + 1 w₅", "0 w₀ + ⋯ + 1 w₄ + 0 w₅",
    "0 w₀ + ⋯ + 1 w₂ + ⋯ + 0 w₅", "1 w₀ + ⋯ + 0 w₅"]);
  assert.match(writeProduct(all, 1), /^x₂ W = .* = w₅ = \(0\.25, −1\.00\)$/);
});
