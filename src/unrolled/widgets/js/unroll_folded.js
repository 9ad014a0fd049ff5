// The left part of Unroll: the network folded, once for all steps; and the colour scale.

import { svg, set, brief } from "./dom.js";
import { weightName, straightArrow, paintArrow } from "./unroll_edges.js";
import { drawBars } from "./unroll_gates.js";
import { boxAround, paintUnit } from "./unroll_shapes.js";
import { currentStep, isStale, sharedGradients } from "./unroll_view.js";

/** Draw x, each state with its loop, y and L; going backward, the gradients that the weights gather. */
export function drawFolded(view, layout, painters) {
  const { folded, foldedX: x, rows, strip, height } = layout;
  const element = svg("svg", { class: "unroll-folded", width: folded, height, role: "img",
    "aria-label": `The same network folded: ${view.net.cell.words.folded}` });
  const arrow = (kind, from, to) => drawArrow(view, kind, [[x, from], [x, to]], painters);
  element.append(
    arrow("xh", rows.x - 17, rows.bottom + 2), arrow("hy", rows.top - 2, rows.y + 18),
    arrow("loss", rows.y - 18, rows.loss + 12), arrow("none", rows.target + 15, rows.loss - 12),
    ...Object.keys(rows.strips).flatMap((name) => drawState(view, layout, name, painters)),
    ...(view.net.cell.gates
      ? [drawBars(view, layout, x, () => view.run.steps[shownStep(view)], painters, true)] : []),
    svg("rect", { class: "unroll-box", ...boxAround(x, rows.x, 30, 32) }), letter("x", x, rows.x),
    svg("circle", { class: "unroll-dial", cx: x, cy: rows.y, r: 17 }), letter("ŷ", x, rows.y),
    svg("rect", { class: "unroll-pill unroll-pill-empty", ...boxAround(x, rows.loss, 40, 22) }),
    letter("L", x, rows.loss),
    drawTargetName(view, x, rows, painters),
    svg("text", { class: "unroll-time", x, y: rows.label }, "folded"),
    drawSumName(view, layout, painters), ...nameWeights(view, layout, painters));
  return element;
}

const goesBack = ({ stage, T }) => stage > T;

/** An arrow that turns round with the pass; the one from the target stays. */
function drawArrow(view, kind, ends, painters) {
  const arrow = straightArrow(...ends);
  const turns = () => kind !== "none" && goesBack(view);
  painters.push(() => paintArrow(arrow, turns() ? [...ends].reverse() : ends, 1.5));
  return svg("g", { class: `unroll-edge unroll-w${kind}` }, arrow);
}

/** The name of the row of targets, which says so when they belong to other inputs. */
function drawTargetName(view, x, rows, painters) {
  const name = svg("text", { class: "unroll-small", x }, "target");
  const whose = svg("text", { class: "unroll-small", x, y: rows.target + 10 }, "(original line)");
  painters.push(() => {
    const stale = isStale(view);
    set(name, { y: rows.target + (stale ? -3 : 4) });
    set(whose, { visibility: stale ? null : "hidden" });
  });
  return svg("g", { class: "unroll-row-name" }, name, whose);
}

/** What the numbers at the folded cell are. */
function drawSumName(view, { foldedX, rows }, painters) {
  const text = svg("text", { class: "unroll-small", x: Math.max(foldedX, 48), y: rows.label + 15 },
    "Σ over steps so far");
  painters.push(() => set(text, { visibility: goesBack(view) ? null : "hidden" }));
  return text;
}

const letter = (name, x, y) => svg("text", { class: "unroll-letter", x, y: y + 5 }, name,
  svg("tspan", { class: "unroll-sub", dy: 3 }, "t"));

/** The step whose numbers the folded cell holds; -1 for none. */
const shownStep = (view) => (view.fresh ? view.selected.t : currentStep(view));

function drawState(view, { foldedX: x, rows, strip, cell, H }, name, painters) {
  const { top, middle } = rows.strips[name];
  const squares = Array.from({ length: H }, (_, unit) => svg("rect", { class: "unroll-cell",
    ...boxAround(x, top + (unit + 0.5) * cell, strip, cell - 1), rx: 1 }));
  painters.push(() => squares.forEach((square, unit) => {
    const t = shownStep(view);
    paintUnit(square, t < 0 ? 0 : view.run[name][t][unit] / view.reach[name]);
  }));
  return [drawLoop(view, x + strip / 2, rows, name, painters), ...squares,
    letter(name, x - strip / 2 - 14, middle)];
}

/** The arrow from a state back to it; upside down it turns the other way round. */
function drawLoop(view, right, { strips }, name, painters) {
  const { middle, top: first, bottom: last } = strips[name];
  const half = strips.c ? Math.min(30, (last - first) / 2 - 2) : 30;
  const [top, end, far, bulge] = [middle - half, middle + half, right + 30, 0.8 * half];
  const loop = svg("g", { class: `unroll-edge unroll-w${name}${name}` },
    svg("path", { class: "unroll-loop",
      d: `M${right + 1} ${top}C${far} ${top - bulge} ${far} ${end + bulge} ${right + 6} ${end + 1}` }),
    svg("path", { class: "unroll-head", d: `M${right + 1} ${end - 1}l7.5 -1.5l-2.5 6.5Z` }));
  const turned = `matrix(1 0 0 -1 0 ${2 * middle})`;
  painters.push(() => set(loop, { transform: goesBack(view) ? turned : null }));
  return loop;
}

function nameWeights(view, { foldedX: x, rows, strip }, painters) {
  const places = { xh: [x + 8, rows.bottom + 13], hy: [x + 8, rows.y + 27],
    hh: [x + strip / 2 + 25, rows.strips.h.middle + 3] };
  const loops = rows.strips.c ? [weightName("cc", x + strip / 2 + 25, rows.strips.c.middle + 3)] : [];
  return Object.entries(places).flatMap(([kind, [left, y]]) => {
    const number = svg("text", { class: `unroll-flow unroll-w${kind}`, x: left, y: y + 12 });
    painters.push(() => {
      number.textContent = goesBack(view) ? brief(sharedGradients(view)[kind]) : "";
    });
    return [weightName(kind, left, y), number];
  });
}

/** The scales of the colours, one a state, at the right end. */
export function drawScale(view, { x, T, rows, column }, painters) {
  const left = x(T - 1) + column / 2 + 14;
  return svg("g", { "aria-hidden": "true" }, Object.entries(rows.strips).map(([name, strip]) => {
    const [top, zero, bottom] = [strip.top + 9, strip.middle + 4, strip.bottom - 1].map((y) =>
      svg("text", { class: "unroll-small", x: left + (name === "h" ? 20 : 23), y }));
    zero.textContent = "0";
    painters.push(() => {
      const reach = view.reach[name] === 1 ? "1" : brief(view.reach[name]);
      top.textContent = `+${reach}`;
      bottom.textContent = `−${reach}`;
    });
    return svg("g", {}, drawColours(left, strip), top, zero, bottom);
  }));
}

function drawColours(x, { top, bottom }) {
  const steps = [1, 0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1];
  const height = (bottom - top) / steps.length;
  return steps.map((value, i) => {
    const square = svg("rect", { class: "unroll-cell", x, y: top + i * height,
      width: 7, height: height + 0.5 });
    paintUnit(square, value);
    return square;
  });
}
