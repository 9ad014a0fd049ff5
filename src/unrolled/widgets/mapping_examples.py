r"""Examples of the mapping types: an application each, what is read and written."""

import base64
import io

import numpy as np
from PIL import Image

from .base import to_array

_SEVEN = """
........
.######.
.....##.
....##..
...##...
...##...
..##....
........"""


def image_item(pixels, alt: str) -> dict:
    """Turn an image into an item of an example, `{"image": data URI, "alt": alt}`.

    Args:
        pixels: numbers from 0 (black) to 1, (H, W) or (H, W, 3).
        alt: what the image shows.

    Raises:
        ValueError: if the shape or the numbers do not fit.
    """
    array = to_array(pixels)
    if array.ndim not in (2, 3) or array.shape[2:] not in ((), (3,)):
        raise ValueError(f"pixels: expected (H, W) or (H, W, 3), got {array.shape}")
    if not (array.min() >= 0 and array.max() <= 1):
        found = f"{array.min():g} to {array.max():g}"
        raise ValueError(f"pixels: expected numbers from 0 to 1, got {found}")
    buffer = io.BytesIO()
    Image.fromarray(np.round(255 * array).astype(np.uint8)).save(buffer, "png")
    data = base64.b64encode(buffer.getvalue()).decode()
    return {"image": f"data:image/png;base64,{data}", "alt": alt}


def default_examples() -> list[dict]:
    """Return one example for each mapping type; none is the output of a model."""
    seven = [[symbol == "#" for symbol in line] for line in _SEVEN.split()]
    code = 's="hi"+t'
    return [
        _example(
            "one-to-one",
            "Image classification: a digit and its label",
            [image_item(seven, "image of a 7")],
            ["7"],
        ),
        _example(
            "one-to-many",
            "Drawing: a label and the strokes of a pen",
            ["7"],
            "→ → ↙ ↙ end".split(),
        ),
        _example(
            "many-to-one",
            "Sentiment: a review, and whether it is positive",
            "a fine warm film".split(),
            ["yes"],
        ),
        _example(
            "many-to-many",
            "Labelling: code, and which characters are inside a string",
            list(code),
            list("00111100"),
        ),
        _example(
            "many-to-many-unaligned",
            "Translation: an English sentence and a French one",
            "I don't know".split(),
            "je ne sais pas <eos>".split(),
        ),
    ]


def _example(kind: str, name: str, inputs: list, outputs: list) -> dict:
    return {"type": kind, "name": name, "inputs": inputs, "outputs": outputs}
