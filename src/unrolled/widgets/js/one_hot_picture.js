// The drawing of the one-hot inspector: X (T, V) times W (V, D) = X W (T, D).

import { html, svg, set, fixed, indexed, visible } from "./dom.js";
import { drawScroller } from "./parts.js";

const NUMBER = 34;
const LINE = 17;
const HEAD = 62;
const LABELS = { X: 58, W: 75, "X W": 22 }; // how wide they are
const LONGEST = 8;

/** A label of at most eight characters. */
export function shorten(text) {
  const symbols = Array.from(visible(text));
  return (symbols.length > LONGEST ? [...symbols.slice(0, LONGEST - 1), "…"] : symbols).join("");
}

/** Draw the three matrices; paint() marks the chosen token t in each. */
export function drawProduct({ tokens, V, W, rows, vocab }, choose) {
  const largest = Math.max(...W.flat().map(Math.abs), 1e-9);
  const names = vocab.map((token, i) => `${shorten(token)} ${i}`);
  const blocks = [drawOneHot(tokens, V, vocab, choose), drawNumbers("W", W, names, largest),
    drawNumbers("X W", rows, tokens.map((_, t) => indexed("x", t + 1)), largest)];
  const [X, right, product] = blocks.map(({ element }) => element);
  const element = drawScroller("The matrix product", html("div", { class: "one-hot-blocks" }, X,
    drawSign("·"), html("div", { class: "one-hot-blocks" }, right, drawSign("="), product)));
  const paint = (t) => [t, tokens[t].index, t].forEach((row, i) => blocks[i].paint(row));
  return { element, paint };
}

const drawSign = (sign) => html("span", { class: "one-hot-sign", "aria-hidden": "true" }, sign);

function drawFrame(name, size, width, height, ...children) {
  const drawing = svg("svg", { width, height, role: "img", "aria-label": `${name}: ${size}` }, ...children);
  return html("div", {}, html("p", { class: "one-hot-name" }, name, html("span", {}, ` (${size})`)), drawing);
}

const drawLabel = (text, x, y, kind = "label") => svg("text", { class: `one-hot-${kind}`, x, y: y + 4 }, text);

function drawOneHot(tokens, V, vocab, choose) {
  const cell = Math.min(11, 220 / V);
  const [width, height] = [LABELS.X + V * cell + 2, HEAD + tokens.length * LINE + 2];
  const x = (i) => LABELS.X + (i + 0.5) * cell;
  const row = svg("rect", { class: "one-hot-band", width, height: LINE });
  const column = svg("rect", { class: "one-hot-band", width: cell, height });
  const turned = (token) => (visible(token).length > 1 ? "3) rotate(-90" : "-3");
  const used = new Set(tokens.map(({ index }) => index));
  const heads = vocab.map((token, i) => svg("text", { class: "one-hot-head",
    style: `font-size: ${Math.min(9.5, cell + 1.3)}px`, transform: `translate(${x(i)} ${HEAD - 5}) translate(${turned(token)})` }, used.has(i) ? shorten(token) : ""));
  const lines = tokens.map(({ token, index, mask }, t) => {
    const y = HEAD + (t + 0.5) * LINE;
    return svg("g", { class: "one-hot-line", "data-masked": !mask, click: () => choose(t) },
      svg("rect", { class: "one-hot-hit", y: y - LINE / 2, width, height: LINE }),
      drawLabel(shorten(token), LABELS.X - 4, y),
      svg("path", { class: "one-hot-zeros", d: `M${x(0)} ${y}H${x(V - 1) + 0.1}`, "stroke-dasharray": `0 ${cell}` }),
      svg("rect", { class: "one-hot-one", x: x(index) - 5, y: y - 6.5, width: 10, height: 13, rx: 2 }),
      drawLabel("1", x(index), y, "digit"));
  });
  const element = drawFrame("X", `${tokens.length} tokens × ${V} columns`, width, height, row, column,
    ...heads, ...lines);
  const paint = (t) => {
    set(row, { y: HEAD + t * LINE });
    set(column, { x: LABELS.X + tokens[t].index * cell });
    heads.forEach((head, i) => set(head, { "data-chosen": i === tokens[t].index }));
  };
  return { element, paint };
}

function drawNumbers(name, matrix, names, largest) {
  const left = LABELS[name];
  const width = matrix[0].length * NUMBER;
  const chosen = svg("rect", { class: "one-hot-chosen", x: left, width, height: LINE, rx: 3 });
  const lines = matrix.flatMap((row, i) => [drawLabel(names[i], left - 4, (i + 0.5) * LINE),
    ...row.flatMap((value, d) => drawNumber(value, left + d * NUMBER, i * LINE, largest))]);
  const element = drawFrame(name, `${matrix.length} rows × ${matrix[0].length}`, left + width + 2,
    matrix.length * LINE + 2, ...lines, chosen);
  return { element, paint: (row) => set(chosen, { y: row * LINE }) };
}

/** Hue for the sign, strength for the size. */
function drawNumber(value, x, y, largest) {
  const cell = svg("rect", { class: "one-hot-cell", "data-sign": value < 0 ? "minus" : "plus",
    x, y: y + 0.5, width: NUMBER - 1, height: LINE - 1 });
  cell.style.fillOpacity = 0.5 * Math.abs(value) / largest;
  return [cell, drawLabel(fixed(value), x + NUMBER / 2, y + LINE / 2, "number")];
}
