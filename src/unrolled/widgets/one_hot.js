// One-hot inspector: a text as tokens, indices, one-hot rows, and rows of a matrix W.

import { html, visible } from "./js/dom.js";
import { OWN_KEYS, captioned, drawChoices, drawStepper, drawSwitch, say }
  from "./js/parts.js";
import { decodeArray } from "./js/rnn.js";
import { MAX_TOKENS, UNK, encodeText, oneHotRow, timesMatrix } from "./js/one_hot_tokens.js";
import { drawProduct } from "./js/one_hot_picture.js";
import { describeText, describeToken, writeProduct } from "./js/one_hot_story.js";

const STATE = ["text", "level", "ends", "length"];
const NOUNS = { words: "word", characters: "character", subwords: "piece" };

function render({ model, el }) {
  const app = build(model);
  el.append(app.root);
  const refresh = () => repaint(app);
  STATE.forEach((name) => model.on(`change:${name}`, refresh));
  refresh();
  return () => STATE.forEach((name) => model.off(`change:${name}`, refresh));
}

function build(model) {
  const line = (name, role) => html("p", { class: `one-hot-${name}`, ...(role && { role }) });
  const app = { model, chosen: 2, levels: model.get("levels").map(readLevel), controls: drawControls(model),
    about: line("about", "status"), status: line("status", "status"), product: line("equation"),
    tokens: html("div"), drawing: html("div") };
  app.root = html("div", { class: "unrolled-card one-hot", role: "group", "aria-label": model.get("title") },
    html("p", { class: "part-title" }, model.get("title")),
    html("p", { class: "part-intro" }, "Type a text. Each token has an index, from 0, in a dictionary of V "
      + "tokens. It becomes a row of V numbers, one of them 1; times W, that row picks one row of W."),
    html("div", { class: "part-controls" }, app.controls.map(({ element }) => element)),
    app.about, app.tokens, app.status, app.product, app.drawing);
  return app;
}

function readLevel({ split, vocab, embedding }) {
  const { shape: [V, D], values } = decodeArray(embedding);
  const W = Array.from({ length: V }, (_, i) => values.slice(i * D, (i + 1) * D));
  return { split, vocab, V, W, noun: NOUNS[split] };
}

/** The row of controls; each part's update() reads the model. */
function drawControls(model) {
  const change = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const field = html("input", { type: "text", maxlength: 80, "aria-label": "Text", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", ...OWN_KEYS, input: () => change("text", field.value) });
  const text = { element: captioned("text", field), update: () => {
    if (field.value !== model.get("text")) field.value = model.get("text");
  } };
  const splits = model.get("levels").map(({ split }) => split);
  const levels = drawChoices("split into", splits.map((split) => [split, split]),
    (split) => change("level", split));
  const length = drawStepper("tokens", (by) => change("length", model.get("length") + by));
  const ends = drawSwitch("add <bos> and <eos>", (on) => change("ends", on));
  const showLength = () => {
    const T = model.get("length");
    length.paint(`T = ${T}`, T <= 1, T >= MAX_TOKENS);
  };
  return [text, ...(splits.length > 1 ? [{ ...levels, update: () => levels.paint(model.get("level")) }] : []),
    { ...length, update: showLength }, { ...ends, update: () => ends.paint(model.get("ends")) }];
}

/** Encode the text anew and draw everything. */
function repaint(app) {
  const { model, controls } = app;
  controls.forEach(({ update }) => update());
  const level = app.levels.find(({ split }) => split === model.get("level"));
  const { tokens, cut } = encodeText(level, model.get("text"), model.get("ends"), model.get("length"));
  const rows = tokens.map(({ index }) => timesMatrix(oneHotRow(index, level.V), level.W));
  app.view = { ...level, tokens, cut, rows };
  app.chosen = Math.min(app.chosen, tokens.length - 1);
  app.picture = drawProduct(app.view, (t) => choose(app, t));
  app.chips = drawTokens(app.view, (t) => choose(app, t));
  app.tokens.replaceChildren(app.chips.element);
  app.drawing.replaceChildren(app.picture.element);
  say(app.about, describeText(app.view));
  choose(app, app.chosen);
}

function choose(app, t) {
  app.chosen = t;
  app.chips.paint(t);
  app.picture.paint(t);
  say(app.status, describeToken(app.view, t));
  say(app.product, writeProduct(app.view, t));
}

/** The tokens as radio buttons: arrow keys go from one to the next. */
function drawTokens({ tokens }, choose) {
  const options = tokens.map(({ typed, token, index, mask }, t) => {
    const line = (name, text) => html("span", { class: `one-hot-${name}` }, text);
    const unknown = typed !== null && index === UNK;
    return [t, html("span", { class: "one-hot-token", "data-masked": !mask },
      line("typed", visible(unknown ? typed : token)), unknown ? line("becomes", `→ ${token}`) : null,
      line("index", `index ${index}`), line("mask", `mask ${mask}`))];
  });
  return drawChoices("tokens: choose one", options, choose);
}

export default { render };
