r"""The picture of the one-hot inspector where no JavaScript runs: X times W is X W."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .sketch import (
    INK,
    LINE,
    MINUS,
    MUTED,
    PLUS,
    WEIGHTS,
    canvas,
    outline,
    rectangle,
    visible,
    write,
)

TOP, HEIGHT, COLUMN, NUMBER = 116, 17, 12, 36
LABEL, LEFT = 74, 160  # where the labels of the tokens end, and X begins
MONO = {"family": ["DejaVu Sans Mono", "monospace"]}


def draw(
    tokens: list[dict], vocab: list[str], matrix: np.ndarray, title: str
) -> Figure:
    """Draw the tokens with their indices and masks, X with W beside it, X W below.

    Args:
        tokens: T tokens, each with token, index and mask.
        vocab: the V tokens of the dictionary.
        matrix: W (V, D).
        title: the line above the picture.
    """
    right, below = LEFT + len(vocab) * COLUMN + 86, TOP + len(tokens) * HEIGHT + 44
    bottom = max(below + len(tokens) * HEIGHT, TOP + len(vocab) * HEIGHT)
    axes = canvas(right + matrix.shape[1] * NUMBER + 24, bottom + 28)
    write(axes, 24, 28, title, size=12.5, weight="bold", ha="left")
    _draw_tokens(axes, tokens)
    _draw_one_hot(axes, tokens, vocab)
    largest = np.abs(matrix).max() or 1
    rows = matrix[[entry["index"] for entry in tokens]]
    numbered = [f"{name} {i}" for i, name in enumerate(vocab)]
    _draw_matrix(axes, (right, TOP), numbered, matrix / largest, "W")
    names = [entry["token"] for entry in tokens]
    _draw_matrix(axes, (LEFT, below), names, rows / largest, "X W")
    for (t, d), value in np.ndenumerate(rows):
        place = LEFT + (d + 0.5) * NUMBER, _row(t, below)
        write(axes, *place, f"{value:.2f}".replace("-", "−"), size=7.5)
    return axes.figure


def _row(t: int, top: float = TOP) -> float:
    return top + (t + 0.5) * HEIGHT


def _label(axes: Axes, x: float, y: float, text: str, **style) -> None:
    text = visible(text) if len(text) <= 13 else text[:12] + "…"
    write(axes, x, y, text, **{"size": 7.5, "ha": "right"} | MONO | style)


def _draw_tokens(axes: Axes, tokens: list[dict]) -> None:
    columns = {"token": LABEL, "index": LABEL + 37, "mask": LABEL + 70}
    for name, x in columns.items():
        write(axes, x, TOP - 10, name, size=7.5, color=MUTED, ha="right")
        for t, entry in enumerate(tokens):
            colour = INK if entry["mask"] else MUTED
            _label(axes, x, _row(t), str(entry[name]), color=colour)


def _draw_one_hot(axes: Axes, tokens: list[dict], vocab: list[str]) -> None:
    """Draw X (T, V): a grid, the dictionary above it, and the ones."""
    right, bottom = LEFT + len(vocab) * COLUMN, TOP + len(tokens) * HEIGHT
    for i, token in enumerate(vocab):
        place = (LEFT + (i + 0.5) * COLUMN, TOP - 6)
        _label(axes, *place, token, ha="center", va="bottom", rotation=90, size=6.5)
    lines = [[(LEFT, y), (right, y)] for y in TOP + HEIGHT * np.arange(len(tokens) + 1)]
    lines += [
        [(x, TOP), (x, bottom)] for x in LEFT + COLUMN * np.arange(len(vocab) + 1)
    ]
    outline(axes, lines, closed=False, ec=LINE, fc="none", lw=0.5)
    for t, entry in enumerate(tokens):
        middle = LEFT + (entry["index"] + 0.5) * COLUMN
        fill = WEIGHTS["xh"] if entry["mask"] else MUTED
        outline(axes, [rectangle(middle, _row(t), COLUMN, HEIGHT)], fc=fill, lw=0)
        write(axes, middle, _row(t), "1", size=7, color="white", weight="bold")
    write(axes, LEFT, bottom + 12, "X", size=10, ha="left", style="italic")


def _draw_matrix(
    axes: Axes, corner: tuple[float, float], names: list[str], shares, title: str
) -> None:
    """Draw a matrix: hue for the sign, strength (in ten steps) for the size."""
    left, top = corner
    strength = np.round(10 * shares).astype(int)
    for level in np.unique(strength):
        cells = [
            rectangle(left + (d + 0.5) * NUMBER, _row(i, top), NUMBER - 1, HEIGHT - 1)
            for i, d in np.argwhere(strength == level)
        ]
        fill = (PLUS if level >= 0 else MINUS, abs(int(level)) / 20)
        outline(axes, cells, fc=fill, lw=0)
    for i, name in enumerate(names):
        _label(axes, left - 6, _row(i, top), name)
    bottom = top + len(names) * HEIGHT + 12
    write(axes, left, bottom, title, size=10, ha="left", style="italic")
