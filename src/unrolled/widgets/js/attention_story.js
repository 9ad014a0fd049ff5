// Sentences and equations of the inspector.

import { fixed, indexed } from "./dom.js";
import { UNKNOWN, ended, entropy } from "./attention.js";
import { MOST_WORDS, describeVocabulary, nearestWord } from "./attention_words.js";
import { norm } from "./rnn.js";

const inMarks = (word) => `“${word}”`;
const howMany = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const equals = (name, value) => `${name}\u00a0=\u00a0${fixed(value)}`;

/** Which of the weights is the largest. */
export const strongest = (a) => a.indexOf(Math.max(...a));

/** e₂,₅ */
const at = (letter, t, i) => `${indexed(letter, t + 1)}${indexed(",", i + 1)}`;

/** What step t writes, and where it looks. */
export function describeAttention({ source, steps, truth }, t) {
  const { word, p, a } = steps[t];
  const place = strongest(a);
  const right = truth?.[t] >= 0 ? (truth[t] === place ? ", as the known alignment says"
    : `; the known alignment says ${inMarks(source[truth[t]])}`) : "";
  return `Step ${t + 1} of ${steps.length} writes ${inMarks(word)} (probability ${fixed(p)}): looks most at `
    + `${inMarks(source[place])}, weight ${fixed(a[place])}${right}.`;
}

/** How one source word fares, at this step and at all. */
export function describeWord({ source, steps }, t, i) {
  const { e, a } = steps[t];
  const best = strongest(steps.map((step) => step.a[i]));
  return `Source word ${i + 1}, ${inMarks(source[i])}, at this step: score ${equals("e", e[i])}, weight ${equals("a", a[i])}. `
    + `Its largest weight, ${fixed(steps[best].a[i])}, is at step ${best + 1}, ${inMarks(steps[best].word)}.`;
}

/** The score and the weight of word i at step t, and the context, with their numbers. */
export function writeAttention({ steps, asksToken }, t, i) {
  const { e, a } = steps[t];
  const sum = e.reduce((total, value) => total + Math.exp(value - e[i]), 0);
  const query = asksToken ? `[${indexed("s", t)}; ${indexed("y", t)}]` : indexed("s", t);
  const terms = a.map((weight, k) => [weight, k]).filter(([weight]) => weight >= 0.005)
    .sort(([one], [other]) => other - one);
  const written = terms.slice(0, 4).map(([weight, k]) => `${fixed(weight)} ${indexed("h", k + 1)}`);
  return [
    `${at("e", t, i)} = v · tanh(W ${query} + U ${indexed("h", i + 1)} + b) = ${fixed(e[i])}`,
    `${at("a", t, i)} = exp(${at("e", t, i)}) / Σⱼ exp(${indexed("e", t + 1)},ⱼ) = 1 / ${shortSum(sum)} = ${fixed(a[i])}`,
    `${indexed("c", t + 1)} = Σⱼ ${indexed("a", t + 1)},ⱼ hⱼ ≈ ${written.join(" + ")}${terms.length > 4 ? " + ⋯" : ""}`,
  ];
}

const shortSum = (sum) => (sum < 1e4 ? fixed(sum) : sum.toExponential(1).replace("e+", " · 10^"));

/** How widely the weights are spread. */
export function describeSpread({ steps, source }, t) {
  const bits = entropy(steps[t].a);
  return `The entropy of ${indexed("a", t + 1)} is ${fixed(bits)} bits: as if it were spread evenly over `
    + `${(2 ** bits).toFixed(1)} of ${howMany(source.length, "word")}.`;
}

/** How large the context is, and how far from the last one. */
export function describeContext({ steps }, t) {
  const [c, before] = [steps[t].c, steps[t - 1]?.c];
  const change = before ? `, at a distance of ${fixed(norm(c.map((value, k) => value - before[k])))} from ${indexed("c", t)}` : "";
  return `${indexed("c", t + 1)}: ${c.length} numbers, of size ‖${indexed("c", t + 1)}‖ = ${fixed(norm(c))}${change}.`;
}

/** What was read and written, and how often the largest weight was on the right word. */
export function describeRun({ source, steps, truth }) {
  const known = (truth ?? []).map((place, t) => [place, t]).filter(([place, t]) => place >= 0 && t < steps.length);
  const right = known.filter(([place, t]) => strongest(steps[t].a) === place).length;
  const aligned = known.length ? ` The largest weight is on the right word at ${right} of ${known.length} steps.` : "";
  return `${howMany(source.length, "word")} read, ${howMany(steps.length, "step")} written.${aligned}`;
}

/** How the pictures are read. */
export const PICTURE_KEYS = {
  lines: "The more opaque a line, the larger the weight. Violet: the chosen step; green: the chosen word. Point at a word to see its lines.",
  heat: "A row for each step, a column for each source word; the fuller the colour, the larger the weight. "
    + "Dotted: the known alignment. Choose a cell for its numbers.",
};

/** What the pointer is at: a step, a source word, or both. */
export function describePointed({ source, steps }, t, i) {
  if (t !== null && i !== null)
    return `Step ${t + 1}, ${inMarks(steps[t].word)}, and source word ${inMarks(source[i])}: `
      + `${equals("e", steps[t].e[i])}, ${equals("a", steps[t].a[i])}.`;
  const largest = (weights, names) => weights.map((weight, k) => [weight, names[k]]).filter(([weight]) => weight >= 0.005)
    .sort(([one], [other]) => other - one).slice(0, 3).map(([weight, name]) => `${inMarks(name)} ${fixed(weight)}`).join(", ");
  if (i === null) return `Step ${t + 1}, ${inMarks(steps[t].word)}, looks at ${largest(steps[t].a, source)}.`;
  const seen = largest(steps.map(({ a }) => a[i]), steps.map(({ word }) => word));
  return `Source word ${i + 1}, ${inMarks(source[i])}, is looked at by ${seen || "no step"}.`;
}

/** What a reader should know of an input: {text, use}; use is [typed, known word] or null. */
export function describeTrouble({ words, steps }, vocab, { longest, trained, leftOut }) {
  const notes = [];
  const unknown = [...new Set(words.filter(({ index }) => index === UNKNOWN).map(({ typed }) => typed))];
  for (const typed of unknown)
    notes.push({ text: `${inMarks(typed)} is not among the words it knows: it reads <unk>, and can only guess.`,
      use: [typed, nearestWord(vocab, typed)] });
  if (unknown.length) notes.push({ text: `It knows ${describeVocabulary(vocab)}.`, use: null });
  if (longest && words.length > longest)
    notes.push({ text: `${words.length} words are more than it was trained on (at most ${longest}${trained && `, ${trained}`}): `
      + "it runs, but expect mistakes.", use: null });
  if (leftOut) notes.push({ text: `Only the first ${MOST_WORDS} words are read; ${leftOut} left out.`, use: null });
  if (!ended(steps))
    notes.push({ text: `It wrote no <eos> in ${steps.length} steps and was stopped.`, use: null });
  return notes;
}

/** How a translation compares with the true one. */
export function describeErrors({ wrong, missing }, length) {
  if (!wrong.size && !missing) return "as the reference";
  const absent = Math.max(0, missing - wrong.size); // a wrong word stands for one that is missing
  return [wrong.size && `${wrong.size} of ${howMany(length, "word")} wrong`, absent && `${absent} missing`]
    .filter(Boolean).join(", ");
}

