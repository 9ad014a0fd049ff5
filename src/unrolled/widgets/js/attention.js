// The attention model in plain numbers: reads a source, writes a target greedily.
// Pure functions; steps and words count from 0. Compared with PyTorch by
// tests/js/attention.test.mjs.

import { decodeArray, sigmoid } from "./rnn.js";

export const UNKNOWN = 3; // after <pad>, <bos> and <eos>
export const MOST_STEPS = 60;
const [BEGIN, END] = [1, 2];
const CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LARGEST = 2047;

/** Decode arrays of 12 bits a number, each row with its scale: see attention_weights.py. */
export function readModel(weights) {
  const digit = new Uint8Array(128);
  [...CODES].forEach((character, i) => { digit[character.charCodeAt(0)] = i; });
  return Object.fromEntries(Object.entries(weights).map(([name, packed]) =>
    [name, readMatrix(packed, digit)]));
}

function readMatrix({ scale, data }, digit) {
  const scales = decodeArray(scale).values;
  const values = new Float64Array(data.length / 2);
  const width = values.length / scales.length;
  for (let i = 0; i < values.length; i++) {
    const level = 64 * digit[data.charCodeAt(2 * i)] + digit[data.charCodeAt(2 * i + 1)];
    values[i] = (level - LARGEST - 1) * scales[Math.floor(i / width)] / LARGEST;
  }
  return { values, width, row: (i) => values.subarray(i * width, (i + 1) * width) };
}

/** W x + b; of a wider x the first numbers count. */
function affine({ values, width }, x, bias = null) {
  const y = bias ? bias.values.slice() : new Float64Array(values.length / width);
  for (let i = 0, k = 0; i < y.length; i++) {
    let sum = y[i];
    for (let j = 0; j < width; j++, k++) sum += values[k] * x[j];
    y[i] = sum;
  }
  return y;
}

const tanhAll = (x) => x.map(Math.tanh);
const joinAll = (...vectors) => vectors.flatMap((vector) => [...vector]);

function gru(model, name, x, h) {
  const from = (kind, input) => affine(model[name(`weight_${kind}`)], input, model[name(`bias_${kind}`)]);
  const [fromX, fromH, H] = [from("ih", x), from("hh", h), h.length];
  return h.map((before, i) => {
    const r = sigmoid(fromX[i] + fromH[i]);
    const z = sigmoid(fromX[H + i] + fromH[H + i]);
    const n = Math.tanh(fromX[2 * H + i] + r * fromH[2 * H + i]);
    return (1 - z) * n + z * before;
  });
}

/** One direction of the encoder: a state for each word, in the order given. */
function readWords(model, words, direction) {
  let h = new Float64Array(model["encoder.weight_hh_l0"].width);
  return words.map((x) => (h = gru(model, (name) => `encoder.${name}_l0${direction}`, x, h)));
}

export function probabilities(z) {
  const largest = Math.max(...z);
  const exponents = Array.from(z, (value) => Math.exp(value - largest));
  const sum = exponents.reduce((a, b) => a + b, 0);
  return exponents.map((value) => value / sum);
}

/** e_i = v · tanh(W q + U h_i + b) for each source word; keys are U h_i + b. */
function scoreWords(model, query, keys) {
  const [fromQuery, v] = [affine(model["score.query.weight"], query), model["score.v.weight"].values];
  return keys.map((key) => v.reduce((sum, value, k) => sum + value * Math.tanh(fromQuery[k] + key[k]), 0));
}

/** c = Σ a_i h_i */
export const attend = (a, states) =>
  Array.from(states[0], (_, k) => a.reduce((sum, weight, i) => sum + weight * states[i][k], 0));

/**
 * Read the source (indices into its vocabulary, at least one) and write greedily.
 * Of each step: id, its probability p, scores e, weights a and the context c.
 */
export function translate(model, source) {
  const words = source.map((index) => model["source_embedding.weight"].row(index));
  const ahead = readWords(model, words, "");
  const back = readWords(model, [...words].reverse(), "_reverse").reverse();
  const states = ahead.map((h, i) => joinAll(h, back[i]));
  const keys = states.map((h) => affine(model["score.key.weight"], h, model["score.key.bias"]));
  let s = tanhAll(affine(model["start_state.weight"], back[0], model["start_state.bias"]));
  const steps = [];
  for (let id = BEGIN; id !== END && steps.length < MOST_STEPS; id = steps.at(-1).id) {
    const y = model["target_embedding.weight"].row(id);
    const e = scoreWords(model, joinAll(s, y), keys);
    const a = probabilities(e);
    const c = attend(a, states);
    s = gru(model, (name) => `decoder.${name}`, joinAll(y, c), s);
    steps.push({ e, a, c, ...writeWord(model, joinAll(s, c, y)) });
  }
  return steps;
}

/** The likeliest word but <pad> and <bos>, which are never written. */
function writeWord(model, input) {
  const hidden = tanhAll(affine(model["hidden.weight"], input, model["hidden.bias"]));
  const p = probabilities(affine(model["readout.weight"], hidden, model["readout.bias"]));
  const id = p.indexOf(Math.max(...p.slice(END)), END);
  return { id, p: p[id] };
}

/** Entropy of the weights in bits: 0 for one word, log2 n for n words alike. */
export const entropy = (a) => a.reduce((sum, weight) => sum - (weight > 0 ? weight * Math.log2(weight) : 0), 0);

export const ended = (steps) => steps.at(-1).id === END;
