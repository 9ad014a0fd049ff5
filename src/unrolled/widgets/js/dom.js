// Building HTML and SVG, and writing numbers and symbols.

const SVG = "http://www.w3.org/2000/svg";

/** Make an HTML element; attributes that are functions become event listeners. */
export function html(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else set(element, { [name]: value });
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

/** Set attributes; null or false removes one. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** A number with two decimals (one from 10 on) and a true minus. */
export const fixed = (value) =>
  signed((value || 0).toFixed(Math.abs(value) < 10 ? 2 : 1)).replace(/^−(0.00)$/, "$1");

/** The same for gradients: small ones keep two significant digits, so that sums add up. */
export function short(value) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size >= 100) return signed(value.toFixed(0));
  if (size >= 0.1 || size < 1e-9) return signed((value || 0).toFixed(2));
  return signed(size >= 1e-4 ? value.toPrecision(2) : value.toExponential(1));
}

/** A gradient's size in at most two significant digits and four characters, for an arrow. */
export function brief(value) {
  if (!Number.isFinite(value)) return "∞";
  if (value < 1e-9) return "0";
  if (value >= 995) return value.toExponential(0).replace("e+", "e");
  if (value >= 9.95) return String(Number(value.toPrecision(2)));
  if (value >= 0.995) return value.toFixed(1);
  return value >= 0.005 ? value.toFixed(2) : value.toExponential(0);
}

const signed = (text) => text.replace(/^-/, "−");

/** A number with four decimals, for the tables. */
export const long = (value) => signed((value || 0).toFixed(4));

const MARKS = { " ": "␣", "\n": "⏎", "\t": "⇥" };
const NAMES = { " ": "space", "\n": "newline", "\t": "tab" };

/** A symbol as it can be seen: ␣ for a space. */
export const visible = (symbol) => MARKS[symbol] ?? symbol;

/** A symbol as it can be read aloud. */
export const spoken = (symbol) => NAMES[symbol] ?? symbol;

const DIGITS = "₀₁₂₃₄₅₆₇₈₉";

/** h, 12 → h₁₂ */
export const indexed = (letter, t) => letter + String(t).replace(/\d/g, (d) => DIGITS[d]);

let count = 0;

/** An id that is unique on the page. */
export const newId = (stem) => `unrolled-${stem}-${++count}`;
