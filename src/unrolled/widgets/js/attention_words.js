// From a typed text to words that the model knows, and what to say of the others.
// Pure functions.

import { UNKNOWN } from "./attention.js";

export const MOST_WORDS = 60;
const MOST_LISTED = 24;

/** Read a text: {typed, index, word} for each word; an unknown one has the index of <unk>. */
export function readWordsOf({ pattern, vocab }, text) {
  const index = new Map(vocab.map((word, i) => [word, i]));
  const lower = new Map(vocab.map((word, i) => [word.toLowerCase(), i]));
  const find = (typed) => [index.get(typed), lower.get(typed.toLowerCase())]
    .find((i) => i > UNKNOWN) ?? UNKNOWN;
  const typed = text.match(new RegExp(pattern, "gu")) ?? [];
  return typed.slice(0, MOST_WORDS).map((word) => ({ typed: word, index: find(word), word: vocab[find(word)] }));
}

/** How many words of a text are too many. */
export const countLeftOut = ({ pattern }, text) =>
  Math.max(0, (text.match(new RegExp(pattern, "gu")) ?? []).length - MOST_WORDS);

const isNumber = (word) => /^\d+$/.test(word);

/** The known word that is nearest: for a number by its value, else by letters to change. */
export function nearestWord(vocab, typed) {
  const known = vocab.slice(UNKNOWN + 1);
  const likely = known.filter((word) => isNumber(word) === /^\d/.test(typed));
  const far = isNumber(typed) ? (word) => Math.abs(word - typed) : (word) => countEdits(typed.toLowerCase(), word.toLowerCase());
  return (likely.length ? likely : known).reduce((best, word) => (far(word) < far(best) ? word : best));
}

/** The fewest letters to put in, take out or change; a shared beginning breaks ties, "Wed" is near "Wednesday". */
function countEdits(a, b) {
  if (a.length > 1 && b.startsWith(a)) return 0.5;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1])));
  }
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return row.at(-1) - shared / 100;
}

/** What a vocabulary holds: its numbers as ranges, its words as a list. */
export function describeVocabulary(vocab) {
  const known = vocab.slice(UNKNOWN + 1);
  const ranges = [];
  for (const n of known.filter(isNumber).map(Number).sort((a, b) => a - b))
    if (n === ranges.at(-1)?.[1] + 1) ranges.at(-1)[1] = n;
    else ranges.push([n, n]);
  const words = known.filter((word) => !isNumber(word));
  const shown = words.length > MOST_LISTED ? [...words.slice(0, MOST_LISTED), `${words.length - MOST_LISTED} more`] : words;
  const numbers = ranges.slice(0, 6).map(([first, last]) => (first === last ? first : `${first}–${last}`));
  return [numbers.length ? `the numbers ${numbers.join(", ")}` : "", shown.length ? `the words ${shown.join(" · ")}` : ""]
    .filter(Boolean).join(" and ");
}

/**
 * Which words are wrong: those outside a longest common subsequence with the truth. Also
 * how many words of the truth are missing.
 */
export function findErrors(written, truth) {
  const common = written.concat(null).map(() => Array(truth.length + 1).fill(0));
  for (let i = written.length - 1; i >= 0; i--)
    for (let j = truth.length - 1; j >= 0; j--)
      common[i][j] = written[i] === truth[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const wrong = new Set();
  for (let i = 0, j = 0; i < written.length;) {
    if (written[i] === truth[j]) [i, j] = [i + 1, j + 1];
    else if (j < truth.length && common[i][j + 1] >= common[i + 1][j]) j++;
    else wrong.add(i++);
  }
  return { wrong, missing: truth.length - common[0][0] };
}
