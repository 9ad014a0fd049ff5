r"""What the pictures of the widgets are drawn with where no JavaScript runs.

Coordinates are CSS pixels, y downwards; colours are those of the light theme.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

INK, MUTED, LINE, TINT = "#1f2733", "#59636f", "#d9dee5", "#f2f5f9"
WEIGHTS = {"xh": "#0b7468", "hh": "#6a3fc4", "hy": "#955700"}
PLUS, MINUS = "#3a6ea8", "#d08770"
_MARKS = {" ": "␣", "\n": "⏎", "\t": "⇥"}


def visible(symbol: str) -> str:
    """Return a symbol as it can be seen: ␣ for a space, ⏎ for a newline."""
    return _MARKS.get(symbol, symbol)


def canvas(width: float, height: float) -> Axes:
    """Return Axes that count in CSS pixels, y downwards."""
    size = (width / 100, height / 100)
    figure = Figure(figsize=size, facecolor="white", layout="none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def write(axes: Axes, x: float, y: float, text: str, size: float = 9, **style) -> None:
    """Write a text around a point, as it stands."""
    style = {"ha": "center", "va": "center_baseline", "color": INK} | style
    # parse_math is off for symbols: a lone "$" is a symbol like any other.
    axes.text(x, y, text, size=size, parse_math=False, **style)


def maths(axes: Axes, x: float, y: float, text: str, **style) -> None:
    """Write a formula around a point."""
    style = {"ha": "center", "va": "center", "color": INK, "size": 11} | style
    axes.text(x, y, f"${text}$", math_fontfamily="dejavuserif", **style)


def arrow(axes: Axes, start: tuple, end: tuple, color: str, **style) -> None:
    """Draw an arrow from one point to another."""
    arrow = {"arrowstyle": "-|>", "color": color, "lw": 1.1, "mutation_scale": 6}
    arrow |= {"shrinkA": 0, "shrinkB": 0} | style
    axes.annotate("", xy=end, xytext=start, arrowprops=arrow)


def box(axes: Axes, x: float, y: float, size: tuple[float, float], **style) -> None:
    """Draw a rounded box around a point."""
    width, height = size
    corner = (x - width / 2 + 4, y - height / 2 + 4)
    rounded = FancyBboxPatch(
        corner, width - 8, height - 8, "round,pad=4,rounding_size=5", lw=0.9, **style
    )
    axes.add_patch(rounded)


def outline(axes: Axes, lines: list, closed: bool = True, **style) -> None:
    """Draw many lines as one path, which keeps the SVG small.

    Args:
        axes: where to draw.
        lines: each a list of points (x, y).
        closed: join the last point of a line to its first.
        style: as of a `PathPatch`.
    """
    if lines:
        ends = [[*line, line[0]] if closed else line for line in lines]
        path = Path.make_compound_path(
            *(Path(points, closed=closed) for points in ends)
        )
        axes.add_patch(PathPatch(path, clip_on=False, **style))


def rectangle(x: float, y: float, width: float, height: float) -> list[tuple]:
    """Return the corners of a rectangle around a point."""
    left, right = x - width / 2, x + width / 2
    top, bottom = y - height / 2, y + height / 2
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
