// Controls and frames that the smaller widgets share.

import { html, set, newId } from "./dom.js";

/** In JupyterLab a control keeps its own keys. */
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** A button with a sign on it, and its name. */
export const signButton = (sign, label, click) => html("button", { type: "button",
  "aria-label": label, title: label, ...OWN_KEYS, click }, sign);

/** Controls with a caption over them. */
export const captioned = (caption, ...children) => html("div", { class: "part-group" },
  html("div", { class: "part-caption", "aria-hidden": "true" }, caption),
  html("div", { class: "part-row" }, ...children));

/** − value +; change(by) is called with -1 or 1; paint(text, atLeast, atMost). */
export function drawStepper(caption, change) {
  let ends = [false, false];
  const by = (step, end) => () => ends[end] || change(step);
  const fewer = signButton("−", `Fewer ${caption}`, by(-1, 0));
  const more = signButton("+", `More ${caption}`, by(1, 1));
  const shown = html("span", { class: "part-value" });
  const paint = (text, atLeast, atMost) => {
    ends = [atLeast, atMost];
    shown.textContent = text;
    set(fewer, { "aria-disabled": String(atLeast) });
    set(more, { "aria-disabled": String(atMost) });
  };
  return { element: captioned(caption, fewer, shown, more), paint };
}

/** Radio buttons in a row; options are [value, what is shown]. */
export function drawChoices(caption, options, choose) {
  const name = newId("choice");
  const inputs = options.map(([value]) => html("input", { type: "radio", name, value,
    ...OWN_KEYS, change: () => choose(value) }));
  const labels = options.map(([, shown], i) => html("label", { class: "part-choice" },
    inputs[i], html("span", {}, shown)));
  const element = html("fieldset", { class: "part-choices" },
    html("legend", { class: "part-caption" }, caption), html("div", { class: "part-row" }, labels));
  const paint = (value) => inputs.forEach((input) => { input.checked = input.value === String(value); });
  return { element, paint };
}

/** A checkbox with its words. */
export function drawSwitch(words, change) {
  const input = html("input", { type: "checkbox", ...OWN_KEYS, change: () => change(input.checked) });
  const element = html("label", { class: "part-switch" }, input, html("span", {}, words));
  return { element, paint: (on) => { input.checked = on; } };
}

/** What is too wide scrolls here, by the keyboard too; its faded edge says so. */
export function drawScroller(label, ...children) {
  const box = html("div", { class: "part-scroll", role: "region", "aria-label": label,
    tabindex: 0, ...OWN_KEYS }, children);
  const fade = () => set(box, { "data-before": box.scrollLeft > 2,
    "data-after": box.scrollLeft + box.clientWidth < box.scrollWidth - 2,
    tabindex: box.scrollWidth > box.clientWidth ? 0 : null });
  box.addEventListener("scroll", fade);
  new ResizeObserver(fade).observe(box);
  return box;
}

/** Replace text if it changed: a live region speaks of nothing else. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
