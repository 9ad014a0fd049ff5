r"""Pairs of icons: the same thing as an outline and filled.

Source: Material Design Icons 6.9.96 (https://pictogrammers.com/library/mdi/), a font in
the package qtawesome. Licence: Apache-2.0 (the font). An icon ``heart`` and an icon
``heart-outline`` are a pair. Icons of one family (the first word of the name, as in
``heart-broken``) stay in one split, because they share most of their shape.
"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from unrolled.data import wheels

SIZE, FONT_SIZE = 32, 28  # pixels
SPLITS = {"train": slice(0, 70), "valid": slice(70, 85), "test": slice(85, 100)}


@dataclass(frozen=True)
class IconPairs:
    r"""Outline icons and the same icons filled.

    Args:
        names: N names of the filled icons.
        outline: float (N, 1, 32, 32), from 0 (paper) to 1 (ink).
        filled: float (N, 1, 32, 32).
    """

    names: tuple[str, ...]
    outline: Tensor
    filled: Tensor

    def __len__(self) -> int:
        return len(self.names)


def load(split: str) -> IconPairs:
    r"""Return the pairs of a split, sorted by name; about 70, 15 and 15 % of all.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.

    Raises:
        ValueError: there is no such split, or a file is not what it should be.
        FetchError: the font is not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    known = codes()
    pairs = sorted(n for n in known if f"{n}-outline" in known)
    families = sorted({_family(n) for n in pairs})
    random.Random(0).shuffle(families)
    a, b = (len(families) * p // 100 for p in (SPLITS[split].start, SPLITS[split].stop))
    chosen = set(families[a:b])
    names = tuple(n for n in pairs if _family(n) in chosen)
    return IconPairs(names, render(f"{n}-outline" for n in names), render(names))


def _family(name: str) -> str:
    return name.partition("-")[0]


def codes() -> dict[str, str]:
    r"""Return the character of the font for each of its 7,367 icon names."""
    file = wheels.fetch("icons") / wheels.ARCHIVES["icons"].members[1]
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return {name: chr(int(code, 16)) for name, code in table.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"expected a table of icons in {file}, got: {error}") from None


def render(names: Iterable[str]) -> Tensor:
    r"""Draw icons in grey, each in the middle of its own image.

    Args:
        names: N names, such as ``"heart"``.

    Returns:
        float (N, 1, 32, 32), from 0 (paper) to 1 (ink).

    Raises:
        ValueError: there is no icon of that name, or the font cannot be read.
    """
    known, font = codes(), _font()
    images = [_draw(_known(name, known), font) for name in names]
    return torch.from_numpy(np.stack(images))[:, None].float() / 255


def _known(name: str, known: dict[str, str]) -> str:
    if name not in known:
        raise ValueError(f"expected an icon such as 'heart', got {name!r}")
    return known[name]


def _draw(character: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    image = Image.new("L", (SIZE, SIZE))
    middle = (SIZE / 2, SIZE / 2)
    ImageDraw.Draw(image).text(middle, character, fill=255, font=font, anchor="mm")
    return np.asarray(image)


def _font() -> ImageFont.FreeTypeFont:
    file = wheels.fetch("icons") / wheels.ARCHIVES["icons"].members[0]
    try:
        return ImageFont.truetype(file, FONT_SIZE)
    except OSError as error:
        raise ValueError(f"expected a font in {file}, got: {error}") from None
