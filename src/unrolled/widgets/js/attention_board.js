// The words of both sides with the weights between them.

import { html, set, fixed } from "./dom.js";
import { drawChoices, drawScroller } from "./parts.js";
import { UNKNOWN } from "./attention.js";
import { drawHeatMap, drawLines } from "./attention_pictures.js";
import { PICTURE_KEYS, describePointed } from "./attention_story.js";

const ROOM = 50; // half a word, in pixels

/** Draw a translation; choose(t, i) is called, one of them null where only the other is chosen. */
export function drawBoard(view, kind, choose) {
  const board = { kind, chosen: { t: 0, i: 0 } };
  const point = (t = null, i = null) => pointAt(board, view, t, i);
  board.key = html("p", { class: "attention-key" });
  board.sources = drawSources(view, { choose: (i) => choose(null, i), point: (i) => point(null, i) });
  board.targets = drawTargets(view, { choose: (t) => choose(t, null), point: (t) => point(t) });
  board.picture = kind === "lines" ? drawLines(view) : drawHeatMap(view, { choose, point });
  board.element = html("div", { "data-view": kind }, kind === "lines" ? inOneScroller(board) : inThree(board), board.key);
  board.place = () => kind === "lines" && board.picture.place(...middles(board));
  board.follow = () => followChosen(board);
  board.paint = (chosen) => {
    board.chosen = chosen;
    [board.sources, board.targets].forEach((part) => part.paint(chosen));
    point();
  };
  return board;
}

/** Lines need both rows of words where they stand. */
function inOneScroller({ sources, picture, targets }) {
  const inner = html("div", { class: "attention-inner" }, sources.element, picture.element, targets.element);
  return drawScroller("Source words, weights and translation", inner);
}

const inThree = ({ sources, picture, targets }) => [drawScroller("Source words", sources.element),
  drawScroller("Heat map of the weights", picture.element), drawScroller("Translation", targets.element)];

/** The x of each source word and of each target word, from the left of the picture. */
function middles({ picture, sources, targets }) {
  const { left } = picture.element.getBoundingClientRect();
  return [sources, targets].map(({ chips }) => chips.map((chip) => middleOf(chip) - left));
}

function middleOf(element) {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
}

/** Scroll so that the chosen step and word are seen, above all the step. */
function followChosen({ kind, sources, targets, picture, chosen: { t, i } }) {
  const [source, target] = [sources.chips[i], targets.chips[t]];
  if (kind === "lines") reveal([source, target]);
  else {
    reveal([source]);
    reveal([picture.column], picture.hidden); // by the names of the rows
  }
  reveal([target]);
}

/** Scroll to the middle of what is in one scroller, if it cannot be seen whole; some pixels on the left are hidden. */
function reveal(elements, hidden = 0) {
  const box = elements[0].closest(".part-scroll");
  const { left: edge, right } = box.getBoundingClientRect();
  const left = edge + hidden;
  const places = elements.map(middleOf);
  if (places.some((x) => x < left + ROOM || x > right - ROOM))
    box.scrollLeft += (Math.min(...places) + Math.max(...places) - left - right) / 2;
}

/** Show what the pointer is at without choosing it; what is chosen, where it is at nothing. */
function pointAt({ kind, chosen, picture, key }, view, t, i) {
  picture.paint({ t: t ?? chosen.t, i: i ?? chosen.i });
  key.textContent = t === null && i === null ? PICTURE_KEYS[kind] : describePointed(view, t, i);
}

const span = (name, text) => html("span", { class: `attention-${name}` }, text);

/** Words as radio buttons in a row: arrow keys go from one to the next. */
function drawWords(caption, chips, { choose, point }) {
  const choices = drawChoices(caption, chips.map((chip, k) => [k, chip]), (k) => choose(Number(k)));
  chips.forEach((chip, k) => {
    const label = chip.closest("label");
    label.addEventListener("pointerenter", () => point(k));
    label.addEventListener("pointerleave", () => point());
  });
  return choices;
}

/** Source words, each with its score e and its weight a, also as a bar. */
function drawSources({ source, words, steps }, actions) {
  const parts = source.map(() => ({ bar: html("span", { class: "attention-bar" }), a: span("weight", ""), e: span("score", "") }));
  const chips = source.map((word, i) => html("span", { class: "attention-chip", "data-unknown": words[i].index === UNKNOWN },
    html("span", { class: "attention-column" }, parts[i].bar), parts[i].a, parts[i].e, span("word", word),
    words[i].index === UNKNOWN ? span("step", "reads <unk>") : null));
  const choices = drawWords("source: choose a word", chips, actions);
  const paint = ({ t, i }) => {
    const { a, e } = steps[t];
    choices.paint(i);
    parts.forEach((part, k) => {
      set(part.bar, { style: `height: ${(100 * a[k]).toFixed(1)}%` });
      part.a.textContent = `a ${fixed(a[k])}`;
      part.e.textContent = `e ${fixed(e[k])}`;
    });
  };
  return { element: choices.element, chips, paint };
}

/** The translation: one word a step; those after the chosen one are not written yet. */
function drawTargets({ steps, errors }, actions) {
  const chips = steps.map(({ word }, t) => html("span", { class: "attention-chip", "data-wrong": errors?.wrong.has(t) },
    span("word", word), span("step", `step ${t + 1}${errors?.wrong.has(t) ? " ✗" : ""}`)));
  const choices = drawWords("translation: choose a step", chips, actions);
  const paint = ({ t }) => {
    choices.paint(t);
    chips.forEach((chip, k) => set(chip, { "data-pending": k > t }));
  };
  return { element: choices.element, chips, paint };
}
