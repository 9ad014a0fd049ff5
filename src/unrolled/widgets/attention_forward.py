r"""The attention model in NumPy, as js/attention.js runs it in the page.

The equations are those of `unrolled.models.attention_seq2seq`, one sentence at a time;
both query forms, s_{t-1} and [s_{t-1}; y_{t-1}].

Shapes: S source tokens, T steps, H hidden size.
"""

from typing import NamedTuple

import numpy as np

BOS, EOS, UNK = 1, 2, 3
MAX_STEPS = 60
Arrays = dict[str, np.ndarray]


class Run(NamedTuple):
    """What greedy decoding writes, and how.

    Args:
        ids: what is written at each step (T,), `<eos>` included if it came.
        p: the probability of each (T,).
        e: scores (T, S).
        a: weights (T, S).
        c: contexts (T, H).
    """

    ids: np.ndarray
    p: np.ndarray
    e: np.ndarray
    a: np.ndarray
    c: np.ndarray


def translate(w: Arrays, ids: list[int]) -> Run:
    """Read the source ids (S,) and write the likeliest next symbol until `<eos>`.

    Args:
        w: the model's arrays by their names in its `state_dict`.
        ids: of the source, at least one.
    """
    x = w["source_embedding.weight"][ids]
    ahead, back = _read(w, x, ""), _read(w, x[::-1], "_reverse")[::-1]
    h = np.hstack([ahead, back])
    keys = h @ w["score.key.weight"].T + w["score.key.bias"]
    s = np.tanh(w["start_state.weight"] @ back[0] + w["start_state.bias"])
    token, steps = BOS, []
    while len(steps) < MAX_STEPS and token != EOS:
        y = w["target_embedding.weight"][token]
        e = _score(w, s, y, keys)
        a = softmax(e)
        c = a @ h
        s = _gru(w, "decoder.{}", np.hstack([y, c]), s)
        hidden = w["hidden.weight"] @ np.hstack([s, c, y]) + w["hidden.bias"]
        p = softmax(w["readout.weight"] @ np.tanh(hidden) + w["readout.bias"])
        token = 2 + int(p[2:].argmax())  # <pad> and <bos> are never written
        steps.append((token, p[token], e, a, c))
    return Run(*map(np.array, zip(*steps, strict=True)))


def _score(w: Arrays, s: np.ndarray, y: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return e (S,) for the query s, or [s; y] if the weights take it."""
    W = w["score.query.weight"]
    query = W @ np.hstack([s, y])[: W.shape[1]]
    return np.tanh(query + keys) @ w["score.v.weight"][0]


def _read(w: Arrays, x: np.ndarray, direction: str) -> np.ndarray:
    """Return the states (S, H / 2) of one direction of the encoder."""
    h, states = np.zeros(w["encoder.weight_hh_l0"].shape[1]), []
    for x_t in x:
        h = _gru(w, f"encoder.{{}}_l0{direction}", x_t, h)
        states.append(h)
    return np.array(states)


def _gru(w: Arrays, name: str, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    from_x = w[name.format("weight_ih")] @ x + w[name.format("bias_ih")]
    from_h = w[name.format("weight_hh")] @ h + w[name.format("bias_hh")]
    (r, z, n), (r_h, z_h, n_h) = np.split(from_x, 3), np.split(from_h, 3)
    r, z = _sigmoid(r + r_h), _sigmoid(z + z_h)
    return (1 - z) * np.tanh(n + r * n_h) + z * h


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def softmax(z: np.ndarray) -> np.ndarray:
    """Return positive numbers that sum to 1."""
    exponents = np.exp(z - z.max())
    return exponents / exponents.sum()
