// The same numbers as text: a disclosure with two tables.

import { html, long, visible } from "./dom.js";
import { norm } from "./rnn.js";

const KEYS = "Keys: ← → step on the slider and move in the graph (↑ ↓ too), Enter edits a symbol "
  + "or flips a target, type to replace a symbol.";

/** Build the disclosure; paint() fills it. */
export function drawTables(view) {
  const body = html("div", { class: "unroll-tables" });
  const element = html("details", {},
    html("summary", { "data-lm-suppress-shortcuts": "true" }, "The numbers as a table, and keys"),
    html("p", { class: "unroll-keys" }, KEYS), body);
  let shown = null;
  const paint = () => {
    if (shown === view.run) return; // nothing was computed anew: leave the reader in place
    shown = view.run;
    body.replaceChildren(forwardTable(view), backwardTable(view));
  };
  return { element, paint };
}

function forwardTable({ T, net, run, loss, reads, counts, tokens, targets }) {
  const units = Array.from({ length: net.H }, (_, unit) => `h[${unit}]`);
  const rows = Array.from({ length: T }, (_, t) => ({
    t: t + 1, x: reads[t] ? visible(tokens[t]) : "–",
    "ŷ": long(run.y[t]), target: counts[t] ? targets[t] : "–",
    "L at t": long(loss.each[t]), "L so far": long(loss.running[t]),
    ...Object.fromEntries(units.map((name, unit) => [name, long(run.h[t][unit])])),
  }));
  return table("Forward: states, outputs and losses", "forward", rows);
}

function backwardTable({ T, grads }) {
  const rows = Array.from({ length: T }, (_, t) => {
    const { edges, dh } = grads[t];
    return { t: t + 1, "L → ŷ": long(edges.y), "ŷ → h": long(edges.yh),
      "h → previous h": long(edges.hh), "h → x": long(edges.hx), "‖∂L/∂h‖": long(norm(dh)) };
  });
  return table("Backward: size of the gradient along each edge", "backward", rows);
}

function table(caption, name, rows) {
  const head = Object.keys(rows[0]).map((text) => html("th", { scope: "col" }, text));
  const lines = rows.map((row) => html("tr", {}, Object.entries(row).map(([key, value], i) =>
    html(i ? "td" : "th", i ? { "data-key": key } : { scope: "row" }, String(value)))));
  return html("div", { class: "unroll-scroll", role: "region", tabindex: 0, "aria-label": caption,
    "data-lm-suppress-shortcuts": "true" },
  html("table", { "data-table": name }, html("caption", {}, caption),
    html("thead", {}, html("tr", {}, head)), html("tbody", {}, lines)));
}
