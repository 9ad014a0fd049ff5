// Sentences of the one-hot inspector.

import { fixed, indexed, visible } from "./dom.js";
import { BOS, EOS, PAD, UNK } from "./one_hot_tokens.js";

const inQuotes = (text) => `“${visible(text)}”`;
const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** What the chosen token is, and what its one-hot row picks. */
export function describeToken({ tokens, V }, t) {
  const { index } = tokens[t];
  const x = indexed("x", t + 1);
  return `Token ${t + 1}${whatItIs(tokens[t], V)}: ${x} has its 1 in column ${index}, `
    + `and ${x} W is row ${index} of W.${tokens[t].mask ? "" : " Its mask is 0: it counts in no loss."}`;
}

function whatItIs({ typed, token, index }, V) {
  const place = `index ${index} of ${V}`;
  if (typed === null) return ` is ${token}, ${place}, ${ADDED[index]}`;
  if (index === UNK) return `, ${inQuotes(typed)}, is not in the dictionary and becomes ${token}, ${place}`;
  return `, ${inQuotes(token)}, has ${place} in the dictionary`;
}

const ADDED = { [PAD]: "which only fills up the length T", [BOS]: "put before the text",
  [EOS]: "put after the text" };

/** What became of the text as a whole. */
export function describeText({ tokens, cut, noun }) {
  const of = (test) => tokens.filter(test);
  const read = of(({ typed }) => typed !== null);
  const added = of(({ typed, mask }) => typed === null && mask).length;
  const padded = of(({ mask }) => !mask).length;
  const parts = [counted(read.length, noun), added && `${added} added`, padded && `${padded} padded`];
  const unknown = [...new Set(read.filter(({ index }) => index === UNK).map(({ typed }) => inQuotes(typed)))];
  return [`${parts.filter(Boolean).join(" + ")} = ${counted(tokens.length, "token")}.`,
    unknown.length && `Not in the dictionary: ${unknown.join(", ")}.`,
    cut && `${counted(cut, "token")} left out: more than T = ${tokens.length}.`]
    .filter(Boolean).join(" ");
}

/** x_t W written out: all products but one are zero. */
export function writeProduct({ tokens, V, rows }, t) {
  const { index } = tokens[t];
  const row = (i) => indexed("w", i);
  const around = [0, index, V - 1].filter((i, k, all) => all.indexOf(i) === k).sort((a, b) => a - b);
  const terms = around.flatMap((i, k) => {
    const gap = k > 0 && i > around[k - 1] + 1 ? ["⋯"] : [];
    return [...gap, `${Number(i === index)} ${row(i)}`];
  });
  return `${indexed("x", t + 1)} W = ${terms.join(" + ")} = ${row(index)} = `
    + `(${rows[t].map(fixed).join(", ")})`;
}
