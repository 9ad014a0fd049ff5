r"""What LSTMGates accepts, and what it says when something does not fit."""

from collections.abc import Mapping, Sequence

import numpy as np

from .base import encode_array, to_array
from .unroll_checks import check_vocab

MAX_UNITS, MAX_STEPS, MAX_CLASSES = 16, 24, 8
GATES = ("i", "f", "o")
_CELL = {
    "weight_ih": ("4H", "V"),
    "weight_hh": ("4H", "H"),
    "bias_ih": ("4H",),
    "bias_hh": ("4H",),
}
_READOUT = {"weight_hy": ("K", "H"), "bias_y": ("K",)}


def pack_weights(weights: Mapping, vocab: list[str], classes: list[str]) -> dict:
    """Check the weights, named as in a cell or a layer of torch, and encode them."""
    check_vocab(vocab)
    arrays = {name.removesuffix("_l0"): to_array(w) for name, w in weights.items()}
    shapes = _CELL | (_READOUT if classes else {})
    if set(arrays) != set(shapes):
        raise ValueError(f"weights: expected {sorted(shapes)}, got {sorted(arrays)}")
    square = arrays["weight_hh"].shape
    hidden = square[-1] if square else 0
    if not 1 <= hidden <= MAX_UNITS:
        raise ValueError(f"weights: expected H from 1 to {MAX_UNITS}, got H = {hidden}")
    sizes = {"4H": 4 * hidden, "H": hidden, "V": len(vocab), "K": len(classes)}
    for name, shape in shapes.items():
        _check_array(name, arrays[name], tuple(sizes[size] for size in shape))
    return {name: encode_array(arrays[name]) for name in shapes}


def _check_array(name: str, array: np.ndarray, shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {array.shape}")
    if not np.all(np.abs(array) < np.finfo(np.float16).max):
        raise ValueError(f"{name}: expected finite numbers below 65504 in size")


def check_tokens(tokens: Sequence[str], vocab: Sequence[str]) -> None:
    """Refuse a sequence that is too long, and symbols that the cell does not know."""
    if not 1 <= len(tokens) <= MAX_STEPS:
        raise ValueError(f"tokens: expected 1 to {MAX_STEPS}, got {len(tokens)}")
    if unknown := [token for token in tokens if token not in vocab]:
        raise ValueError(f"tokens: {unknown[0]!r} is not in vocab ({len(vocab)} known)")


def check_classes(classes: Sequence[str]) -> None:
    """Refuse a single class, too many, and the same one twice."""
    if classes and not 2 <= len(classes) <= MAX_CLASSES:
        got = len(classes)
        raise ValueError(f"classes: expected 2 to {MAX_CLASSES} names, got {got}")
    if len(set(classes)) != len(classes) or "" in classes:
        raise ValueError("classes: expected distinct, non-empty names; give each once")


def check_place(name: str, value: int, first: int, last: int) -> None:
    """Refuse a unit or a step that there is not."""
    if not first <= value <= last:
        raise ValueError(f"{name}: expected {first} to {last}, got {value}")


def check_overrides(overrides: Mapping, steps: int) -> None:
    """Refuse gates but i, f and o, and values but None and 0 to 1 for each step."""
    for gate, values in overrides.items():
        if gate not in GATES:
            raise ValueError(f"overrides: expected gates of {GATES}, got {gate!r}")
        if len(values) != steps:
            got = len(values)
            raise ValueError(f"overrides of {gate}: expected {steps} values, got {got}")
        if wrong := [v for v in values if v is not None and not 0 <= v <= 1]:
            got = wrong[0]
            raise ValueError(f"overrides of {gate}: expected 0 to 1 or None, got {got}")
