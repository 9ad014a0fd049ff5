r"""The picture of the mapping types where no JavaScript runs: all side by side."""

import base64
import io
from collections import defaultdict

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from .mapping_plan import TYPES, plan_steps
from .sketch import INK, MUTED, WEIGHTS, canvas, outline, rectangle, visible, write

COLUMN, BOX, LEFT, GAP, WIDTH, HEIGHT = 54, 32, 96, 30, 740, 258
ROWS = {
    "loss": 46,
    "output": 86,
    "state": 136,
    "input": 186,
    "input mask": 216,
    "loss mask": 232,
}
XH, HH, HY = WEIGHTS["xh"], WEIGHTS["hh"], WEIGHTS["hy"]
_STYLES = {
    "state": {"fc": "#eae5f8", "ec": HH},
    "input": {"fc": "white", "ec": XH},
    "output": {"fc": "white", "ec": HY},
    "loss": {"fc": "#f2f5f9", "ec": MUTED},
    "on": {"fc": INK, "ec": INK},
    "off": {"fc": "white", "ec": MUTED},
}


def draw(examples: list[dict], title: str) -> Figure:
    """Draw the unrolled graph of each example, with its masks.

    Args:
        examples: as `check_example` returns them.
        title: the line above the picture.
    """
    places = _places([_width(example) for example in examples])
    width = max(WIDTH, *(LEFT + _width(example) + GAP for example in examples))
    axes = canvas(width, 40 + HEIGHT * (places[-1][1] + 1))
    write(axes, 24, 26, title, size=12.5, weight="bold", ha="left")
    legend = "■ 1   □ 0"
    write(axes, width - 24, 26, legend, size=8.5, color=MUTED, ha="right")
    shapes, arrows = defaultdict(list), defaultdict(list)
    for example, (left, row) in zip(examples, places, strict=True):
        top = 40 + HEIGHT * row
        _collect(shapes, arrows, example, left, top)
        _write_items(axes, example, left, top)
        if left == LEFT:
            for name, y in ROWS.items():
                write(axes, 24, top + y, name, size=8.5, color=MUTED, ha="left")
    for kind, lines in shapes.items():
        outline(axes, lines, lw=0.9, **_STYLES[kind])
    for colour, lines in arrows.items():
        outline(axes, lines, closed=False, fc="none", ec=colour, lw=1.1)
    return axes.figure


def _width(example: dict) -> float:
    steps = len(_steps(example)) * COLUMN
    return max(steps, 7.4 * len(TYPES[example["type"]]))


def _steps(example: dict) -> list[tuple[int | None, int | None]]:
    lengths = len(example["inputs"]), len(example["outputs"])
    return plan_steps(example["type"], *lengths)


def _places(widths: list[float]) -> list[tuple[float, int]]:
    """Put one beside the other, and begin a new row where there is no room."""
    places, left, row = [], LEFT, 0
    for width in widths:
        if left + width > WIDTH - 10 and left > LEFT:
            left, row = LEFT, row + 1
        places.append((left, row))
        left += width + GAP
    return places


def _collect(shapes, arrows, example: dict, left: float, top: float) -> None:
    """Gather the boxes by kind and the arrows by colour, to be drawn as one path."""
    y = {name: top + row for name, row in ROWS.items()}
    for t, (i, o) in enumerate(_steps(example)):
        x, half = left + COLUMN * (t + 0.5), BOX / 2 + 1
        shapes["state"].append(rectangle(x, y["state"], BOX, BOX))
        if t:
            start = x - COLUMN + half
            arrows[HH].append(_arrow((start, y["state"]), (x - half, y["state"])))
        if i is not None:
            shapes["input"].append(rectangle(x, y["input"], COLUMN - 6, BOX))
            up = (x, y["input"] - half), (x, y["state"] + half)
            arrows[XH].append(_arrow(*up))
        if o is not None:
            shapes["output"].append(rectangle(x, y["output"], COLUMN - 6, BOX))
            shapes["loss"].append(rectangle(x, y["loss"], 18, 16))
            up = (x, y["state"] - half), (x, y["output"] + half)
            arrows[HY].append(_arrow(*up))
            arrows[MUTED].append(_arrow((x, y["output"] - half), (x, y["loss"] + 9)))
        for name, bit in (("input mask", i is not None), ("loss mask", o is not None)):
            shapes["on" if bit else "off"].append(rectangle(x, y[name], 10, 10))


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> list:
    (x1, y1), (x2, y2) = start, end
    dx, dy = np.sign(x2 - x1), np.sign(y2 - y1)
    wings = [(x2 - 5 * dx - s * 3 * dy, y2 - 5 * dy + s * 3 * dx) for s in (1, -1)]
    return [start, end, wings[0], end, wings[1]]


def _write_items(axes: Axes, example: dict, left: float, top: float) -> None:
    name = TYPES[example["type"]]
    write(axes, left, top + 16, name, size=9.5, weight="bold", ha="left")
    for t, (i, o) in enumerate(_steps(example)):
        x = left + COLUMN * (t + 0.5)
        if i is not None:
            _write_item(axes, x, top + ROWS["input"], example["inputs"][i])
        if o is not None:
            _write_item(axes, x, top + ROWS["output"], example["outputs"][o])


def _write_item(axes: Axes, x: float, y: float, item) -> None:
    if isinstance(item, str):
        text = item if len(item) <= 12 else item[:11] + "…"
        mono = {"family": ["DejaVu Sans Mono", "monospace"], "weight": "bold"}
        size = 10 if len(text) <= 4 else max(4.5, 52 / len(text))
        return write(axes, x, y, visible(text), size=size, zorder=3, **mono)
    data = base64.b64decode(item["image"].partition(",")[2])
    with Image.open(io.BytesIO(data)) as image:
        pixels = np.asarray(image.convert("RGB"))
    extent = (x - 14, x + 14, y + 14, y - 14)
    axes.imshow(pixels, extent=extent, interpolation="nearest", aspect="auto", zorder=3)
