// Below the words: the step in numbers, the other model, all numbers as tables.

import { html, svg, long } from "./dom.js";
import { drawScroller, say } from "./parts.js";
import { describeContext, describeErrors, describeSpread, describeAttention, describeWord, writeAttention } from "./attention_story.js";
import { findErrors } from "./attention_words.js";

const BAR = 7;
const TALLEST = 26;

/** The chosen step and word in sentences, equations and a picture of the context. */
export function drawStepPanel() {
  const line = (name, role) => html("p", { class: `attention-${name}`, ...(role && { role }) });
  const [status, word, spread, about] = [line("status", "status"), line("about-word"), line("spread"), line("about-c")];
  const equations = [0, 1, 2].map(() => line("equation"));
  const slot = html("div");
  const element = html("div", {}, status, word, html("div", { class: "attention-equations" }, equations),
    html("div", { class: "attention-facts" }, spread, html("div", {}, about, drawScroller("The context", slot))));
  const paint = (view, { t, i }) => {
    say(status, describeAttention(view, t));
    say(word, describeWord(view, t, i));
    writeAttention(view, t, i).forEach((text, k) => { equations[k].textContent = text; });
    spread.textContent = describeSpread(view, t);
    about.textContent = describeContext(view, t);
    slot.replaceChildren(drawContext(view, t));
  };
  return { element, paint };
}

/** c_t as bars, up for positive; all steps have the same scale. */
function drawContext({ steps }, t) {
  const scale = Math.max(...steps.flatMap(({ c }) => c.map(Math.abs)));
  const bars = steps[t].c.map((value, k) => {
    const height = TALLEST * Math.abs(value) / scale;
    return svg("rect", { class: "attention-number", x: k * BAR + 1, y: value < 0 ? TALLEST : TALLEST - height,
      width: BAR - 2, height, "data-sign": value < 0 ? "minus" : "plus" });
  });
  const width = steps[t].c.length * BAR;
  return svg("svg", { width, height: 2 * TALLEST, "aria-hidden": "true" },
    svg("path", { class: "attention-zero", d: `M0 ${TALLEST}H${width}` }), bars);
}

/** What should have been written, what was, and what a fixed vector writes. */
export function drawComparison() {
  const element = html("dl", { class: "attention-comparison" });
  const row = (name, words, errors, length) => [html("dt", {}, name), html("dd", {},
    words.map((word, k) => [html("span", { class: "attention-said", "data-wrong": errors?.wrong.has(k) }, word), " "]).flat(),
    words.length ? null : "nothing ",
    errors ? html("span", { class: "attention-verdict" }, `(${describeErrors(errors, length)})`) : null)];
  const paint = ({ written, example, errors }) => {
    const rows = [row("with attention", written, errors, written.length)];
    if (example) rows.unshift(row("reference", example.target));
    if (example?.fixed) rows.push(row("with a fixed vector", example.fixed, findErrors(example.fixed, example.target), example.fixed.length));
    if (!example) rows.push([html("dt", {}, "with a fixed vector"),
      html("dd", {}, "That model is too large for a page: it answers the stored examples only.")]);
    element.replaceChildren(...rows.flat());
  };
  return { element, paint };
}

/** All weights and scores, folded away. */
export function drawWeightTables() {
  const body = html("div");
  const element = html("details", { class: "attention-numbers" }, html("summary", {}, "Weights and scores of all steps as tables"), body);
  const paint = (view) => body.replaceChildren(weightTable(view, "a", "Weights a"), weightTable(view, "e", "Scores e"));
  return { element, paint };
}

function weightTable({ source, steps }, key, caption) {
  const heads = ["step", "writes", ...source].map((text) => html("th", { scope: "col" }, text));
  const rows = steps.map((step, t) => html("tr", {}, html("th", { scope: "row" }, String(t + 1)), html("td", {}, step.word),
    step[key].map((value) => html("td", { "data-key": key }, long(value)))));
  return drawScroller(caption, html("table", {}, html("caption", {}, caption),
    html("thead", {}, html("tr", {}, heads)), html("tbody", {}, rows)));
}
