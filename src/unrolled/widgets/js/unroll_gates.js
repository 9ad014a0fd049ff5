// The gates of one unit between its h and its c, as bars: as high as a gate is open.

import { svg, set } from "./dom.js";
import { boxAround } from "./unroll_shapes.js";

/** The room between h and c, with the letters. */
export const GATES_HIGH = 44;
const [WIDE, HIGH] = [5, 22];

/** Draw the bars; read() gives the gates of the step, if there is one. g is coloured by its sign. */
export function drawBars(view, { rows }, x, read, painters, named = false) {
  const { gates } = view.net.cell;
  const [middle, span] = [rows.strips.h.bottom + GATES_HIGH / 2 - 2, named ? 10 : 7];
  const bars = [...gates].map((gate, k) => {
    const left = x + (k - (gates.length - 1) / 2) * span;
    const open = svg("rect", { class: "unroll-open", x: left - WIDE / 2, width: WIDE });
    painters.push(() => paintBar(open, read()?.[gate][view.unit] ?? 0, middle + HIGH / 2));
    return svg("g", { "data-gate": gate },
      svg("rect", { class: "unroll-slot", ...boxAround(left, middle, WIDE, HIGH), rx: 1 }), open,
      named ? svg("text", { class: "unroll-small", x: left, y: middle + HIGH / 2 + 9 }, gate) : null);
  });
  return svg("g", { class: "unroll-gates", "aria-hidden": "true" }, bars);
}

/** The bars of step t; pointing at them explains the unit at that step. */
export function drawUnitGates(view, layout, t, painters, act) {
  const { x, rows, column } = layout;
  const explain = () => act.explain({ kind: "c", t, unit: view.unit });
  return svg("g", { class: "unroll-valves", click: explain,
    pointermove: ({ pointerType }) => pointerType === "mouse" && explain() },
  svg("rect", { class: "unroll-hit",
    ...boxAround(x(t), rows.strips.h.bottom + GATES_HIGH / 2, column, GATES_HIGH) }),
  drawBars(view, layout, x(t), () => view.run.steps[t], painters));
}

function paintBar(bar, value, foot) {
  const height = HIGH * Math.abs(value);
  set(bar, { y: foot - height, height, "data-sign": value < 0 ? "minus" : "plus" });
}
