// The drawing of the LSTM widget: one unit over time, its gates as valves.

import { html, svg, set, fixed } from "./dom.js";
import { cutSymbol } from "./lstm_story.js";
import { drawScroller } from "./parts.js";

const LEFT = 30;
// From top to bottom: h, the valve o, the belt of c, the valve i, the candidate g, the input.
const Y = { h: 38, o: 72, c: 152, i: 222, g: 256, x: 300, t: 326 };
const REACH = { h: 20, c: 42, g: 16 }; // from the middle of a row to its edge
const PIPE = 16;
const BELT = 96;

const rect = (name, x, y, width, height) => svg("rect", { class: `lstm-${name}`, x, y, width, height });
const text = (name, x, y, content) => svg("text", { class: `lstm-${name}`, x, y: y + 4 }, content);
const sign = (value) => (value < 0 ? "minus" : "plus");

/** Two plates that leave open what the gate lets through; f stands across the belt. */
export function drawValve(gate, open, shifted, size = gate === "f" ? BELT : PIPE) {
  const [half, plate] = [size / 2, (1 - open) * size / 2];
  const side = (from) => (gate === "f" ? rect("plate", -3, from, 6, plate) : rect("plate", from, -4, plate, 8));
  return svg("g", { class: "lstm-valve", "data-gate": gate, "data-set": shifted },
    gate === "f" ? rect("pipe", -4, -half, 8, size) : rect("pipe", -half, -10, size, 20),
    side(-half), side(half - plate));
}

/** Draw all steps; paint(t) marks the chosen one, follow(t) scrolls to it. */
export function drawSteps(view, choose) {
  const { steps, trained, tokens } = view;
  const wide = Math.max(35, Math.min(56, 670 / tokens.length));
  const right = LEFT + tokens.length * wide;
  const chosen = rect("chosen", 0, 2, wide, Y.t + 8);
  const scale = Math.max(1, ...steps.concat(trained).map(({ c }) => Math.abs(c)));
  const place = { wide, y: { h: (v) => Y.h - v * REACH.h, c: (v) => Y.c - v / scale * REACH.c, g: (v) => Y.g - v * REACH.g } };
  const picture = svg("svg", { width: right + 4, height: Y.t + 12, role: "img",
    "aria-label": `Unit ${view.unit} over ${tokens.length} steps; its numbers are in the table below` },
  chosen, rect("belt", LEFT, Y.c - BELT / 2, right - LEFT, BELT),
  Object.keys(REACH).map((row) => svg("path", { class: "lstm-zero", d: `M${LEFT} ${Y[row]}H${right}` })),
  Object.entries({ ...Y, t: null, f: Y.c + 28 }).map(([name, y]) => y && svg("g", { "data-gate": name }, text("name", 10, y, name))),
  steps.map((_, t) => drawStep(view, t, place, choose)),
  drawTrained(view, place));
  const element = drawScroller("The unit over time", html("div", {}, picture));
  const follow = (t) => { element.scrollLeft = LEFT + (t + 0.5) * wide - element.clientWidth / 2; };
  return { element, follow, paint: (t) => set(chosen, { x: LEFT + t * wide }) };
}

function drawStep(view, t, { wide, y }, choose) {
  const [{ i, f, g, o, c, h }, before] = [view.steps[t], view.steps[t - 1]?.c ?? 0];
  const middle = wide / 2;
  const at = (x, row, valve) => set(valve, { transform: `translate(${x} ${Y[row]})` });
  const valve = (gate, open) => drawValve(gate, open, view.isSet(gate, t));
  const bar = (name, x, from, to) => rect(name, x, Math.min(from, to), 8, Math.abs(from - to));
  const level = (v, from, to) => `M${from} ${y.c(v)}H${to}`;
  const signed = (name, value) => set(bar("bar", middle - 6, Y[name], y[name](value)), { width: 12, "data-sign": sign(value) });
  return svg("g", { class: "lstm-step", transform: `translate(${LEFT + t * wide} 0)`, click: () => choose(t) },
    rect("hit", 0, 2, wide, Y.t + 8),
    bar("kept", middle - 7, Y.c, y.c(f * before)), bar("added", middle + 2, y.c(f * before), y.c(c)),
    svg("path", { class: "lstm-level", d: level(before, 0, 6) + level(f * before, 6, middle + 2) + level(c, middle + 2, wide) }),
    signed("h", h), signed("g", g),
    at(6, "c", valve("f", f)), at(middle, "o", valve("o", o)), at(middle, "i", valve("i", i)),
    text("number", middle, 9, fixed(h)), text("number", middle, Y.c - REACH.c - 14, fixed(c)),
    text("number", middle, Y.g + REACH.g + 8, fixed(g)),
    rect("input", middle - 14, Y.x - 11, 28, 22), text("symbol", middle, Y.x, cutSymbol(view.tokens[t])),
    text("time", middle, Y.t, t + 1));
}

/** What c and h would be without gates set by hand, as dashed levels where they differ. */
function drawTrained({ trained, steps }, { wide, y }) {
  const levels = (row) => trained.map((step, t) => (Math.abs(step[row] - steps[t][row]) < 0.005 ? ""
    : `M${LEFT + (t + 0.15) * wide} ${y[row](step[row])}h${0.7 * wide}`));
  return svg("path", { class: "lstm-trained", d: [...levels("c"), ...levels("h")].join("") });
}
