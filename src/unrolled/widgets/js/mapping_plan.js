// Mapping types: which step reads an input, writes an output, counts in the loss.
// Pure functions, counting from 0. Compared with Python by tests/js/mapping.test.mjs.

/** The most inputs, and the most outputs, of a sequence. */
export const MAX_ITEMS = 8;

/** The types, and whose number is free in them: inputs, outputs, or steps (both at once). */
export const TYPES = {
  "one-to-one": { name: "one to one", free: [] },
  "one-to-many": { name: "one to many", free: ["outputs"] },
  "many-to-one": { name: "many to one", free: ["inputs"] },
  "many-to-many": { name: "many to many, aligned", free: ["steps"] },
  "many-to-many-unaligned": { name: "many to many, unaligned", free: ["inputs", "outputs"] },
};

/** One {input, output} a step: which input it reads, which output it writes, or null. */
export function planSteps(type, inputs, outputs) {
  const first = { "many-to-one": inputs - 1, "many-to-many-unaligned": inputs }[type] ?? 0;
  return Array.from({ length: first + outputs }, (_, t) =>
    ({ input: t < inputs ? t : null, output: t < first ? null : t - first }));
}

/** The lengths after one more or fewer. */
export function changeLengths({ inputs, outputs }, which, by) {
  const within = (n) => Math.max(1, Math.min(MAX_ITEMS, n + by));
  return { inputs: which === "outputs" ? inputs : within(inputs),
    outputs: which === "inputs" ? outputs : within(outputs) };
}
