// The drawing of the mapping types: the unrolled graph and its two masks.

import { html, svg, set, indexed, visible } from "./dom.js";
import { drawScroller } from "./parts.js";
import { TYPES, planSteps } from "./mapping_plan.js";

const ROWS = { loss: 20, output: 70, state: 128, input: 186, step: 220, "input mask": 244,
  "loss mask": 272 };
const HEIGHT = 290;
const START = 30; // room for h₀
const BOX = 34;
const SHOWN = 12; // characters

/** Draw the graph of the view's steps; paint() shows those up to a stage. */
export function drawUnrolled({ type, steps }, goTo) {
  const column = Math.max(50, ...steps.flatMap(({ read, written }) => [room(read), room(written)]));
  const x = (t) => START + column * (t + 0.5);
  const band = svg("rect", { class: "mapping-band", y: 0, width: column, height: HEIGHT, rx: 8 });
  const columns = steps.map((step, t) => svg("g", { class: "mapping-step", click: () => goTo(t + 1) },
    ...drawStepAt(step, t, x(t), column)));
  const graph = svg("svg", { width: x(steps.length) - column / 2, height: HEIGHT, role: "img",
    "aria-label": `The graph of ${TYPES[type].name}, ${steps.length} steps` }, band, writeAt("h₀", START / 2, ROWS.state, "small"), ...columns);
  const scroller = drawScroller("The unrolled graph", graph);
  const paint = (stage, fresh) => {
    columns.forEach((group, t) => set(group, { "data-pending": t >= stage }));
    const t = stage - 1;
    set(band, { x: x(t) - column / 2, visibility: fresh || t < 0 ? "hidden" : null });
    scroller.scrollTo({ left: fresh ? 0 : x(t) - scroller.clientWidth / 2 });
  };
  return { element: html("div", { class: "mapping-graph" }, drawNames(), scroller), paint };
}

/** How wide a column must be for an item. */
const room = (item) => 18 + 8 * Math.min(SHOWN, item?.text?.length ?? 0);

function drawNames() {
  const names = Object.entries(ROWS).map(([name, y]) => writeAt(name, 0, y, "name"));
  return svg("svg", { width: 76, height: HEIGHT, "aria-hidden": "true" }, ...names);
}

function drawStepAt({ read, written }, t, x, column) {
  const { input, state, output } = ROWS;
  const beside = t ? x - column + BOX / 2 + 1 : START / 2 + 10;
  const level = [[beside, state], [x - BOX / 2 - 1, state]];
  return [svg("rect", { class: "mapping-hit", x: x - column / 2, width: column, height: HEIGHT }),
    drawWeight("hh", ...level), drawBox("state", x, BOX), writeAt(indexed("h", t + 1), x, state, "letter"),
    ...(read ? [drawWeight("xh", [x, input - 18], [x, state + 19]),
      drawBox("input", x, column - 10), drawContent(read, x, input)] : []),
    ...(written ? [drawWeight("hy", [x, state - 18], [x, output + 19]),
      drawBox("output", x, column - 10), drawContent(written, x, output),
      drawWeight("loss", [x, output - 18], [x, ROWS.loss + 14]),
      svg("circle", { class: "mapping-loss", cx: x, cy: ROWS.loss, r: 12 }),
      writeAt(indexed("L", t + 1), x, ROWS.loss, "small")] : []),
    writeAt(String(t + 1), x, ROWS.step, "small"),
    ...drawBit(read, x, ROWS["input mask"]), ...drawBit(written, x, ROWS["loss mask"])];
}

const drawBox = (row, x, width) => svg("rect", { class: `mapping-box mapping-${row}`,
  x: x - width / 2, y: ROWS[row] - BOX / 2, width, height: BOX, rx: 7 });

const writeAt = (text, x, y, kind) => svg("text", { class: `mapping-${kind}`, x, y: y + 4.5 }, text);

/** A letter, an image, or a text cut to twelve characters. */
function drawContent({ letter, image, text }, x, y) {
  if (letter) return writeAt(letter, x, y, "letter");
  if (image) return svg("image", { href: image, x: x - 15, y: y - 15, width: 30, height: 30 });
  const symbols = Array.from(visible(text));
  const cut = symbols.length > SHOWN ? [...symbols.slice(0, SHOWN - 1), "…"] : symbols;
  return writeAt(cut.join(""), x, y, "item");
}

/** An arrow to the right or upwards, in the colour of its weight. */
function drawWeight(weight, [x1, y1], [x2, y2]) {
  const wings = y1 === y2 ? "-5 -4l5 4l-5 4" : "-4 5l4 -5l4 5";
  return svg("path", { class: `mapping-edge mapping-${weight}`, d: `M${x1} ${y1}L${x2} ${y2}m${wings}` });
}

const drawBit = (item, x, y) => [svg("rect", { class: "mapping-bit", "data-on": Boolean(item),
  x: x - 11, y: y - 11, width: 22, height: 22, rx: 5 }), writeAt(item ? "1" : "0", x, y, "digit")];

/** A type in small: what stands below reads, what stands above writes. */
export function drawIcon(type) {
  const many = type.endsWith("unaligned") ? 2 : 3;
  const [inputs, outputs] = type.split("-to-").map((end) => (end === "one" ? 1 : many));
  const steps = planSteps(type, inputs, outputs);
  const squares = steps.flatMap((step, t) => ["output", "state", "input"].map((row, k) =>
    (step[row] === null ? null : svg("rect", { class: `mapping-${row}`, x: 9 * t + 1, y: 9 * k + 1,
      width: 7, height: 7, rx: 1.5 }))));
  return svg("svg", { width: steps.length * 9, height: 27, "aria-hidden": "true" }, squares);
}
