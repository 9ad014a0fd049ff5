// A recurrent network in plain numbers: forward, losses, backward through time.
// Pure functions; steps and units are counted from 0. Compared with PyTorch by
// tests/js/rnn.test.mjs.

/** Unpack {shape, data}: base64 of little-endian float16. */
export function decodeArray({ shape, data }) {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const halves = new DataView(bytes.buffer);
  const values = Array.from({ length: bytes.length / 2 }, (_, i) =>
    fromHalf(halves.getUint16(2 * i, true)));
  return { shape, values };
}

function fromHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** Decode a widget's weights into rows: net.weight_hh[i][j], net.bias_ih[i]. */
export function readNet(weights) {
  const net = {};
  for (const [name, packed] of Object.entries(weights)) {
    const { shape, values } = decodeArray(packed);
    const width = shape[1];
    net[name] = shape.length === 1 ? values
      : Array.from({ length: shape[0] }, (_, i) => values.slice(i * width, (i + 1) * width));
  }
  net.H = net.weight_hh[0].length;
  return net;
}

export const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
export const norm = (a) => Math.hypot(...a);
const mean = (a) => a.reduce((sum, value) => sum + value, 0) / a.length;
export const column = (matrix, j) => matrix.map((row) => row[j]);
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** Which steps read an input and which count in the loss. */
export function mappingPlan(mapping, mask) {
  const last = mask.length - 1;
  const plans = {
    "one-to-one": [(t) => t === 0, (t) => t === 0],
    "one-to-many": [(t) => t === 0, () => true],
    "many-to-one": [() => true, (t) => t === last],
    "many-to-many": [() => true, () => true],
  };
  const [reads, counts] = plans[mapping];
  return mask.map((inLoss, t) => ({ reads: reads(t), counts: inLoss && counts(t) }));
}

/** The terms that each row of the weights sums in one step: W_xh x_t, the biases, W_hh h_{t-1}. */
export function preActivation(net, input, previous) {
  return {
    fromInput: input < 0 ? net.bias_ih.map(() => 0) : column(net.weight_ih, input),
    bias: net.bias_ih.map((value, i) => value + net.bias_hh[i]),
    fromPrevious: net.weight_hh.map((row) => dot(row, previous)),
  };
}

/** A list of zeros for each state of the net's cell: what step 1 starts from. */
const nothing = ({ cell, H }) =>
  Object.fromEntries(cell.states.map((name) => [name, Array(H).fill(0)]));

/** The states that step t starts from. */
export const statesBefore = (net, { steps }, t) => steps[t - 1] ?? nothing(net);

/**
 * Run net.cell over inputs (indices into the vocabulary; -1 for x_t = 0). Returns all that the
 * cell computes in each step; each state as a list over the steps; and the outputs.
 */
export function forward(net, inputs) {
  const run = { steps: [] };
  inputs.forEach((input, t) => run.steps.push(net.cell.step(net, input, statesBefore(net, run, t))));
  for (const name of net.cell.states) run[name] = run.steps.map((step) => step[name]);
  const z = run.h.map((state) => dot(net.weight_hy[0], state) + net.bias_y[0]);
  return { ...run, z, y: z.map(sigmoid) };
}

/** Binary cross-entropy of each step, its running sum and the total. */
export function sequenceLoss({ z }, targets, counts) {
  const each = z.map((value, t) => (counts[t] ? softplus(targets[t] ? -value : value) : 0));
  let sum = 0;
  const running = each.map((loss) => (sum += loss));
  return { each, running, total: sum };
}

/**
 * Backward through time. Of each step: dy = dL/dŷ_t; d, dL/d of each state, and its parts:
 * own, what the step itself adds, and next, what comes from the step after; da, of each row of
 * the weights; and the norm of what flows along each edge: y (loss to y), yh (y to h),
 * hx (h_t to x_t), hh (h_t to h_{t-1}) and, if there is c, cc.
 */
export function backward(net, run, targets, counts) {
  const found = [];
  let next = nothing(net);
  for (let t = run.steps.length - 1; t >= 0; t--) {
    const error = counts[t] ? run.y[t] - targets[t] : 0;
    const fromLoss = net.weight_hy[0].map((w) => w * error);
    const back = net.cell.back(run.steps[t], statesBefore(net, run, t), fromLoss, next);
    const to = { ...back.to, h: columnsDot(net.weight_hh, back.da) };
    const dy = !counts[t] ? 0 : targets[t] ? -1 / run.y[t] : 1 / sigmoid(-run.z[t]);
    const edges = { y: Math.abs(dy), yh: norm(fromLoss), hx: norm(columnsDot(net.weight_ih, back.da)) };
    for (const name of net.cell.states) edges[name + name] = norm(to[name]);
    found.unshift({ dy, ...back, next, edges });
    next = to;
  }
  return found;
}

export const plus = (a, b) => a.map((value, i) => value + b[i]);
const columnsDot = (matrix, a) => matrix[0].map((_, j) => dot(column(matrix, j), a));

/** Correlation of two lists; 0 where one of them is constant. */
export function correlation(a, b) {
  const [from, to] = [a.map((value) => value - mean(a)), b.map((value) => value - mean(b))];
  return dot(from, to) / (norm(from) * norm(to)) || 0;
}

/** The unit of h whose |correlation| with the targets over these steps is the largest. */
export function mostCorrelated(h, targets) {
  const sizes = h[0].map((_, unit) =>
    Math.abs(correlation(column(h, unit), targets.slice(0, h.length))));
  return sizes.indexOf(Math.max(...sizes));
}

/** Norms of dL/dW for the three shared matrices, summed over the steps from `first` on. */
export function weightGradients(net, inputs, { h, y }, targets, counts, steps, first) {
  const sums = { xh: new Map(), hh: new Map(), hy: new Map() };
  const add = (sum, key, value) => sum.set(key, (sum.get(key) ?? 0) + value);
  for (let t = first; t < h.length; t++) {
    const error = counts[t] ? y[t] - targets[t] : 0;
    h[t].forEach((value, j) => add(sums.hy, j, error * value));
    steps[t].da.forEach((da, i) => {
      if (inputs[t] >= 0) add(sums.xh, `${i} ${inputs[t]}`, da);
      if (t > 0) h[t - 1].forEach((value, j) => add(sums.hh, `${i} ${j}`, da * value));
    });
  }
  const size = (sum) => norm([...sum.values()]);
  return { xh: size(sums.xh), hh: size(sums.hh), hy: size(sums.hy) };
}
