// The same numbers as text: a disclosure with two tables.

import { html, long, visible } from "./dom.js";
import { norm } from "./rnn.js";
import { unitsOf } from "./unroll_view.js";

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
    const gates = view.net.cell.gates ? [gateTable(view)] : [];
    body.replaceChildren(forwardTable(view), ...gates, backwardTable(view));
  };
  return { element, paint };
}

function forwardTable({ T, net, run, loss, reads, counts, tokens, targets }) {
  const rows = Array.from({ length: T }, (_, t) => ({
    t: t + 1, x: reads[t] ? visible(tokens[t]) : "–",
    "ŷ": long(run.y[t]), target: counts[t] ? targets[t] : "–",
    "L at t": long(loss.each[t]), "L so far": long(loss.running[t]),
    ...Object.fromEntries(unitsOf(net).map(({ kind, unit }) =>
      [`${kind}[${unit}]`, long(run[kind][t][unit])])),
  }));
  return table("Forward: states, outputs and losses", "forward", rows);
}

function gateTable({ T, net, run }) {
  const rows = Array.from({ length: T }, (_, t) => ({ t: t + 1,
    ...Object.fromEntries([...net.cell.gates].flatMap((gate) => run.steps[t][gate].map((value, unit) =>
      [`${gate}[${unit}]`, long(value)]))) }));
  return table("Gates of all units", "gates", rows);
}

function backwardTable({ T, net, grads }) {
  const rows = Array.from({ length: T }, (_, t) => {
    const { edges, d } = grads[t];
    const each = (write) => Object.fromEntries(net.cell.states.map(write));
    return { t: t + 1, "L → ŷ": long(edges.y), "ŷ → h": long(edges.yh),
      ...each((name) => [`${name} → previous ${name}`, long(edges[name + name])]),
      "h → x": long(edges.hx), ...each((name) => [`‖∂L/∂${name}‖`, long(norm(d[name]))]) };
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
