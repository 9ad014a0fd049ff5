r"""Pen strokes: digits and Japanese syllables (kana), each drawn stroke by stroke.

The order and the shape of the strokes are known, not their timing. Many kana are a
*base* with a *mark*: が is か with two short strokes (dakuten), ぱ is は with a ring
(handakuten), ゃ is a small や. Some marked kana are held out; their bases, and their
marks on other bases, are not.

Source: KanjiVG, copyright Ulrich Apel (https://kanjivg.tagaini.net), package kanjivg.
Licence: CC BY-SA 3.0; who shows drawings made from it names it and shares them alike.
"""

import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from unrolled.data import wheels

MARKS = ("none", "dakuten", "handakuten", "small")
SPLITS = {"train": slice(0, 50), "valid": slice(50, 75), "test": slice(75, 100)}
_BOX = 109  # width and height of a drawing in the files
_COMBINING = {"\u3099": "dakuten", "\u309a": "handakuten"}


@dataclass(frozen=True)
class Drawings:
    r"""Characters and how they are drawn.

    Args:
        characters: N characters.
        bases: N characters without their mark; a digit is its own base.
        marks: N names from ``MARKS``.
        strokes: N float tensors (S_i, P, 2): S_i strokes of P points (x, y), equally
            far apart; x grows to the right, y upwards, both from 0 to 1.
    """

    characters: tuple[str, ...]
    bases: tuple[str, ...]
    marks: tuple[str, ...]
    strokes: tuple[Tensor, ...]

    def __len__(self) -> int:
        return len(self.characters)


def load(split: str, points: int = 8, seed: int = 0) -> Drawings:
    r"""Return all digits and bases and half of the marked kana, or a held-out quarter.

    Args:
        split: ``"train"``, or, with marked kana only, ``"valid"`` or ``"test"``.
        points: P, points on each stroke.
        seed: which marked kana are held out.

    Raises:
        ValueError: there is no such split, points < 2, or a file holds no drawing.
        FetchError: the files are not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    if points < 2:
        raise ValueError(f"expected points of 2 or more, got {points}")
    folder = wheels.fetch("strokes")
    files = {_character(m): folder / m for m in wheels.ARCHIVES["strokes"].members}
    plain = [c for c in files if parts(c)[1] == "none"]
    marked = [c for c in files if parts(c)[1] != "none"]
    random.Random(seed).shuffle(marked)
    a, b = (len(marked) * p // 100 for p in (SPLITS[split].start, SPLITS[split].stop))
    chosen = sorted(marked[a:b] + (plain if split == "train" else []))
    bases, marks = zip(*map(parts, chosen), strict=True)
    drawings = tuple(_read(files[c], points) for c in chosen)
    return Drawings(tuple(chosen), bases, marks, drawings)


def _character(member: str) -> str:
    return chr(int(Path(member).stem, 16))


def parts(character: str) -> tuple[str, str]:
    r"""Return the base and the mark of a character: が gives か and ``"dakuten"``."""
    base, *mark = unicodedata.normalize("NFD", character)
    if mark:
        return base, _COMBINING[mark[0]]
    name = unicodedata.name(character)
    if " SMALL " in name:
        return unicodedata.lookup(name.replace(" SMALL ", " ")), "small"
    return character, "none"


def _read(file: Path, points: int) -> Tensor:
    """Return the strokes (S, P, 2) of an SVG file."""
    try:
        paths = re.findall(r'<path[^>]* d="([^"]*)"', file.read_text(encoding="utf-8"))
        strokes = np.stack([_stroke(path, points) for path in paths])
    except (OSError, ValueError) as error:
        raise ValueError(f"expected strokes in {file}, got: {error}") from None
    return torch.from_numpy(strokes).float()


def _stroke(path: str, points: int) -> np.ndarray:
    """Return points (P, 2), equally far apart, on a path of Bézier curves "M… c…"."""
    if not re.fullmatch(r"\s*M[^A-Za-z]+(c[^A-Za-z]+)+", path):
        raise ValueError(f"expected a path M… c…, got {path[:40]!r}")
    numbers = re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path)
    start, *rest = np.array(numbers, dtype=float).reshape(-1, 2)
    u = np.linspace(0, 1, 20)[:, None]
    line = [start[None]]
    for p, q, r in np.reshape(rest, (-1, 3, 2)):  # relative to where the curve begins
        curve = 3 * (1 - u) ** 2 * u * p + 3 * (1 - u) * u**2 * q + u**3 * r
        line.append(line[-1][-1] + curve[1:])
    line = np.concatenate(line)
    length = np.cumsum([0, *np.linalg.norm(np.diff(line, axis=0), axis=1)])
    at = np.linspace(0, length[-1], points)
    x, y = (np.interp(at, length, line[:, i]) for i in (0, 1))
    return np.stack([x, _BOX - y], axis=1) / _BOX
