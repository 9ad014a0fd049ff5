// Changing an input symbol: type one, or pick it from the vocabulary.

import { html, newId, visible, spoken } from "./dom.js";
import { sendOnEnter } from "./forms.js";
import { setToken } from "./unroll_view.js";

const TYPED = { "␣": " ", "⏎": "\n", "⇥": "\t" };

/** Build the editor; open(t) shows it under an input, closed() gets the focus back. */
export function drawEditor(view, closed) {
  const editor = { t: 0 };
  const id = newId("symbol");
  const message = html("p", { class: "unroll-message", "aria-live": "polite" });
  const say = (text) => { message.textContent = text; };
  const read = () => apply(view, editor.t, { field, pick, say });
  const field = html("input", { id, type: "text", autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", "data-lm-suppress-shortcuts": "true",
    input: read, keydown: sendOnEnter });
  const pick = html("select", { "aria-label": "Pick a symbol", "data-lm-suppress-shortcuts": "true",
    change: () => {
      field.value = visible(pick.value);
      read();
    } }, view.vocab.map((symbol) => html("option", { value: symbol }, optionName(symbol))));
  const label = html("label", { for: id });
  editor.close = () => {
    if (editor.element.hidden) return;
    editor.element.hidden = true;
    closed(editor.t);
  };
  editor.element = html("form", { class: "unroll-editor", hidden: true,
    submit: (event) => { event.preventDefault(); editor.close(); },
    keydown: (event) => { if (event.key === "Escape") editor.close(); },
    focusout: ({ relatedTarget: next }) => {
      if (next && !editor.element.contains(next)) editor.element.hidden = true;
    } },
  label, html("div", { class: "unroll-buttons" }, field, pick,
    html("button", { type: "submit", "data-lm-suppress-shortcuts": "true" }, "Done")), message);
  editor.open = (t) => {
    Object.assign(editor, { t });
    label.textContent = `Symbol at step ${t + 1}`;
    field.value = visible(view.tokens[t]);
    pick.value = view.tokens[t];
    say("Type a symbol, or pick one.");
    editor.element.hidden = false;
    field.focus();
    field.select();
  };
  return editor;
}

const optionName = (symbol) =>
  (visible(symbol) === symbol ? symbol : `${visible(symbol)} ${spoken(symbol)}`);

/** Find what was typed in the vocabulary: as it stands, or its last character. */
export function readSymbol(index, typed) {
  const candidates = [TYPED[typed] ?? typed, lastOf(typed)];
  return candidates.find((symbol) => index.has(symbol));
}

const lastOf = (typed) => {
  const last = Array.from(typed).at(-1) ?? "";
  return TYPED[last] ?? last;
};

function apply(view, t, { field, pick, say }) {
  if (field.value === "") return;
  const symbol = readSymbol(view.index, field.value);
  if (symbol === undefined) {
    say(`“${lastOf(field.value)}” is not among the ${view.vocab.length} symbols this cell was `
      + `trained on. It still reads “${visible(view.tokens[t])}”.`);
    return;
  }
  field.value = visible(symbol);
  pick.value = symbol;
  setToken(view, t, symbol);
  field.select();
  say(`Step ${t + 1} now reads “${visible(symbol)}”: ŷ = ${view.run.y[t].toFixed(2)}.`);
}
