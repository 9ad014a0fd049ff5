// What the attention inspector says of a text and of a translation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { countLeftOut, describeVocabulary, findErrors, nearestWord, readWordsOf } = await load("attention_words.js");
const { describeAttention, describeContext, describeErrors, describePointed, describeRun, describeSpread, describeTrouble,
  describeWord, writeAttention } = await load("attention_story.js");

const SPECIALS = ["<pad>", "<bos>", "<eos>", "<unk>"];
const numbers = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
const vocab = [...SPECIALS, ...numbers(1, 31), ...numbers(1900, 2099), "July", "June", "Monday", "Sunday", "and"];
const reader = { pattern: "[^\\s.,]+", vocab };
const plain = (text) => text.replaceAll("\u00a0", " ");

test("the nearest word is the nearest in value for a number, in letters for a word", () => {
  const pairs = [["1750", "1900"], ["32", "31"], ["2150", "2099"], ["Juni", "June"], ["sundy", "Sunday"], ["20th", "20"],
    ["Mon", "Monday"], ["jul", "July"], ["1st", "1"], ["&", "and"]];
  for (const [typed, known] of pairs) assert.equal(nearestWord(vocab, typed), known);
  assert.equal(nearestWord([...SPECIALS, "a", "b"], "7"), "a");
  assert.equal(nearestWord([...SPECIALS, "7", "9"], "nine"), "7");
});

test("a vocabulary is told as ranges of numbers and a list of words", () => {
  assert.equal(describeVocabulary(vocab), "the numbers 1–31, 1900–2099 and the words July · June · Monday · Sunday · and");
  assert.equal(describeVocabulary([...SPECIALS, "7", "9", "a"]), "the numbers 7, 9 and the words a");
  assert.match(describeVocabulary([...SPECIALS, ...numbers(1, 40).map((n) => `w${n}`)]), /^the words w1 · .* · w24 · 16 more$/);
});

test("errors are what is outside the longest common part", () => {
  const check = (written, truth) => {
    const { wrong, missing } = findErrors(written.split(" "), truth.split(" "));
    return [[...wrong], missing, describeErrors({ wrong, missing }, written.split(" ").length)];
  };
  assert.deepEqual(check("a b c", "a b c"), [[], 0, "as the reference"]);
  assert.deepEqual(check("a x c", "a b c"), [[1], 1, "1 of 3 words wrong"]);
  assert.deepEqual(check("b c", "a b c"), [[], 1, "1 missing"]);
  assert.deepEqual(check("x b c y", "b c"), [[0, 3], 0, "2 of 4 words wrong"]);
  assert.deepEqual(check("x", "a b c"), [[0], 3, "1 of 1 word wrong, 2 missing"]);
  assert.equal(findErrors([], ["a"]).missing, 1);
});

const END = { id: 2 };
const trouble = (text, { longest = 0, trained = "", leftOut = 0, steps = [END] } = {}) => describeTrouble(
  { words: readWordsOf(reader, text), steps }, vocab, { longest, trained, leftOut });

test("unknown words are named once, with the nearest known word and what is known", () => {
  const notes = trouble("Sunday Juni 20 and Juni");
  assert.equal(notes.length, 2);
  assert.equal(notes[0].text, "“Juni” is not among the words it knows: it reads <unk>, and can only guess.");
  assert.deepEqual(notes[0].use, ["Juni", "June"]);
  assert.equal(notes[1].text, "It knows the numbers 1–31, 1900–2099 and the words July · June · Monday · Sunday · and.");
});

test("a text that is longer than in training, cut off or without an end is warned of", () => {
  assert.deepEqual(trouble("Sunday July 20 1969", { longest: 4 }), []);
  const [{ text }] = trouble("Sunday July 20 1969 and", { longest: 4, trained: "one date" });
  assert.equal(text, "5 words are more than it was trained on (at most 4, one date): it runs, but expect mistakes.");
  assert.equal(trouble("and", { leftOut: 3 })[0].text, "Only the first 60 words are read; 3 left out.");
  assert.equal(trouble("and", { steps: [{ id: 9 }, { id: 8 }] })[0].text, "It wrote no <eos> in 2 steps and was stopped.");
  assert.equal(countLeftOut(reader, "and ".repeat(63)), 3);
  assert.equal(countLeftOut(reader, "and"), 0);
  assert.deepEqual(readWordsOf(reader, " ., "), []);
});

const step = (word, a, e, c, p = 0.9) => ({ word, a, e, c, p, id: word === "<eos>" ? 2 : 9 });
const view = { source: ["July", "20"], truth: [1, 0], asksToken: true, steps: [
  step("20", [0.25, 0.75], [0, Math.log(3)], [3, 4]), step("július", [0.5, 0.5], [1, 1], [3, 8]), step("<eos>", [1, 0], [9, -9], [0, 0])] };

test("a step and a word are told with their numbers", () => {
  assert.equal(describeAttention(view, 0), "Step 1 of 3 writes “20” (probability 0.90): looks most at “20”, weight 0.75, "
    + "as the known alignment says.");
  const wrong = describeAttention({ ...view, truth: [0, 0] }, 0);
  assert.ok(wrong.endsWith("weight 0.75; the known alignment says “July”."));
  assert.ok(describeAttention({ ...view, truth: undefined }, 2).endsWith("looks most at “July”, weight 1.00."));
  assert.equal(plain(describeWord(view, 0, 1)), "Source word 2, “20”, at this step: score e = 1.10, weight a = 0.75. "
    + "Its largest weight, 0.75, is at step 1, “20”.");
  assert.equal(describeRun(view), "2 words read, 3 steps written. The largest weight is on the right word at 2 of 2 steps.");
  assert.equal(describeRun({ ...view, truth: undefined }), "2 words read, 3 steps written.");
});

test("what the pointer is at is told", () => {
  assert.equal(describePointed(view, 0, null), "Step 1, “20”, looks at “20” 0.75, “July” 0.25.");
  assert.equal(describePointed(view, null, 1), "Source word 2, “20”, is looked at by “20” 0.75, “július” 0.50.");
  assert.equal(plain(describePointed(view, 0, 0)), "Step 1, “20”, and source word “July”: e = 0.00, a = 0.25.");
});

test("the equations hold the numbers of the step", () => {
  assert.deepEqual(writeAttention(view, 0, 1), ["e₁,₂ = v · tanh(W [s₀; y₀] + U h₂ + b) = 1.10",
    "a₁,₂ = exp(e₁,₂) / Σⱼ exp(e₁,ⱼ) = 1 / 1.33 = 0.75", "c₁ = Σⱼ a₁,ⱼ hⱼ ≈ 0.75 h₂ + 0.25 h₁"]);
  assert.match(writeAttention({ ...view, asksToken: false }, 1, 0)[0], /tanh\(W s₁ \+ U h₁ \+ b\)/);
  assert.match(writeAttention(view, 2, 1)[1], /= 1 \/ 6\.6 · 10\^7 = 0\.00$/);
});

test("entropy and context are told in words", () => {
  assert.equal(describeSpread(view, 1), "The entropy of a₂ is 1.00 bits: as if it were spread evenly over 2.0 of 2 words.");
  assert.equal(describeContext(view, 0), "c₁: 2 numbers, of size ‖c₁‖ = 5.00.");
  assert.equal(describeContext(view, 1), "c₂: 2 numbers, of size ‖c₂‖ = 8.54, at a distance of 4.00 from c₁.");
});
