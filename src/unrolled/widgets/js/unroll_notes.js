// Short lines beside the drawing: what it shows now, and what a mapping type means.

import { html, set } from "./dom.js";
import { isStale, missesInputs } from "./unroll_view.js";

const LEGENDS = {
  forward: "The ring shows how large ŷ is; ",
  stale: "Inputs changed; targets are still those of the original line. "
    + "Click a target to flip it.",
  backward: "Numbers on arrows: size (norm) of the gradient of L that flows back through them.",
};

const MAPPING_NOTES = {
  "many-to-many": "Many to many: reads a symbol and answers at every step.",
  "many-to-one": "Many to one: reads every symbol; only the last answer counts.",
  "one-to-many": "One to many: reads the first symbol only; every answer counts.",
  "one-to-one": "One to one: a single step, so nothing recurs.",
};

/** The caption of the drawing. Its texts lie on each other: none moves what is below. */
export function drawLegend(view) {
  const texts = { ...LEGENDS, forward: LEGENDS.forward + view.net.cell.words.legend };
  const lines = Object.entries(texts).map(([name, text]) =>
    html("span", { "data-legend": name }, text));
  const paint = () => {
    const shown = view.stage > view.T ? "backward" : isStale(view) ? "stale" : "forward";
    for (const line of lines) set(line, { "data-shown": line.dataset.legend === shown });
  };
  return { element: html("p", { class: "unroll-legend" }, lines), paint };
}

/** What the chosen mapping type does, and whether the cell knows it. */
export function drawMappingNote(view) {
  const element = html("p", { class: "unroll-note" });
  const paint = () => {
    const trained = view.initial.mapping.replaceAll("-", "\u2011");
    const warning = ` This cell was trained ${trained}; here it runs with inputs left out `
      + "(x = 0), which it never saw.";
    element.textContent = MAPPING_NOTES[view.mapping] + (missesInputs(view) ? warning : "");
  };
  return { element, paint };
}
