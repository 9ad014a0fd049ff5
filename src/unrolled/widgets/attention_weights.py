r"""The weights of an attention model as text: 12 bits a number, as a page carries them.

Each row of a matrix is stored as whole numbers from -2047 to 2047, times its scale; a
number is two characters of base64. That is a quarter less than float16 in base64, and
about as exact. js/attention.js reads it.

Shapes: E embedding size, H hidden size, A size of the score's layer; Q = H, or H + E
where the query is [s_{t-1}; y_{t-1}].
"""

from collections.abc import Mapping

import numpy as np

from .base import decode_array, encode_array, to_array

DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
LARGEST = 2047
SPECIALS = ("<pad>", "<bos>", "<eos>", "<unk>")
_GRU = {
    "weight_ih": ("3H/2", "E"),
    "weight_hh": ("3H/2", "H/2"),
    "bias_ih": ("3H/2",),
    "bias_hh": ("3H/2",),
}
SHAPES = {
    "source_embedding.weight": ("V_s", "E"),
    "target_embedding.weight": ("V_t", "E"),
    **{f"encoder.{name}_l0": shape for name, shape in _GRU.items()},
    **{f"encoder.{name}_l0_reverse": shape for name, shape in _GRU.items()},
    "start_state.weight": ("H", "H/2"),
    "start_state.bias": ("H",),
    "score.query.weight": ("A", "Q"),
    "score.key.weight": ("A", "H"),
    "score.key.bias": ("A",),
    "score.v.weight": ("1", "A"),
    "decoder.weight_ih": ("3H", "E+H"),
    "decoder.weight_hh": ("3H", "H"),
    "decoder.bias_ih": ("3H",),
    "decoder.bias_hh": ("3H",),
    "hidden.weight": ("E", "2H+E"),
    "hidden.bias": ("E",),
    "readout.weight": ("V_t", "E"),
    "readout.bias": ("V_t",),
}


def pack_model(weights: Mapping, source: list[str], target: list[str]) -> dict:
    r"""Check the weights of an attention model and write each array as text.

    Raises:
        ValueError: a name is missing or too many, a shape does not fit the others or
            the vocabularies, or a number is not finite.
    """
    if set(weights) != set(SHAPES):
        missing = sorted(set(SHAPES) - set(weights)) or "none"
        unknown = sorted(set(weights) - set(SHAPES)) or "none"
        expected = "those of AttentionSeq2Seq with the additive score"
        got = f"missing {missing}, unknown {unknown}"
        raise ValueError(f"weights: expected {expected}, got {got}")
    arrays = {name: to_array(weights[name]) for name in SHAPES}
    sizes = _sizes(arrays) | {"V_s": len(source), "V_t": len(target)}
    for name, array in arrays.items():
        _check_array(name, array, tuple(sizes[size] for size in SHAPES[name]))
    return {name: pack(array) for name, array in arrays.items()}


def _sizes(arrays: dict[str, np.ndarray]) -> dict[str, int]:
    """Return the size that each word of SHAPES stands for."""
    for name in ("source_embedding.weight", "start_state.weight", "score.query.weight"):
        if arrays[name].ndim != 2:
            raise ValueError(f"{name}: expected a matrix, got {arrays[name].shape}")
    E = arrays["source_embedding.weight"].shape[1]
    H = arrays["start_state.weight"].shape[0]
    A, Q = arrays["score.query.weight"].shape
    if Q not in (H, H + E):
        expected = f"H = {H} columns for s, or H + E = {H + E} for [s; y]"
        raise ValueError(f"score.query.weight: expected {expected}, got {Q}")
    sizes = {"E": E, "H": H, "H/2": H // 2, "3H/2": 3 * (H // 2), "3H": 3 * H}
    return sizes | {"A": A, "Q": Q, "1": 1, "E+H": E + H, "2H+E": 2 * H + E}


def _check_array(name: str, array: np.ndarray, shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {array.shape}")
    if not np.all(np.abs(array) < np.finfo(np.float16).max):
        raise ValueError(f"{name}: expected finite numbers below 65504 in size")


def pack(array: np.ndarray) -> dict:
    """Return `{"shape", "scale", "data"}`: a scale for each row, two digits a number.

    Args:
        array: (R, C), or (C,), which counts as one row.
    """
    rows = np.atleast_2d(array)
    # A scale is a little too large rather than too small, so that nothing is cut off.
    largest = np.abs(rows).max(axis=1) * (1 + 2**-10)
    scale = encode_array(largest)
    step = decode_array(scale)[:, None] / LARGEST
    levels = np.round(np.divide(rows, step, out=np.zeros(rows.shape), where=step > 0))
    numbers = np.clip(levels, -LARGEST, LARGEST).astype(int) + LARGEST + 1
    pairs = np.stack([numbers // 64, numbers % 64], axis=-1)
    data = np.frombuffer(DIGITS, np.uint8)[pairs].tobytes().decode()
    return {"shape": list(array.shape), "scale": scale, "data": data}


def unpack(packed: dict) -> np.ndarray:
    """Return what `pack` wrote, as float64."""
    digit = np.zeros(128, int)
    digit[list(DIGITS)] = np.arange(64)
    high, low = digit[np.frombuffer(packed["data"].encode(), np.uint8)].reshape(-1, 2).T
    scale = decode_array(packed["scale"])[:, None]
    levels = (64 * high + low - LARGEST - 1).reshape(len(scale), -1)
    return (levels * scale / LARGEST).reshape(packed["shape"])
