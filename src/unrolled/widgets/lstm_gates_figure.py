r"""The picture of LSTM gates where no JavaScript runs: one unit over time.

Coordinates are CSS pixels, y downwards, as in js/lstm_graph.js; the colours are those
of the light theme.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .sketch import (
    INK,
    LINE,
    MINUS,
    MUTED,
    PLUS,
    TINT,
    WEIGHTS,
    canvas,
    maths,
    outline,
    rectangle,
    visible,
    write,
)

LEFT, PIPE, BELT = 60, 16, 96
ROWS = {"h": 86, "o": 120, "c": 200, "i": 270, "g": 304, "x": 348}
REACH = {"h": 20, "c": 42, "g": 16}  # from the middle of a row to its edge
COLOURS = {"f": WEIGHTS["hh"], "i": WEIGHTS["xh"], "o": WEIGHTS["hy"]}


def draw(tokens: list[str], run: dict[str, np.ndarray], title: str) -> Figure:
    """Draw c as a level along a belt, the gates as valves, g below and h above.

    Args:
        tokens: the symbols read, T of them.
        run: i, f, g, o, c and h (T,) of one unit.
        title: the line above the picture.
    """
    steps = len(tokens)
    wide = max(35, min(56, 670 / steps))
    right = LEFT + steps * wide
    axes = canvas(max(right + 24, 48 + 10.6 * len(title)), 400)
    write(axes, 24, 28, title, size=12.5, weight="bold", ha="left")
    belt = rectangle((LEFT + right) / 2, ROWS["c"], right - LEFT, BELT)
    outline(axes, [belt], fc=(WEIGHTS["hh"], 0.09), lw=0)
    zeros = [[(LEFT, ROWS[row]), (right, ROWS[row])] for row in REACH]
    outline(axes, zeros, closed=False, ec=LINE, fc="none", lw=0.8)
    for row, y in (ROWS | {"f": ROWS["c"] + 28}).items():
        maths(axes, 38, y, row, color=COLOURS.get(row, INK))
    middles = LEFT + wide * (np.arange(steps) + 0.5)
    _draw_belt(axes, middles, wide, run)
    for row in ("h", "g"):
        _draw_bars(axes, middles, run[row], row)
    for gate, row in {"f": "c", "i": "i", "o": "o"}.items():
        xs = middles - wide / 2 + 6 if gate == "f" else middles
        _draw_valves(axes, xs, ROWS[row], run[gate], gate)
    _draw_texts(axes, middles, tokens, run)
    return axes.figure


def _draw_belt(axes: Axes, middles: np.ndarray, wide: float, run: dict) -> None:
    """Draw c_{t-1} before the valve, f c_{t-1} behind it, and c_t once i g is added."""
    before = np.concatenate([[0.0], run["c"][:-1]])
    scale = max(1.0, np.abs(run["c"]).max())
    was, kept, now = (
        ROWS["c"] - REACH["c"] / scale * values
        for values in (before, run["f"] * before, run["c"])
    )
    zero = np.full_like(kept, ROWS["c"])
    _draw_rises(axes, middles - 3, zero, kept, (COLOURS["f"], 0.55))
    _draw_rises(axes, middles + 6, kept, now, (COLOURS["i"], 0.75))
    levels = []
    for x, a, b, c in zip(middles, was, kept, now, strict=True):
        left = x - wide / 2
        levels += [[(left, a), (left + 6, a)], [(left + 6, b), (x + 2, b)]]
        levels += [[(x + 2, c), (left + wide, c)]]
    outline(axes, levels, closed=False, ec=INK, fc="none", lw=1.4)


def _draw_rises(axes: Axes, xs, starts, ends, fill, wide: float = 8) -> None:
    """Draw bars of one colour from a height to another."""
    bars = [
        rectangle(x, (a + b) / 2, wide, abs(a - b))
        for x, a, b in zip(xs, starts, ends, strict=True)
    ]
    outline(axes, bars, fc=fill, lw=0)


def _draw_bars(axes: Axes, xs: np.ndarray, values: np.ndarray, row: str) -> None:
    """Draw values from -1 to 1 as bars: hue for the sign."""
    for sign, colour in ((1, PLUS), (-1, MINUS)):
        ends = ROWS[row] - REACH[row] * np.where(sign * values > 0, values, 0)
        _draw_rises(axes, xs, np.full_like(ends, ROWS[row]), ends, colour, wide=12)


def _draw_valves(axes: Axes, xs: np.ndarray, y: float, gates, gate: str) -> None:
    """Draw pipes with two plates that leave open what the gate lets through."""
    size = BELT if gate == "f" else PIPE
    pipe = (8, BELT) if gate == "f" else (PIPE, 20)
    pipes = [rectangle(x, y, *pipe) for x in xs]
    outline(axes, pipes, fc="white", ec=COLOURS[gate], lw=0.8)
    plates = []
    for x, plate in zip(xs, (1 - gates) * size / 2, strict=True):
        for away in (plate / 2 - size / 2, size / 2 - plate / 2):
            upright = rectangle(x + away, y, plate, 8)
            lying = rectangle(x, y + away, 6, plate)
            plates.append(lying if gate == "f" else upright)
    outline(axes, plates, fc=COLOURS[gate], lw=0)


def _draw_texts(axes: Axes, middles: np.ndarray, tokens: list[str], run: dict) -> None:
    """Write the numbers of h, c and g, what is read, and the steps."""
    heights = {"h": 57, "c": ROWS["c"] - 56, "g": ROWS["g"] + 24}
    for name, y in heights.items():
        for x, value in zip(middles, run[name], strict=True):
            write(axes, x, y, f"{value:.2f}".replace("-", "−"), size=7.5)
    boxes = [rectangle(x, ROWS["x"], 28, 22) for x in middles]
    outline(axes, boxes, fc=TINT, ec=MUTED, lw=0.7)
    for t, (x, token) in enumerate(zip(middles, tokens, strict=True), start=1):
        mono = {"family": ["DejaVu Sans Mono", "monospace"], "weight": "bold"}
        symbol = visible(token) if len(token) <= 3 else token[:2] + "…"
        write(axes, x, ROWS["x"], symbol, size=9.5, **mono)
        write(axes, x, ROWS["x"] + 26, str(t), size=7.5, color=MUTED)
