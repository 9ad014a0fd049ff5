r"""The cells of Unroll in numpy; the page computes the same (js/unroll_cells.js).

A cell maps what each row of its weights sums, W_xh x_t + b_ih + W_hh h_{t-1} + b_hh,
and the states of the step before to its states h (H,) and, if it has one, c (H,).
"""

import numpy as np

States = dict[str, np.ndarray]


def elman(sums: np.ndarray, before: States) -> States:
    r"""Return h_t = tanh(sums), for sums (H,)."""
    return {"h": np.tanh(sums)}


def lstm(sums: np.ndarray, before: States) -> States:
    r"""Return h_t and c_t, for sums (4H,) in the order i, f, g, o."""
    i, f, g, o = np.split(sums, 4)
    c = sigmoid(f) * before["c"] + sigmoid(i) * np.tanh(g)
    return {"h": sigmoid(o) * np.tanh(c), "c": c}


def sigmoid(z: np.ndarray) -> np.ndarray:
    r"""Return 1 / (1 + e^{-z})."""
    return 1 / (1 + np.exp(-z))


CELLS = {"elman": (elman, ("h",)), "lstm": (lstm, ("h", "c"))}


def unroll(
    cell: str, w: dict[str, np.ndarray], inputs: list[int], reads: list[bool]
) -> States:
    r"""Run a cell over T inputs.

    Args:
        cell: one of `CELLS`.
        w: the weights by torch's names.
        inputs: indices into the vocabulary.
        reads: False where x_t = 0.

    Returns:
        each state at all steps, (T, H).
    """
    step, names = CELLS[cell]
    state, states = {name: np.zeros(w["weight_hh"].shape[1]) for name in names}, []
    bias = w["bias_ih"] + w["bias_hh"]
    for index, read in zip(inputs, reads, strict=True):
        from_x = w["weight_ih"][:, index] * read
        state = step(from_x + bias + w["weight_hh"] @ state["h"], state)
        states.append(state)
    return {name: np.array([state[name] for state in states]) for name in names}
