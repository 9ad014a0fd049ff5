r"""The picture of the attention inspector where no JavaScript runs: a heat map.

Coordinates are CSS pixels, y downwards; the colours are those of the light theme.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .sketch import (
    INK,
    LINE,
    MUTED,
    TINT,
    WEIGHTS,
    canvas,
    outline,
    rectangle,
    visible,
    write,
)

BESIDE, ABOVE, RIGHT, SLANT = 116, 124, 56, 50
VISIBLE = 0.005


def draw(source: list[str], written: list[str], a: np.ndarray, title: str) -> Figure:
    """Draw a row for each step and a column for each source word.

    Args:
        source: S words.
        written: T words, `<eos>` among them.
        a: weights (T, S).
        title: the line above the picture.
    """
    size = max(18, min(34, 640 // len(source)))
    width, height = size * len(source), size * len(written)
    axes = canvas(
        max(BESIDE + width + RIGHT, 48 + 10.6 * len(title)), ABOVE + height + 44
    )
    write(axes, 24, 28, title, size=12.5, weight="bold", ha="left")
    field = rectangle(BESIDE + width / 2, ABOVE + height / 2, width, height)
    outline(axes, [field], fc=TINT, ec=LINE, lw=0.8)
    for i, word in enumerate(source):
        at = (BESIDE + (i + 0.5) * size, ABOVE - 8)
        style = {"rotation": SLANT, "rotation_mode": "anchor", "va": "baseline"}
        write(axes, *at, visible(word), size=8.5, ha="left", **style)
    for t, word in enumerate(written):
        at = (BESIDE - 10, ABOVE + (t + 0.5) * size)
        write(axes, *at, visible(word), size=8.5, ha="right")
    _draw_cells(axes, a, size)
    note = "Rows: steps of the translation. Columns: source words. Darker: more weight."
    write(axes, 24, ABOVE + height + 24, note, size=8, color=MUTED, ha="left")
    return axes.figure


def _draw_cells(axes: Axes, a: np.ndarray, size: int) -> None:
    """Draw each weight that can be seen; those from 0.3 on with their number."""
    for t, i in np.argwhere(a >= VISIBLE):
        x, y = BESIDE + (i + 0.5) * size, ABOVE + (t + 0.5) * size
        square = rectangle(x, y, size - 2, size - 2)
        outline(axes, [square], fc=(WEIGHTS["hh"], float(a[t, i])), lw=0)
        if a[t, i] >= 0.3 and size >= 24:
            color = "white" if a[t, i] > 0.5 else INK
            write(axes, x, y, f"{a[t, i]:.2f}".lstrip("0"), size=7, color=color)
