r"""The picture of Unroll where no JavaScript runs: the same graph, drawn once.

Coordinates are CSS pixels, y downwards, as in js/unroll_graph.js; the colours are
those of unroll.css in its light theme.
"""

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Arc, Circle, FancyBboxPatch, Rectangle

INK, MUTED, LINE, TINT = "#1f2733", "#59636f", "#d9dee5", "#f2f5f9"
WEIGHTS = {"xh": "#0b7468", "hh": "#6a3fc4", "hy": "#955700"}
PLUS, MINUS = "#3a6ea8", "#d08770"
FOLDED_X, FIRST_X, COLUMN, STRIP = 60, 190, 46, 20
TARGET_Y, LOSS_Y, OUTPUT_Y, TOP_Y = 64, 104, 150, 190
_MARKS = {" ": "␣", "\n": "⏎", "\t": "⇥"}


def visible(symbol: str) -> str:
    """Return a symbol as it can be seen: ␣ for a space, ⏎ for a newline."""
    return _MARKS.get(symbol, symbol)


def draw(tokens: list[str], targets: list[int], run: dict, title: str) -> Figure:
    """Draw the cell folded, and unrolled with its numbers.

    Args:
        tokens: the symbols read, T of them.
        targets: 0 or 1 for each.
        run: h (T, H), y (T,), loss (T,), reads (T,), counts (T,), as from
            `Unroll.forward`.
        title: the line above the picture.
    """
    steps, units = run["h"].shape
    bottom = TOP_Y + units * min(22, 120 // units)
    width = max(FIRST_X + steps * COLUMN + 78, 48 + 10.6 * len(title))
    axes = _canvas(width, bottom + 90)
    _text(axes, 24, 28, title, size=12.5, weight="bold", ha="left")
    _draw_folded(axes, bottom, run["h"][-1])
    xs = [FIRST_X + COLUMN * (t + 0.5) for t in range(steps)]
    for t, x in enumerate(xs):
        step = {name: values[t] for name, values in run.items()}
        _draw_step(axes, x, bottom, step, tokens[t], targets[t])
        _text(axes, x, bottom + 78, str(t + 1), size=8, color=MUTED)
    middle = (TOP_Y + bottom) / 2
    for left, right in pairwise(xs):
        _arrow(axes, (left + 12, middle), (right - 12, middle), WEIGHTS["hh"])
    total = f"L = {run['loss'].sum():.2f}"
    _text(axes, xs[-1] + 28, LOSS_Y, total, size=9.5, weight="bold", ha="left")
    for patch in axes.patches:
        patch.set_clip_on(False)  # nothing to clip, and the SVG is smaller
    return axes.figure


def _canvas(width: float, height: float) -> Axes:
    size = (width / 100, height / 100)
    figure = Figure(figsize=size, facecolor="white", layout="none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def _text(axes: Axes, x: float, y: float, text: str, size: float = 9, **style) -> None:
    style = {"ha": "center", "va": "center_baseline", "color": INK} | style
    # parse_math is off for symbols: a lone "$" is a symbol like any other.
    axes.text(x, y, text, size=size, parse_math=False, **style)


def _maths(axes: Axes, x: float, y: float, text: str, **style) -> None:
    style = {"ha": "center", "va": "center", "color": INK, "size": 11} | style
    axes.text(x, y, f"${text}$", math_fontfamily="dejavuserif", **style)


def _arrow(axes: Axes, start: tuple, end: tuple, color: str, **style) -> None:
    arrow = {"arrowstyle": "-|>", "color": color, "lw": 1.1, "mutation_scale": 6}
    arrow |= {"shrinkA": 0, "shrinkB": 0} | style
    axes.annotate("", xy=end, xytext=start, arrowprops=arrow)


def _box(axes: Axes, x: float, y: float, size: tuple[float, float], **style) -> None:
    width, height = size
    corner = (x - width / 2 + 4, y - height / 2 + 4)
    rounded = FancyBboxPatch(
        corner, width - 8, height - 8, "round,pad=4,rounding_size=5", lw=0.9, **style
    )
    axes.add_patch(rounded)


def _strip(axes: Axes, x: float, bottom: float, states: np.ndarray) -> None:
    """Draw h as a column of cells: hue for the sign, strength for the size."""
    cell = (bottom - TOP_Y) / len(states)
    for unit, value in enumerate(states):
        strength = round(float(abs(value)), 2)
        fill = (PLUS if value >= 0 else MINUS, strength)
        corner = (x - STRIP / 2, TOP_Y + unit * cell + 0.5)
        axes.add_patch(Rectangle(corner, STRIP, cell - 1, fc=fill, ec=LINE, lw=0.6))


def _edges(axes: Axes, x: float, bottom: float, reads: bool, counts: bool) -> None:
    if reads:
        _arrow(axes, (x, bottom + 27), (x, bottom + 3), WEIGHTS["xh"])
    _arrow(axes, (x, TOP_Y - 2), (x, OUTPUT_Y + 18), WEIGHTS["hy"])
    if counts:
        _arrow(axes, (x, OUTPUT_Y - 18), (x, LOSS_Y + 12), MUTED)
        _arrow(axes, (x, TARGET_Y + 12), (x, LOSS_Y - 12), MUTED)


def _draw_step(
    axes: Axes, x: float, bottom: float, step: dict, token: str, target: int
) -> None:
    faint = 1.0 if step["counts"] else 0.3
    _edges(axes, x, bottom, step["reads"], step["counts"])
    _strip(axes, x, bottom, step["h"])
    _draw_input(axes, x, bottom, visible(token) if step["reads"] else None)
    _draw_output(axes, x, float(step["y"]), faint)
    _box(axes, x, LOSS_Y, (COLUMN - 8, 22), fc=TINT, ec="none")
    loss = f"{step['loss']:.2f}" if step["counts"] else "–"
    _text(axes, x, LOSS_Y, loss, alpha=faint)
    fill, ink = (INK, "white") if target else ("white", INK)
    _box(axes, x, TARGET_Y, (22, 22), fc=fill, ec=MUTED, alpha=faint)
    _text(axes, x, TARGET_Y, str(target), color=ink, alpha=faint)


def _draw_output(axes: Axes, x: float, y: float, faint: float) -> None:
    """Draw y_t as a ring that fills from the top, clockwise."""
    axes.add_patch(Circle((x, OUTPUT_Y), 16, fc="white", ec=LINE, lw=2.2))
    if y >= 0.02:  # less is a dot, not an arc
        size, turn = (32, 32), -90
        angles = {"theta1": turn, "theta2": turn + 360 * y, "alpha": faint}
        axes.add_patch(Arc((x, OUTPUT_Y), *size, ec=INK, lw=2.2, **angles))
    _text(axes, x, OUTPUT_Y, f"{y:.2f}", size=8.5, alpha=faint)


def _draw_input(axes: Axes, x: float, bottom: float, symbol: str | None) -> None:
    """Draw what is read, or an empty dashed box."""
    dashes = "-" if symbol else (0, (3, 3))
    _box(axes, x, bottom + 44, (30, 32), fc="white", ec=MUTED, ls=dashes)
    if symbol is None:
        return _text(axes, x, bottom + 44, "–", size=11, color=MUTED)
    size = 11 if len(symbol) == 1 else 6
    mono = {"family": ["DejaVu Sans Mono", "monospace"], "weight": "bold"}
    _text(axes, x, bottom + 44, symbol, size=size, **mono)


def _draw_folded(axes: Axes, bottom: float, states: np.ndarray) -> None:
    x, middle = FOLDED_X, (TOP_Y + bottom) / 2
    _edges(axes, x, bottom, reads=True, counts=True)
    _strip(axes, x, bottom, states)
    loop = {"connectionstyle": "arc3,rad=-1.1"}
    ends = ((x + 11, middle - 26), (x + 11, middle + 26))
    _arrow(axes, *ends, WEIGHTS["hh"], **loop)
    axes.add_patch(Circle((x, OUTPUT_Y), 16, fc="white", ec=LINE, lw=2.2))
    _box(axes, x, bottom + 44, (30, 32), fc="white", ec=MUTED)
    _box(axes, x, LOSS_Y, (40, 22), fc=TINT, ec="none")
    letters = {"x": bottom + 44, r"\hat{y}": OUTPUT_Y, "L": LOSS_Y}
    for name, y in letters.items():
        _maths(axes, x, y, f"{name}_t")
    _maths(axes, x - 26, middle, "h_t")
    places = {"xh": (x + 20, bottom + 14), "hh": (x + 56, middle)}
    for name, (left, y) in (places | {"hy": (x + 20, TOP_Y - 12)}).items():
        _maths(axes, left, y, f"W_{{{name}}}", color=WEIGHTS[name], size=9)
    _text(axes, x, TARGET_Y, "target", size=8, color=MUTED)
    _text(axes, x, bottom + 78, "folded", size=8, color=MUTED)
