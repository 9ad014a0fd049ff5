// From a text to tokens, one-hot rows and rows of W: pure functions, counting from 0.
// Compared with Python by tests/js/one_hot.test.mjs.

/** The tokens that every vocabulary begins with. */
export const PAD = 0;
export const BOS = 1;
export const EOS = 2;
export const UNK = 3;

/** The most tokens that are drawn. */
export const MAX_TOKENS = 16;

const WORDS = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Split a text into [what was typed, token of the vocabulary or null]. */
export function splitText(split, text, index) {
  const find = (piece) => [piece, piece.toLowerCase()].find((form) => index.has(form)) ?? null;
  if (split === "characters") return Array.from(text, (symbol) => [symbol, find(symbol)]);
  const words = text.match(WORDS) ?? [];
  if (split === "words") return words.map((word) => [word, find(word)]);
  return words.flatMap((word) => splitWord(word, find));
}

/** The longest known piece first, then the rest; a piece inside a word begins with "##". */
function splitWord(word, find) {
  const symbols = Array.from(word);
  const pieces = [];
  for (let start = 0; start < symbols.length;) {
    let end = symbols.length;
    const piece = () => (start ? "##" : "") + symbols.slice(start, end).join("");
    while (end > start && find(piece()) === null) end -= 1;
    if (end === start) return [[word, null]];
    pieces.push([symbols.slice(start, end).join(""), find(piece())]);
    start = end;
  }
  return pieces;
}

/** The T tokens of a text, {typed, token, index, mask}, and how many did not fit. */
export function encodeText({ split, vocab }, text, ends, T) {
  const index = new Map(vocab.map((token, i) => [token, i]));
  const known = (typed, token) => ({ typed, token, index: index.get(token), mask: 1 });
  const added = (i) => known(null, vocab[i]);
  const read = splitText(split, text, index).map(([typed, token]) =>
    known(typed, token ?? vocab[UNK]));
  const all = ends ? [added(BOS), ...read, added(EOS)] : read;
  const padding = Array.from({ length: T - all.length }, () => ({ ...added(PAD), mask: 0 }));
  return { tokens: [...all, ...padding].slice(0, T), cut: Math.max(0, all.length - T) };
}

/** x_t: V zeros but for the 1 at the token's index. */
export const oneHotRow = (index, V) => Array.from({ length: V }, (_, i) => Number(i === index));

/** x W: the numbers of x times the rows of W, summed. */
export const timesMatrix = (x, W) =>
  W[0].map((_, d) => x.reduce((sum, value, i) => sum + value * W[i][d], 0));
