// Attention inspector: a trained model translates in the page and shows where it looks.

import { html } from "./js/dom.js";
import { OWN_KEYS, say } from "./js/parts.js";
import { UNKNOWN, ended, readModel, translate } from "./js/attention.js";
import { countLeftOut, findErrors, readWordsOf } from "./js/attention_words.js";
import { describeRun, describeTrouble, strongest } from "./js/attention_story.js";
import { drawBoard } from "./js/attention_board.js";
import { drawTextInput, drawDecoding, drawViews } from "./js/attention_controls.js";
import { drawComparison, drawStepPanel, drawWeightTables } from "./js/attention_panel.js";

const STATE = ["text", "step", "view"];

function render({ model, el }) {
  const app = build(model);
  el.append(app.root);
  const refresh = () => app.updating || repaint(app);
  STATE.forEach((name) => model.on(`change:${name}`, refresh));
  repaint(app);
  const resized = new ResizeObserver(([{ contentRect: { width } }]) => {
    app.board.place();
    if (width !== app.width) app.board.follow();
    app.width = width;
  });
  resized.observe(app.slot);
  return () => {
    resized.disconnect();
    app.time.stop();
    STATE.forEach((name) => model.off(`change:${name}`, refresh));
  };
}

function build(model) {
  const app = { model, net: readModel(model.get("weights")), slot: html("div"), chosen: { t: 0, i: 0 } };
  app.reader = { pattern: model.get("pattern"), vocab: model.get("source_vocab") };
  app.input = drawTextInput(model.get("examples"), { translate: (text) => read(app, text) });
  app.views = drawViews((view) => change(app, { view }));
  app.time = drawDecoding((t) => change(app, { step: t + 1 }));
  app.panel = drawStepPanel();
  app.comparison = drawComparison();
  app.tables = drawWeightTables();
  app.about = html("p", { class: "attention-about", role: "status" });
  app.notes = html("ul", { class: "attention-notes" });
  const line = (name, words) => html("p", { class: `part-${name}` }, words);
  const controls = (...elements) => html("div", { class: "part-controls" }, elements);
  app.root = html("div", { class: "unrolled-card attention", role: "group", "aria-label": model.get("title") },
    line("title", model.get("title")),
    line("intro", "A trained model translates here, in the page. At each step it gives every source word a score e; a softmax "
      + "turns the scores into weights a. The mean of the source states h with these weights is the context c, from which the next "
      + "word is written."),
    controls(...app.input.elements), app.about, app.notes, controls(app.time.element, app.views.element),
    app.slot, app.panel.element, app.comparison.element, app.tables.element);
  return app;
}

/** Change numbers of the model, then draw once. */
function change(app, changes) {
  app.updating = true;
  for (const [name, value] of Object.entries(changes)) app.model.set(name, value);
  app.updating = false;
  app.model.save_changes();
  repaint(app);
}

/** Translate what was typed; without a word the last translation stays. */
function read(app, text) {
  app.time.stop();
  const words = readWordsOf(app.reader, text);
  if (!words.length) {
    const example = app.model.get("examples")[0].source.join(" ");
    return say(app.about, `Type at least one word, such as “${example}”. Below is still “${app.model.get("text")}”.`);
  }
  app.leftOut = countLeftOut(app.reader, text);
  app.view = null; // also what is typed once more is answered
  change(app, { text: app.leftOut ? words.map(({ typed }) => typed).join(" ") : text.trim(), step: 1 });
}

/** Run the model if the text is new, and draw what is chosen. */
function repaint(app) {
  const { model } = app;
  const [text, kind] = [model.get("text"), model.get("view")];
  const fresh = app.view?.text !== text;
  if (fresh) app.view = makeView(app, text);
  const anew = fresh || app.kind !== kind;
  if (anew) drawAnew(app, kind);
  if (fresh) introduce(app);
  const t = Math.min(model.get("step"), app.view.steps.length) - 1;
  const moved = fresh || t !== app.chosen.t;
  app.chosen = { t, i: moved ? app.wanted ?? strongest(app.view.steps[t].a) : app.chosen.i };
  app.wanted = null;
  app.views.paint(kind);
  app.time.paint(t, app.view.steps.length);
  paint(app);
  if (moved) app.board.follow();
  if (anew) app.board.place(); // one layout for both
}

function makeView({ model, net, reader }, text) {
  const words = readWordsOf(reader, text);
  const target = model.get("target_vocab");
  const steps = translate(net, words.map(({ index }) => index)).map((step) => ({ ...step, word: target[step.id] }));
  const source = words.map(({ typed, word, index }) => (index === UNKNOWN ? typed : word));
  const written = steps.map(({ word }) => word).slice(0, ended(steps) ? -1 : undefined);
  const place = model.get("examples").findIndex((one) => one.source.join(" ") === source.join(" "));
  const example = model.get("examples")[place];
  const truth = example?.alignment?.map((place, t) => (written[t] === example.target[t] ? place : -1));
  const asksToken = net["score.query.weight"].width > net["start_state.bias"].width;
  const errors = example && findErrors(written, example.target);
  return { text, words, source, steps, written, place, example, truth, errors, asksToken };
}

function drawAnew(app, kind) {
  const choose = (t, i) => {
    app.time.stop();
    if (t !== null && t !== app.chosen.t) {
      app.wanted = i; // else the new step chooses its strongest word
      return change(app, { step: t + 1 });
    }
    app.chosen.i = i ?? app.chosen.i;
    paint(app);
  };
  app.board = drawBoard(app.view, kind, choose);
  app.kind = kind;
  app.slot.replaceChildren(app.board.element);
}

/** Say what became of the input as a whole. */
function introduce(app) {
  const { model, view, reader } = app;
  const [longest, trained] = model.get("longest");
  const notes = describeTrouble(view, reader.vocab, { longest, trained, leftOut: app.leftOut });
  app.leftOut = 0;
  app.input.paint(view.text, view.place);
  say(app.about, describeRun(view));
  app.notes.replaceChildren(...notes.map(({ text, use }) => html("li", {}, text, use ? drawUse(app, use) : null)));
  app.comparison.paint(view);
  app.tables.paint(view);
}

/** A button that puts a known word in the place of an unknown one. */
function drawUse(app, [typed, known]) {
  return html("button", { type: "button", ...OWN_KEYS, click: () => {
    read(app, app.view.source.map((word) => (word === typed ? known : word)).join(" "));
    app.input.field.focus();
  } }, `use “${known}”`);
}

function paint(app) {
  app.board.paint(app.chosen);
  app.panel.paint(app.view, app.chosen);
}

export default { render };
