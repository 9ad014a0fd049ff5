// What is chosen: an example or a text, a view, a step.

import { html, set } from "./dom.js";
import { sendOnEnter } from "./forms.js";
import { OWN_KEYS, captioned, drawChoices, signButton } from "./parts.js";

const [PLAY_SIGN, PAUSE_SIGN] = ["▶\uFE0E", "❚❚"]; // FE0E: a letter, not a coloured picture
const EVERY = 1000; // milliseconds a step
const STEP_KEYS = { ArrowLeft: -1, ArrowRight: 1 };

/** Stored examples, and the text that is read. */
export function drawTextInput(examples, { translate }) {
  const options = examples.map(({ name, source }, k) => html("option", { value: k }, name ?? cutText(source.join(" "))));
  const own = html("option", { value: -1, disabled: true }, "your own input");
  const select = html("select", { "aria-label": "Example", ...OWN_KEYS,
    change: () => translate(examples[select.value].source.join(" ")) }, options, own);
  const field = html("input", { type: "text", "aria-label": "Text to translate", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", ...OWN_KEYS, keydown: sendOnEnter });
  const form = html("form", { class: "part-row", submit: (event) => {
    event.preventDefault();
    translate(field.value);
  } }, field, html("button", { type: "submit", ...OWN_KEYS }, "Translate"));
  const typed = captioned("or type your own, in the same form", form);
  typed.classList.add("attention-input");
  const paint = (text, chosen) => {
    field.value = text;
    select.value = chosen;
  };
  return { elements: [captioned("example", select), typed], field, paint };
}

const cutText = (text) => (text.length > 34 ? `${text.slice(0, 33)}…` : text);

/** Lines or heat map. */
export const drawViews = (choose) => drawChoices("weights as", [["lines", "lines"], ["heat", "heat map"]], choose);

/** One step back or on, or all by themselves; go(t) is called, from 0. */
export function drawDecoding(go) {
  const time = { t: 0, T: 1, timer: null };
  const player = playSteps(time, go, () => paint(time.t, time.T));
  const by = (step) => () => {
    player.stop();
    if (time.t + step >= 0 && time.t + step < time.T) go(time.t + step);
  };
  const [back, next] = [signButton("‹", "Step back", by(-1)), signButton("›", "Step", by(1))];
  const [play, shown] = [signButton(PLAY_SIGN, "Play", player.toggle), html("span", { class: "part-value" })];
  const paint = (t, T) => {
    Object.assign(time, { t, T });
    shown.textContent = `${t + 1} of ${T}`;
    set(back, { "aria-disabled": String(t === 0) });
    set(next, { "aria-disabled": String(t === T - 1) });
    const label = time.timer ? "Pause" : "Play";
    play.textContent = time.timer ? PAUSE_SIGN : PLAY_SIGN;
    set(play, { "aria-label": label, title: label, "aria-disabled": String(T === 1) });
  };
  const element = captioned("step", back, shown, next, play);
  element.addEventListener("keydown", ({ key }) => STEP_KEYS[key] && by(STEP_KEYS[key])());
  return { element, paint, stop: player.stop };
}

/** Goes on a step at a time, from the first one if all are done; stopped() is called after a stop. */
function playSteps(time, go, stopped) {
  const wait = () => { time.timer = setTimeout(tick, EVERY); };
  const tick = () => {
    time.timer = null;
    if (time.t + 2 < time.T) wait();
    go(time.t + 1);
  };
  const stop = () => {
    clearTimeout(time.timer);
    time.timer = null;
    stopped();
  };
  const toggle = () => {
    if (time.timer) return stop();
    if (time.T > 1) wait();
    go(time.t === time.T - 1 ? 0 : time.t);
  };
  return { stop, toggle };
}
