// How js/dom.js writes numbers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../../src/unrolled/widgets/js/dom.js", import.meta.url));
const { brief, fixed, short } = await import(`data:text/javascript;base64,${source.toString("base64")}`);

test("a number on an arrow has at most two significant digits and four characters", () => {
  const values = [0, 1e-10, 4.4e-3, 0.005, 0.0123, 0.996, 9.4, 9.96, 25.3, 123.4, 996, 25300];
  const written = ["0", "0", "4e-3", "0.01", "0.01", "1.0", "9.4", "10", "25", "120", "1e3", "3e4"];
  assert.deepEqual(values.map(brief), written);
  for (const text of values.map(brief)) assert.ok(text.length <= 4);
  assert.equal(brief(Infinity), "∞");
});

test("numbers in a sentence have a true minus and no minus zero", () => {
  assert.deepEqual([-0.5, -0.001, 12.34].map(fixed), ["−0.50", "0.00", "12.3"]);
  assert.deepEqual([-0.5, -0.0612, 1e-3, 2.3e-5, 0].map(short),
    ["−0.50", "−0.061", "0.0010", "2.3e-5", "0.00"]);
});
