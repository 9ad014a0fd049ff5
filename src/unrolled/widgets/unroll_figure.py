r"""The picture of Unroll where no JavaScript runs: the same graph, drawn once.

Coordinates are CSS pixels, y downwards, as in js/unroll_graph.js; the colours are
those of unroll.css in its light theme.
"""

from itertools import pairwise, product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Arc, Circle, Rectangle

from .sketch import (
    INK,
    LINE,
    MINUS,
    MUTED,
    PLUS,
    TINT,
    WEIGHTS,
    arrow,
    box,
    canvas,
    maths,
    visible,
    write,
)

FOLDED_X, FIRST_X, COLUMN, STRIP, APART = 60, 190, 46, 20, 30
TARGET_Y, LOSS_Y, OUTPUT_Y, TOP_Y = 64, 104, 150, 190
FULL = 3  # the strongest colour of c, as in js/unroll_view.js
LOOPS = {"h": WEIGHTS["hh"], "c": "#a3265e"}


def draw(tokens: list[str], targets: list[int], run: dict, title: str) -> Figure:
    """Draw the cell folded, and unrolled with its numbers.

    Args:
        tokens: the symbols read, T of them.
        targets: 0 or 1 for each.
        run: h (T, H), maybe c (T, H), y (T,), loss (T,), reads (T,), counts (T,), as
            from `Unroll.forward`.
        title: the line above the picture.
    """
    steps, units = run["h"].shape
    strips = _strips(units, [name for name in ("h", "c") if name in run])
    bottom = _bottom(strips)
    reach = {name: min(FULL, max(1, abs(run[name]).max())) for name in strips}
    run = run | {name: run[name] / reach[name] for name in strips}
    width = max(FIRST_X + steps * COLUMN + 78, 48 + 10.6 * len(title))
    axes = canvas(width, bottom + 90)
    write(axes, 24, 28, title, size=12.5, weight="bold", ha="left")
    _draw_folded(axes, strips, {name: run[name][-1] for name in strips})
    xs = [FIRST_X + COLUMN * (t + 0.5) for t in range(steps)]
    for t, x in enumerate(xs):
        step = {name: values[t] for name, values in run.items()}
        _draw_step(axes, x, strips, step, tokens[t], targets[t])
        write(axes, x, bottom + 78, str(t + 1), size=8, color=MUTED)
    for (left, right), name in product(pairwise(xs), strips):
        middle = sum(strips[name]) / 2
        arrow(axes, (left + 12, middle), (right - 12, middle), LOOPS[name])
    total = f"L = {run['loss'].sum():.2f}"
    write(axes, xs[-1] + 28, LOSS_Y, total, size=9.5, weight="bold", ha="left")
    for patch in axes.patches:
        patch.set_clip_on(False)  # nothing to clip, and the SVG is smaller
    return axes.figure


