r"""What Unroll accepts, and what it says when something does not fit."""

import math

import numpy as np

from .base import encode_array, to_array

MAX_UNITS, MAX_STEPS = 8, 16
MAPPINGS = ("many-to-many", "many-to-one", "one-to-many", "one-to-one")
# A cell is added by its rows here, its step in unroll_cells.py and js/unroll_cells.js.
_ROWS = {"elman": "H", "lstm": "4H"}


def _shapes(cell: str) -> dict[str, tuple]:
    if cell not in _ROWS:
        raise ValueError(f"cell: expected one of {sorted(_ROWS)}, got {cell!r}")
    rows = _ROWS[cell]
    shapes = {"weight_ih": (rows, "V"), "weight_hh": (rows, "H")}
    shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
    return shapes | {"weight_hy": (1, "H"), "bias_y": (1,)}


def check_vocab(vocab: list[str]) -> None:
    """Refuse an empty vocabulary, an empty symbol and a symbol given twice."""
    if not vocab or len(set(vocab)) != len(vocab) or "" in vocab:
        raise ValueError("vocab: expected distinct, non-empty symbols; give each once")


def check_mapping(mapping: str) -> None:
    """Refuse a mapping type that is not one of the four."""
    if mapping not in MAPPINGS:
        raise ValueError(f"mapping: expected one of {MAPPINGS}, got {mapping!r}")


def pack_weights(weights: dict, cell: str, vocab_size: int) -> dict[str, dict]:
    """Check the weights, named as in a cell or a layer of torch, and encode them."""
    shapes = _shapes(cell)
    weights = {name.removesuffix("_l0"): w for name, w in weights.items()}
    if set(weights) != set(shapes):
        raise ValueError(f"weights: expected {sorted(shapes)}, got {sorted(weights)}")
    arrays = {name: to_array(weights[name]) for name in shapes}
    hidden = arrays["weight_hh"].shape[-1] if arrays["weight_hh"].ndim else 0
    if not 1 <= hidden <= MAX_UNITS:
        raise ValueError(f"weights: expected H from 1 to {MAX_UNITS}, got H = {hidden}")
    sizes = {"H": hidden, "4H": 4 * hidden, "V": vocab_size}
    for name, array in arrays.items():
        _check_array(name, array, tuple(sizes.get(n, n) for n in shapes[name]))
    return {name: encode_array(array) for name, array in arrays.items()}


def _check_array(name: str, array: np.ndarray, shape: tuple) -> None:
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {array.shape}")
    if not np.all(np.abs(array) < np.finfo(np.float16).max):
        raise ValueError(f"{name}: expected finite numbers below 65504 in size")


def check_steps(vocab: list, tokens: list, targets: list, mask: list) -> None:
    """Refuse unknown symbols, lists of different lengths, and targets but 0 and 1."""
    if not 1 <= len(tokens) <= MAX_STEPS:
        raise ValueError(f"tokens: expected 1 to {MAX_STEPS}, got {len(tokens)}")
    for name, values in (("targets", targets), ("mask", mask)):
        if len(values) != len(tokens):
            raise ValueError(f"{name}: expected {len(tokens)}, got {len(values)}")
    if unknown := [token for token in tokens if token not in vocab]:
        raise ValueError(f"tokens: {unknown[0]!r} is not in vocab ({len(vocab)} known)")
    if wrong := [target for target in targets if target not in (0, 1)]:
        raise ValueError(f"targets: expected 0 or 1, got {wrong[0]!r}")


def whole(target) -> int | float:
    """Turn True, 1.0 or a tensor's element into an int; leave 0.5 to be refused."""
    value = float(target)
    return int(value) if math.isfinite(value) and value == int(value) else value
