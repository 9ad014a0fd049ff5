// The row of controls: time, mapping, number of steps, reset.

import { html, set, newId } from "./dom.js";
import { MAX_STEPS, changeLength, goTo, reset } from "./unroll_view.js";

const MAPPINGS = {
  "many-to-many": "many to many",
  "many-to-one": "many to one",
  "one-to-many": "one to many",
  "one-to-one": "one to one",
};
const [PLAY, PAUSE] = ["▶\uFE0E", "❚❚"]; // FE0E: a letter, not a coloured picture
const BEAT = 1000; // milliseconds a step
const REST = 2200; // at the loss, before it turns back
const SHORTCUTS_OFF = { "data-lm-suppress-shortcuts": "true" };

/** Build the controls; paint() follows the view, stop() ends playing. */
export function drawControls(view, changed) {
  const player = makePlayer(view, changed);
  const time = drawTime(view, player, changed);
  const mapping = drawMapping(view, player);
  const length = drawLength(view, player);
  const again = button("↺", "Reset", () => {
    player.stop();
    reset(view);
    changed();
  });
  const element = html("div", { class: "unroll-controls" }, time.element, mapping.element,
    length.element, group("reset", again));
  const paint = () => [time, mapping, length].forEach((part) => part.paint());
  return { element, paint, stop: player.stop };
}

const group = (caption, ...children) => html("div", { class: `unroll-group-${caption}` },
  html("div", { class: "unroll-caption", "aria-hidden": "true" }, caption),
  html("div", { class: "unroll-buttons" }, ...children));

const button = (sign, label, click) => html("button", { type: "button", "aria-label": label,
  title: label, ...SHORTCUTS_OFF, click }, sign);

const atEnd = ({ stage, T }) => stage === 2 * T;

/** Plays forward, rests at the loss, plays backward. */
function makePlayer(view, changed) {
  const player = { timer: null };
  player.stop = () => {
    clearTimeout(player.timer);
    player.timer = null;
  };
  player.step = (by) => {
    goTo(view, view.stage + by);
    changed();
  };
  const wait = () => {
    player.timer = setTimeout(() => {
      player.timer = null;
      goTo(view, view.stage + 1);
      if (!atEnd(view)) wait();
      changed();
    }, view.stage === view.T ? REST : BEAT);
  };
  player.toggle = () => {
    if (player.timer) player.stop();
    else {
      // Untouched, or at the end: play all of it.
      goTo(view, view.fresh || atEnd(view) ? 0 : view.stage + 1);
      if (!atEnd(view)) wait();
    }
    changed();
  };
  return player;
}

function drawTime(view, player, changed) {
  const play = button(PLAY, "Play", player.toggle);
  const by = (step) => () => {
    player.stop();
    player.step(step);
  };
  const slider = html("input", { type: "range", min: 0, "aria-label": "Step",
    ...SHORTCUTS_OFF, input: () => {
      player.stop();
      goTo(view, Number(slider.value));
      changed();
    } });
  const scale = html("div", { class: "unroll-scale", "aria-hidden": "true" },
    ["forward", "loss", "backward"].map((name) => html("span", {}, name)));
  const [back, next] = [button("‹", "Step back", by(-1)), button("›", "Step", by(1))];
  const element = group("time", play, back, next, html("div", { class: "unroll-slider" }, slider, scale));
  const paint = () => {
    set(slider, { max: 2 * view.T, "aria-valuetext": stageName(view) });
    slider.value = view.stage;
    set(back, { "aria-disabled": String(view.stage === 0) });
    set(next, { "aria-disabled": String(atEnd(view)) });
    const label = player.timer ? "Pause" : "Play";
    play.textContent = player.timer ? PAUSE : PLAY;
    set(play, { "aria-label": label, title: label });
  };
  return { element, paint };
}

function stageName({ stage, T }) {
  if (stage === T) return `loss, after ${T} of ${T} steps forward`;
  if (stage < T) return `forward, ${stage} of ${T} steps`;
  return `backward, ${stage - T} of ${T} steps`;
}

function drawMapping(view, player) {
  const options = Object.entries(MAPPINGS).map(([value, text]) => html("option", { value }, text));
  const select = html("select", { id: newId("mapping"), "aria-label": "Mapping type",
    ...SHORTCUTS_OFF, change: () => {
      player.stop();
      view.update({ mapping: select.value });
    } }, options);
  return { element: group("mapping", select), paint: () => { select.value = view.mapping; } };
}

function drawLength(view, player) {
  const change = (by) => () => {
    player.stop();
    if (view.mapping !== "one-to-one") changeLength(view, by);
  };
  const fewer = button("−", "Fewer steps", change(-1));
  const more = button("+", "More steps", change(1));
  const shown = html("output", { class: "unroll-length" });
  const paint = () => {
    shown.textContent = `T = ${view.T}`;
    const fixed = view.mapping === "one-to-one";
    set(fewer, { "aria-disabled": String(fixed || view.T === 1) });
    set(more, { "aria-disabled": String(fixed || view.T === MAX_STEPS) });
  };
  return { element: group("steps", fewer, shown, more), paint };
}
