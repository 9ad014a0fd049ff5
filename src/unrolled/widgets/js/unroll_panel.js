// The equation of the chosen node, with its numbers filled in.

import { html, short, fixed, spoken, visible, indexed } from "./dom.js";
import { dot, preActivation } from "./rnn.js";
import { doneBackward } from "./unroll_view.js";

/** Build the panel; paint() explains the view's selected node. */
export function drawPanel(view, describedBy) {
  const title = html("p", { class: "unroll-panel-title" });
  const body = html("div", { "aria-hidden": "true" });
  const sentence = html("p", { class: "unroll-hidden", id: describedBy });
  const element = html("div", { class: "unroll-panel" }, title, body, sentence);
  const show = (lines) => {
    title.textContent = lines.title;
    body.replaceChildren(...lines.equations.map((items) =>
      html("p", { class: "unroll-equation" }, items.map(showItem))), ...notes(lines.detail));
    sentence.textContent = [...lines.equations.map(readItems), lines.detail?.text ?? ""].join(". ");
  };
  const paint = () => show(explain(view));
  /** Take the height of the longest explanation of a unit: stepping moves nothing below. */
  const reserve = () => {
    element.style.minHeight = "";
    const heights = Array.from({ length: view.T }, (_, t) => {
      show(explain({ ...view, stage: 2 * view.T, selected: { kind: "h", t, unit: unitOf(view) } }));
      return element.offsetHeight;
    });
    element.style.minHeight = `${Math.max(...heights)}px`;
    paint();
  };
  return { element, paint, reserve };
}

const unitOf = ({ selected }) => selected.unit ?? 0;

/** What there is to say about the selected node: title, equations, one detail. */
export function explain(view) {
  const { kind, t, unit } = view.selected;
  return { h: explainUnit, y: explainOutput, x: explainInput, loss: explainLoss,
    target: explainLoss }[kind](view, t, unit);
}

// An item of an equation is a string, a term {symbol, value, weight} or a {literal}.
const term = (symbol, value, weight = null) => ({ symbol, value: fixed(value), weight });
const gradient = (symbol, value, weight = null) => ({ symbol, value: short(value), weight });

function showItem(item) {
  if (typeof item === "string")
    return html("span", { class: "unroll-operator" }, withSubscripts(item));
  const { symbol, value, weight, literal } = item;
  if (literal) return html("span", { class: "unroll-operator unroll-literal" }, literal);
  return html("span", { class: `unroll-term ${weight ? `unroll-w${weight}` : ""}` },
    html("span", { class: "unroll-symbol" }, withSubscripts(symbol)), html("b", {}, value));
}

/** "W_hh h₁[2]" → W with subscript hh, then h with subscript 1, then [2] upright. */
const withSubscripts = (text) => text.split(/(_[a-z]+|[₀-₉]+|\[\d+\]|−?\d[\d.]*)/).map((part) => {
  if (part.startsWith("_")) return html("sub", {}, part.slice(1));
  if (/[₀-₉]/.test(part)) return html("sub", { class: "unroll-number" }, part.normalize("NFKC"));
  return /\d/.test(part) ? html("span", { class: "unroll-number" }, part) : part;
});

const readItems = (items) => items.map((item) => (typeof item === "string" ? item
  : item.literal ?? `${item.symbol} [${item.value}]`)).join(" ");

function notes(detail) {
  if (!detail) return [];
  return [html("p", { class: `unroll-detail ${detail.weight ? `unroll-w${detail.weight}` : ""}` },
    withSubscripts(detail.text))];
}

const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

function products(row, state) {
  const terms = row.map((w, j) => `${fixed(w)}·${bracketed(fixed(state[j]))}`);
  return `${terms.join(" + ").replaceAll("+ −", "− ")} = ${fixed(dot(row, state))}`;
}

