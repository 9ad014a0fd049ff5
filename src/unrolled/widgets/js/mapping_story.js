// Sentences of the mapping types: what is read, written and counted in the loss.

import { indexed } from "./dom.js";

const number = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const eachOf = (n) => (n === 1 ? "its one step" : `each of ${n} steps`);

const STORIES = {
  "one-to-one": () => "One to one: one input, one output, and nothing recurs.",
  "one-to-many": ({ outputs }) =>
    `One to many: the input is read once, at step 1; ${eachOf(outputs)} writes an output.`,
  "many-to-one": ({ inputs }) =>
    `Many to one: ${eachOf(inputs)} reads an input; an output is written after the last one only.`,
  "many-to-many": ({ inputs }) =>
    `Many to many, aligned: ${eachOf(inputs)} reads an input and writes an output.`,
  "many-to-many-unaligned": ({ inputs, outputs }) => "Many to many, unaligned: "
    + `${number(inputs, "step")} to read, then ${number(outputs, "step")} to write; `
    + "neither length decides the other.",
};

/** What a type does with lengths like these, and which steps are in the loss. */
export function describeType(view) {
  const { type, steps } = view;
  const counts = steps.flatMap(({ output }, t) => (output === null ? [] : [t + 1]));
  const [first, last] = [counts[0], counts.at(-1)];
  const some = first === last ? `step ${first} only` : `steps ${first} to ${last} only`;
  const losses = counts.map((t) => indexed("L", t));
  const sum = losses.length > 3 ? [losses[0], "⋯", losses.at(-1)] : losses;
  return `${STORIES[type](view)} The loss counts `
    + `${counts.length === steps.length ? "every step" : some}: L = ${sum.join(" + ")}.`;
}

/** What one step does. */
export function describeStep({ steps }, t) {
  const { read, written } = steps[t];
  const [x, h, L] = ["x", "h", "L"].map((letter) => indexed(letter, t + 1));
  const reads = read ? `reads ${nameOf(read)}` : `reads nothing (${x} = 0)`;
  const writes = written ? `It writes ${nameOf(written)}; ${L} is in the loss.`
    : "It writes no output and is not in the loss.";
  return `Step ${t + 1} of ${steps.length} ${reads} and makes ${h} from ${indexed("h", t)}. ${writes}`;
}

const nameOf = ({ letter, text, alt }) => letter ?? alt ?? `“${text}”`;
