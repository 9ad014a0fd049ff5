r"""Figures of the book: numbers in, Axes out, one style.

Colours are from Okabe and Ito's palette, which stays apart for colour-blind readers.
"""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6b7280"
# The three weight matrices, as in the widget Unroll.
W_XH, W_HH, W_HY = "#0b7468", "#6a3fc4", "#955700"
STYLE = {
    "figure.dpi": 110,
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "legend.frameon": False,
}


def new(rows: int = 1, columns: int = 1, height: float = 2.4, **options) -> Axes:
    r"""Return the Axes of a new figure 7 inches wide (an array if more than one)."""
    plt.rcParams.update(STYLE)
    return plt.subplots(
        rows, columns, figsize=(7, height), layout="constrained", **options
    )[1]


def coloured_text(
    ax: Axes, lines: Sequence[str], values: Sequence[Sequence[float]]
) -> Axes:
    r"""Write lines of text; behind each character lies a colour for its value.

    Args:
        ax: where to draw.
        lines: N texts of up to 60 characters.
        values: for each line as many numbers as characters, from 0 (white) to 1.
    """
    for row, (line, numbers) in enumerate(zip(lines, values, strict=True)):
        for t, (symbol, value) in enumerate(zip(line, numbers, strict=True)):
            box = Rectangle((t, row - 0.42), 1, 0.84, color=ORANGE, lw=0)
            box.set_alpha(0.6 * float(value))
            ax.add_patch(box)
            place = (t + 0.5, row)
            ax.text(*place, symbol, ha="center", va="center", **MONOSPACE)
    ax.set(xlim=(0, 60), ylim=(len(lines) - 0.4, -0.6))
    ax.axis("off")
    return ax


def states(ax: Axes, h, symbols: Sequence[str], marks=()) -> Axes:
    r"""Draw hidden states (T, H) as a heat map, one column a time step.

    Args:
        ax: where to draw.
        h: numbers from -1 to 1 (T, H).
        symbols: T labels for the time axis.
        marks: T truth values; a bar is drawn above the steps where they are true.
    """
    h = np.asarray(h)
    image = ax.imshow(h.T, cmap="RdBu", vmin=-1, vmax=1, aspect="auto")
    ax.set_xticks(range(len(symbols)), symbols, family="monospace")
    ax.set_yticks(range(h.shape[1]))
    ax.set(ylabel="unit of $h_t$")
    for t in np.flatnonzero(np.asarray(marks)):
        ax.add_patch(Rectangle((t - 0.5, -1), 1, 0.3, color=GREY, lw=0, clip_on=False))
    ax.figure.colorbar(image, ax=ax, pad=0.01, ticks=[-1, 0, 1])
    return ax


def by_step(
    ax: Axes, values, label: str, colour: str = BLUE, marker: str = "o"
) -> Axes:
    r"""Draw one number a time step (T,) as a line with a marker at every step."""
    values = np.asarray(values)
    ax.plot(values, color=colour, marker=marker, ms=4, lw=1.2, label=label)
    ax.set(ylim=(0, None))
    return ax


def legend(ax: Axes) -> None:
    """Put the legend above the axes, where it hides nothing."""
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=4, borderpad=0)


def unrolled_graph(ax: Axes, T: int = 4) -> Axes:
    r"""Draw a recurrent network folded (left) and unrolled over T steps (right)."""
    _column(ax, 0, "")
    loop = FancyArrowPatch(
        (0.33, 1.25), (0.33, 0.75), connectionstyle="arc3,rad=-2.2", **ARROW, color=W_HH
    )
    ax.add_patch(loop)
    ax.text(1.0, 1.22, "$W_{hh}$", color=W_HH)
    ax.text(1.45, 0.985, "=", fontsize=18, ha="center", va="center")
    for t in range(1, T + 1):
        x = 1.75 + 1.5 * t
        _column(ax, x, str(t))
        _arrow(ax, (x - 1.1 if t > 1 else x - 0.95, 1), (x - 0.36, 1), W_HH)
        ax.text(x - 0.72, 1.1, "$W_{hh}$", color=W_HH, ha="center")
    ax.text(2.25, 1.0, "$h_0$", ha="right", va="center", fontsize=12)
    ax.set(xlim=(-0.5, 2.25 + 1.5 * T), ylim=(-0.35, 2.35))
    ax.axis("off")
    return ax


MONOSPACE = {"family": "monospace", "size": 11}
ARROW = {"arrowstyle": "-|>", "mutation_scale": 11, "lw": 1.5}


def _arrow(ax: Axes, start, end, colour: str) -> None:
    ax.add_patch(
        FancyArrowPatch(start, end, color=colour, shrinkA=0, shrinkB=0, **ARROW)
    )


def _column(ax: Axes, x: float, step: str) -> None:
    """One time step: input below, state in the middle, output above."""
    index = f"_{step}" if step else "_t"
    for y, letter, fill in ((0, "x", "white"), (1, "h", "#dbeafe"), (2, "y", "white")):
        box = FancyBboxPatch(
            (x - 0.28, y - 0.22),
            0.56,
            0.44,
            boxstyle="round,pad=0.06",
            fc=fill,
            ec=GREY,
        )
        ax.add_patch(box)
        ax.text(x, y, f"${letter}{index}$", ha="center", va="center", fontsize=12)
    _arrow(ax, (x, 0.3), (x, 0.7), W_XH)
    _arrow(ax, (x, 1.3), (x, 1.7), W_HY)
    ax.text(x + 0.06, 0.42, "$W_{xh}$", color=W_XH)
    ax.text(x + 0.06, 1.42, "$W_{hy}$", color=W_HY)