def _strips(units: int, names: list[str]) -> dict[str, tuple[float, float]]:
    """Return the top and the bottom of h, and below it of c."""
    high = units * (min(22, 120 // units) if len(names) == 1 else min(18, 96 // units))
    tops = {name: TOP_Y + k * (high + APART) for k, name in enumerate(names)}
    return {name: (top, top + high) for name, top in tops.items()}


def _bottom(strips: dict) -> float:
    return max(low for _, low in strips.values())


def _strip(axes: Axes, x: float, ends: tuple, states: np.ndarray) -> None:
    """Draw a state as a column of cells: hue for the sign, strength for the size."""
    top, bottom = ends
    cell = (bottom - top) / len(states)
    for unit, value in enumerate(states):
        strength = round(float(min(abs(value), 1)), 2)
        fill = (PLUS if value >= 0 else MINUS, strength)
        corner = (x - STRIP / 2, top + unit * cell + 0.5)
        axes.add_patch(Rectangle(corner, STRIP, cell - 1, fc=fill, ec=LINE, lw=0.6))


def _edges(axes: Axes, x: float, bottom: float, reads: bool, counts: bool) -> None:
    if reads:
        arrow(axes, (x, bottom + 27), (x, bottom + 3), WEIGHTS["xh"])
    arrow(axes, (x, TOP_Y - 2), (x, OUTPUT_Y + 18), WEIGHTS["hy"])
    if counts:
        arrow(axes, (x, OUTPUT_Y - 18), (x, LOSS_Y + 12), MUTED)
        arrow(axes, (x, TARGET_Y + 12), (x, LOSS_Y - 12), MUTED)


def _draw_step(
    axes: Axes, x: float, strips: dict, step: dict, token: str, target: int
) -> None:
    faint = 1.0 if step["counts"] else 0.3
    bottom = _bottom(strips)
    _edges(axes, x, bottom, step["reads"], step["counts"])
    _draw_states(axes, x, strips, step)
    _draw_input(axes, x, bottom, visible(token) if step["reads"] else None)
    _draw_output(axes, x, float(step["y"]), faint)
    box(axes, x, LOSS_Y, (COLUMN - 8, 22), fc=TINT, ec="none")
    loss = f"{step['loss']:.2f}" if step["counts"] else "–"
    write(axes, x, LOSS_Y, loss, alpha=faint)
    fill, ink = (INK, "white") if target else ("white", INK)
    box(axes, x, TARGET_Y, (22, 22), fc=fill, ec=MUTED, alpha=faint)
    write(axes, x, TARGET_Y, str(target), color=ink, alpha=faint)


def _draw_states(axes: Axes, x: float, strips: dict, states: dict) -> None:
    """Draw h and, if there is one, c with an arrow up to h."""
    for name, ends in strips.items():
        _strip(axes, x, ends, states[name])
    if "c" in strips:
        arrow(axes, (x, strips["c"][0] - 2), (x, strips["h"][1] + 2), MUTED)


def _draw_output(axes: Axes, x: float, y: float, faint: float) -> None:
    """Draw y_t as a ring that fills from the top, clockwise."""
    axes.add_patch(Circle((x, OUTPUT_Y), 16, fc="white", ec=LINE, lw=2.2))
    if y >= 0.02:  # less is a dot, not an arc
        size, turn = (32, 32), -90
        angles = {"theta1": turn, "theta2": turn + 360 * y, "alpha": faint}
        axes.add_patch(Arc((x, OUTPUT_Y), *size, ec=INK, lw=2.2, **angles))
    write(axes, x, OUTPUT_Y, f"{y:.2f}", size=8.5, alpha=faint)


def _draw_input(axes: Axes, x: float, bottom: float, symbol: str | None) -> None:
    """Draw what is read, or an empty dashed box."""
    dashes = "-" if symbol else (0, (3, 3))
    box(axes, x, bottom + 44, (30, 32), fc="white", ec=MUTED, ls=dashes)
    if symbol is None:
        return write(axes, x, bottom + 44, "–", size=11, color=MUTED)
    size = 11 if len(symbol) == 1 else 6
    mono = {"family": ["DejaVu Sans Mono", "monospace"], "weight": "bold"}
    write(axes, x, bottom + 44, symbol, size=size, **mono)


def _draw_folded(axes: Axes, strips: dict, states: dict) -> None:
    x, bottom = FOLDED_X, _bottom(strips)
    _edges(axes, x, bottom, reads=True, counts=True)
    _draw_states(axes, x, strips, states)
    for name, ends in strips.items():
        middle = sum(ends) / 2
        half = min(26, (ends[1] - ends[0]) / 2) if "c" in strips else 26
        loop = {"connectionstyle": "arc3,rad=-1.1"}
        ends = ((x + 11, middle - half), (x + 11, middle + half))
        arrow(axes, *ends, LOOPS[name], **loop)
    axes.add_patch(Circle((x, OUTPUT_Y), 16, fc="white", ec=LINE, lw=2.2))
    box(axes, x, bottom + 44, (30, 32), fc="white", ec=MUTED)
    box(axes, x, LOSS_Y, (40, 22), fc=TINT, ec="none")
    letters = {"x": bottom + 44, r"\hat{y}": OUTPUT_Y, "L": LOSS_Y}
    for name, y in letters.items():
        maths(axes, x, y, f"{name}_t")
    for name, ends in strips.items():
        maths(axes, x - 26, sum(ends) / 2, f"{name}_t")
    places = {"xh": (x + 20, bottom + 14), "hh": (x + 56, sum(strips["h"]) / 2)}
    for name, (left, y) in (places | {"hy": (x + 20, TOP_Y - 12)}).items():
        maths(axes, left, y, f"W_{{{name}}}", color=WEIGHTS[name], size=9)
    if "c" in strips:
        maths(axes, x + 56, sum(strips["c"]) / 2, "f_t", color=LOOPS["c"], size=9)
    write(axes, x, TARGET_Y, "target", size=8, color=MUTED)
    write(axes, x, bottom + 78, "folded", size=8, color=MUTED)
