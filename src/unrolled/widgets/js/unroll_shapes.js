// Small shapes that the parts of the Unroll drawing share.

import { set } from "./dom.js";

/** The attributes of a rounded rectangle around a point. */
export const boxAround = (x, y, width, height) =>
  ({ x: x - width / 2, y: y - height / 2, width, height, rx: 6 });

/** Colour one unit of h: hue for its sign, strength for its size. */
export function paintUnit(square, value) {
  set(square, { "data-sign": value < 0 ? "minus" : "plus" });
  square.style.fillOpacity = Math.abs(value);
}
