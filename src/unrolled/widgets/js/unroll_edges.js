// The edges of Unroll: forward in the colour of their weight, backward as wide as the gradient.

import { svg, set, brief } from "./dom.js";
import { doneBackward, doneForward } from "./unroll_view.js";

const WIDEST = 6;
const WIDEST_LOSS = 2.5; // dL/dy is never small: keep it quiet

/** The name of a weight matrix, in its colour; c is carried by the forget gate instead. */
export function weightName(kind, x, y) {
  const name = kind === "cc" ? ["f"] : ["W", svg("tspan", { class: "unroll-sub", dy: 2 }, kind)];
  return svg("text", { class: `unroll-weight unroll-w${kind}`, x, y }, name);
}

/** Draw every edge of the unrolled graph. */
export function drawEdges(view, layout, painters) {
  const group = svg("g", { class: "unroll-edges", "aria-hidden": "true" });
  for (let t = 0; t < layout.T; t++)
    group.append(...edgesOfStep(layout, t).map((edge) => drawEdge(view, layout, edge, painters)));
  return group;
}

/** The edges into and out of step t, in the direction of the forward pass. */
function edgesOfStep({ x, rows, strip, first }, t) {
  const before = t ? x(t - 1) + strip / 2 : first / 2 + 6;
  const here = x(t);
  const upright = (kind, weight, from, to) =>
    ({ kind, weight, t, from: [here, from], to: [here, to] });
  return [
    upright("hx", "xh", rows.x - 17, rows.bottom + 2),
    ...Object.entries(rows.strips).map(([state, { middle }]) => ({ kind: state + state,
      weight: state + state, t, from: [before + 1, middle], to: [here - strip / 2 - 1, middle] })),
    upright("yh", "hy", rows.top - 2, rows.y + 18),
    upright("y", "loss", rows.y - 18, rows.loss + 12),
    upright("target", "none", rows.target + 15, rows.loss - 12),
  ];
}

function drawEdge(view, { roomy }, edge, painters) {
  const { kind, weight, t, from, to } = edge;
  const level = from[1] === to[1];
  const arrow = straightArrow(from, to);
  const place = level ? { x: (from[0] + to[0]) / 2, y: from[1] - 9, "text-anchor": "middle" }
    : { x: from[0] + 5, y: (from[1] + to[1]) / 2 + 3 };
  const number = svg("text", { class: "unroll-flow", ...place });
  const named = ["xh", "hh", "hy", "cc"].includes(weight) && (roomy || t === 0);
  const name = named ? weightName(weight, place.x, place.y) : null;
  if (level && name) set(name, { "text-anchor": "middle" });
  const group = svg("g", { class: `unroll-edge unroll-w${weight}`, "data-edge": `${kind}-${t}` },
    arrow, name, number);
  painters.push(() => {
    const back = doneBackward(view, t) && kind !== "target";
    const flow = back ? view.grads[t].edges[kind] : 0;
    const share = flow / largestFlow(view, kind);
    const widest = kind === "y" ? WIDEST_LOSS : WIDEST;
    const width = back ? Math.max(0.75, widest * Math.sqrt(share)) : 1.5;
    paintArrow(arrow, back ? [to, from] : [from, to], width);
    number.textContent = back && flow > 0 ? brief(flow) : "";
    if (!level) set(number, { x: place.x - 3 + 0.6 * headSize(width) });
    set(group, { "data-backward": back, "data-pending": !doneForward(view, t),
      "data-chosen": isChosen(view, edge), "data-flow": back ? flow : null,
      visibility: hidden(view, edge) ? "hidden" : null });
  });
  return group;
}

/** dL/dy has another scale than the flows through the weights: it has its own widest. */
function largestFlow({ grads, net }, kind) {
  const kinds = kind === "y" ? ["y"] : ["yh", "hx", ...net.cell.states.map((name) => name + name)];
  return Math.max(1e-12, ...grads.flatMap(({ edges }) => kinds.map((name) => edges[name])));
}

/** Does the explained node depend on this edge directly? */
function isChosen({ selected }, { kind, t }) {
  const into = { h: ["hx", "hh"], c: ["hx", "hh", "cc"], y: ["yh"], loss: ["y", "target"],
    target: ["target"], x: ["hx"] };
  return selected.t === t && into[selected.kind].includes(kind);
}

const hidden = (view, { kind, t }) =>
  (kind === "hx" && !view.reads[t]) || (["y", "target"].includes(kind) && !view.counts[t]);

/** A straight arrow: a line and its head. */
export function straightArrow(from, to) {
  const arrow = [svg("line"), svg("path", { class: "unroll-head" })];
  paintArrow(arrow, [from, to], 1.5);
  return arrow;
}

const headSize = (width) => 4 + width * 0.8;

/** Move an arrow; its head grows with its width. */
export function paintArrow([line, head], [[x1, y1], [x2, y2]], width) {
  const size = headSize(width);
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - dx * size, y2 - dy * size];
  set(line, { x1, y1, x2: bx, y2: by, "stroke-width": width });
  const half = size * 0.6;
  const [left, right] = [[bx - dy * half, by + dx * half], [bx + dy * half, by - dx * half]];
  set(head, { d: `M${x2} ${y2}L${left}L${right}Z` });
}
