// The equation of the chosen node, with its numbers filled in.

import { html, fixed, spoken, visible, indexed } from "./dom.js";
import { products, slope, term } from "./unroll_terms.js";
import { doneBackward } from "./unroll_view.js";

/** Build the panel; paint() explains the view's selected node. */
export function drawPanel(view, describedBy) {
  const title = html("p", { class: "unroll-panel-title" });
  const body = html("div", { "aria-hidden": "true" });
  const sentence = html("p", { class: "unroll-hidden", id: describedBy });
  const element = html("div", { class: "unroll-panel" }, title, body, sentence);
  const show = (state) => {
    const lines = explain(state);
    title.textContent = lines.title;
    body.replaceChildren(...showLines(lines));
    sentence.textContent = readLines(lines);
  };
  let measured = null;
  const paint = () => (measured === view.run ? show(view) : reserve());
  /** Take the height of the longest explanation of a unit: stepping moves nothing below. */
  const reserve = () => {
    measured = view.run;
    const heights = view.net.cell.states.flatMap((kind) => Array.from({ length: view.T }, (_, t) => {
      show({ ...view, stage: 2 * view.T, selected: { kind, t, unit: view.unit } });
      return title.offsetHeight + body.offsetHeight;
    }));
    element.style.minHeight = `${Math.max(...heights)}px`;
    show(view);
  };
  return { element, paint, reserve };
}

/** What there is to say about the selected node: title, equation, detail, gradient. */
export function explain(view) {
  const { kind, t, unit } = view.selected;
  const lines = { ...view.net.cell.explain, y: explainOutput, x: explainInput, loss: explainLoss,
    target: explainLoss }[kind](view, t, unit);
  return { ...lines, back: doneBackward(view, t) };
}

function showLines({ equation, gates = [], detail, gradient, back }) {
  const row = (kind, items) => html("p", { class: `unroll-equation ${kind}` }, items.map(showItem));
  const weight = detail?.weight ? `unroll-w${detail.weight}` : "";
  const later = () => html("p", { class: "unroll-gradient unroll-later" },
    withSubscripts(`${gradient[0].symbol} comes with the backward pass.`));
  return [row("", equation), ...gates.map(showGate),
    detail && html("p", { class: `unroll-detail ${weight}` }, withSubscripts(detail.text)),
    gradient && (back ? row("unroll-gradient", gradient) : later())].filter(Boolean);
}

/** A bar as long as the gate is open, and the gate's equation; or the rule for all of them. */
function showGate({ gate, value, items }) {
  if (!gate)
    return html("p", { class: "unroll-equation unroll-gate unroll-gate-rule" }, items.map(showItem));
  const open = html("span", { class: "unroll-open", "data-sign": value < 0 ? "minus" : "plus",
    style: `width: ${(100 * Math.abs(value)).toFixed(1)}%` });
  return html("p", { class: "unroll-equation unroll-gate" },
    html("span", { class: "unroll-bar", "data-gate": gate }, open), items.map(showItem));
}

const readLines = ({ equation, gates = [], detail, gradient, back }) => [readItems(equation),
  ...gates.map(({ items }) => readItems(items)), ...(detail ? [detail.text] : []),
  ...(gradient && back ? [readItems(gradient)] : [])]
  .map((text) => text.replace(/\.?$/, ".")).join(" ");

function showItem(item) {
  if (typeof item === "string")
    return html("span", { class: "unroll-operator" }, withSubscripts(item));
  const { symbol, value, weight, literal } = item;
  if (literal) return html("span", { class: "unroll-operator unroll-literal" }, literal);
  return html("span", { class: `unroll-term ${weight ? `unroll-w${weight}` : ""}` },
    html("span", { class: "unroll-symbol" }, withSubscripts(symbol)), value && html("b", {}, value));
}

/** "W_hh h₁[2]" → W with subscript hh, then h with subscript 1, then [2] upright. */
const withSubscripts = (text) => text.split(/(_[a-z]+|[₀-₉]+|\[\d+\]|−?\d[\d.]*)/).map((part) => {
  if (part.startsWith("_")) return html("sub", {}, part.slice(1));
  if (/[₀-₉]/.test(part)) return html("sub", { class: "unroll-number" }, part.normalize("NFKC"));
  return /\d/.test(part) ? html("span", { class: "unroll-number" }, part) : part;
});

const readItems = (items) => items.map((item) => (typeof item === "string" ? item
  : item.literal ?? item.symbol + (item.value ? ` [${item.value}]` : ""))).join(" ");

function explainOutput(view, t) {
  const { net, run, grads, targets } = view;
  const name = indexed("ŷ", t + 1);
  const bias = net.bias_y[0];
  const equation = [term(name, run.y[t]), "= σ (",
    term(`W_hy ${indexed("h", t + 1)}`, run.z[t] - bias, "hy"), "+", term("b_y", bias),
    `) = σ (${fixed(run.z[t])}) = ${fixed(run.y[t])}`];
  const [open, close] = targets[t] ? ["= − 1 /", ""] : ["= 1 / ( 1 −", ")"];
  const gradient = view.counts[t]
    && [slope(`∂L/∂${name}`, grads[t].dy), open, term(name, run.y[t]), close];
  return { title: `Output ${name}: the probability of “${view.model.get("target_name")}”`,
    equation, gradient, detail: { weight: "hy",
      text: `W_hy ${indexed("h", t + 1)}: ${products(net.weight_hy[0], run.h[t])}` } };
}

function explainInput(view, t) {
  const { net, inputs, tokens, vocab, grads } = view;
  const name = indexed("x", t + 1);
  if (inputs[t] < 0) return { title: `No input at step ${t + 1}`, equation: [{ symbol: name }, "= 0"],
    detail: { text: "W_xh x = 0: only the hidden state carries anything into this step." } };
  const equation = [{ symbol: name }, "= one-hot (", { literal: visible(tokens[t]) }, ")"];
  const gradient = [slope(`‖∂L/∂${name}‖`, grads[t].edges.hx)];
  const numbers = net.cell.row(net.weight_ih.map((row) => row[inputs[t]]), view.unit);
  return { title: `Input ${name}: “${spoken(tokens[t])}”, index ${inputs[t]} in the vocabulary of `
    + `${vocab.length}. Enter or click to change it`, equation, gradient,
  detail: { text: `W_xh ${name} is column ${inputs[t]} of W_xh: ${numbers}`, weight: "xh" } };
}

function explainLoss(view, t) {
  const { run, targets, loss, counts } = view;
  const [name, y] = [indexed("L", t + 1), term(indexed("ŷ", t + 1), run.y[t])];
  if (!counts[t])
    return { title: `Step ${t + 1} is not in the loss`, equation: [{ symbol: name }, "= 0"] };
  const log = targets[t] ? ["= − ln", y] : ["= − ln ( 1 −", y, ")"];
  return { title: `Loss ${name}: the target is ${targets[t]}`,
    equation: [term(name, loss.each[t]), ...log],
    detail: { text: `L so far: ${fixed(loss.running[t])}. `
      + "Enter or click on the target to switch it." } };
}