function explainUnit(view, t, unit) {
  const { net, run, inputs } = view;
  const previous = t ? run.h[t - 1] : Array(net.H).fill(0);
  const parts = preActivation(net, inputs[t], previous);
  const inside = parts.fromInput[unit] + parts.bias[unit] + parts.fromPrevious[unit];
  const [now, before] = [indexed("h", t + 1), indexed("h", t)];
  const equations = [[term(`${now}[${unit}]`, run.h[t][unit]), "= tanh (",
    term(`W_xh ${indexed("x", t + 1)}`, parts.fromInput[unit], "xh"), "+",
    term("b_h", parts.bias[unit]), "+", term(`W_hh ${before}`, parts.fromPrevious[unit], "hh"),
    `) = tanh (${fixed(inside)}) = ${fixed(run.h[t][unit])}`]];
  if (doneBackward(view, t)) equations.push(unitGradient(view, t, unit));
  const text = t ? `W_hh ${before}, row ${unit}: ${products(net.weight_hh[unit], previous)}`
    : "h₀ = 0: there is no memory yet, so W_hh adds nothing.";
  return { title: `Unit ${unit} of the hidden state ${now}, after reading ${quoted(view, t)}`,
    equations, detail: { text, weight: "hh" } };
}

function unitGradient({ grads, T }, t, unit) {
  const { dh, own, next } = grads[t];
  const through = gradient(`through ${indexed("h", t + 2)}`, next[unit], "hh");
  const later = t + 1 < T ? ["+", through] : [];
  return [gradient(`∂L/∂${indexed("h", t + 1)}[${unit}]`, dh[unit]), "=",
    gradient(`from ${indexed("L", t + 1)}`, own[unit], "hy"), ...later];
}

const quoted = (view, t) => (view.reads[t] ? `“${visible(view.tokens[t])}”` : "nothing (x = 0)");

function explainOutput(view, t) {
  const { net, run, grads, targets } = view;
  const name = indexed("ŷ", t + 1);
  const bias = net.bias_y[0];
  const equations = [[term(name, run.y[t]), "= σ (",
    term(`W_hy ${indexed("h", t + 1)}`, run.z[t] - bias, "hy"), "+", term("b_y", bias),
    `) = σ (${fixed(run.z[t])}) = ${fixed(run.y[t])}`]];
  const [open, close] = targets[t] ? ["= − 1 /", ""] : ["= 1 / ( 1 −", ")"];
  if (doneBackward(view, t) && view.counts[t])
    equations.push([gradient(`∂L/∂${name}`, grads[t].dy), open, term(name, run.y[t]), close]);
  return { title: `Output ${name}: the probability of “${view.model.get("target_name")}”`,
    equations, detail: { weight: "hy",
      text: `W_hy ${indexed("h", t + 1)}: ${products(net.weight_hy[0], run.h[t])}` } };
}

function explainInput(view, t) {
  const { net, inputs, tokens, vocab, grads } = view;
  const name = indexed("x", t + 1);
  if (inputs[t] < 0) return { title: `No input at step ${t + 1}`, equations: [[`${name} = 0`]],
    detail: { text: "W_xh x = 0: only the hidden state carries anything into this step." } };
  const equations = [[`${name} = one-hot (`, { literal: visible(tokens[t]) }, ")"]];
  if (doneBackward(view, t)) equations.push([gradient(`‖∂L/∂${name}‖`, grads[t].edges.hx)]);
  const column = net.weight_ih.map((row) => fixed(row[inputs[t]])).join(", ");
  return { title: `Input ${name}: “${spoken(tokens[t])}”, index ${inputs[t]} in the vocabulary of `
    + `${vocab.length}. Enter or click to change it`, equations,
  detail: { text: `W_xh ${name} is column ${inputs[t]} of W_xh: ${column}`, weight: "xh" } };
}

function explainLoss(view, t) {
  const { run, targets, loss, counts } = view;
  const [name, y] = [indexed("L", t + 1), term(indexed("ŷ", t + 1), run.y[t])];
  if (!counts[t])
    return { title: `Step ${t + 1} is not in the loss`, equations: [[`${name} = 0`]] };
  const log = targets[t] ? ["= − ln", y] : ["= − ln ( 1 −", y, ")"];
  return { title: `Loss ${name}: the target is ${targets[t]}`,
    equations: [[term(name, loss.each[t]), ...log]],
    detail: { text: `L so far: ${fixed(loss.running[t])}. `
      + "Enter or click on the target to switch it." } };
}
