// The cells that Unroll knows. A cell has the names of its states (h first, the ones a unit of
// which is explained); of its gates; step and back, its numbers forward and backward (as
// rnn.js calls them); explain, its equations by state; row, what W_xh adds for a symbol; tell,
// a sentence on the explained unit, if there is one; and words for the parts in which the cells differ.

import { elman } from "./unroll_elman.js";
import { lstm } from "./unroll_lstm.js";

export const CELLS = { elman, lstm };
