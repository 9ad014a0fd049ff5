r"""What the recipes for dates share: the pairs, and what is measured."""

from functools import cache

import torch
from torch import nn

from unrolled.data import dates
from unrolled.data.parallel import Pairs, collate
from unrolled.metrics import alignment_score
from unrolled.recipes._translation import Both, exact

MOST = 6  # dates at once
N = 20_000
HELD_OUT = 200  # for each number of dates


@cache
def train(most: int = MOST) -> Pairs:
    r"""Return the pairs to learn from, with 1 to ``most`` dates."""
    return dates.load("train", N, (1, most))


@cache
def test(k: int, split: str = "test") -> Pairs:
    r"""Return held-out pairs with exactly k dates; no other split has these days."""
    return dates.load(split, HELD_OUT, (k, k))


def everything() -> list[Pairs]:
    r"""Return all that the recipes learn from and are measured on."""
    return [train(), *(test(k) for k in range(1, MOST + 1))]


def measure(model: nn.Module, vocabularies: Both) -> dict[str, float]:
    r"""Return the share of faultless translations; of attention, how it is aligned."""
    found = {
        f"exact, {k} dates": exact(model, test(k), vocabularies)
        for k in range(1, MOST + 1)
    }
    if hasattr(model, "align"):
        found["aligned"], found["weight on it"] = alignment(model, vocabularies)
    return found


@torch.no_grad()
def alignment(model: nn.Module, vocabularies: Both, k: int = 3) -> tuple[float, float]:
    r"""Return ``alignment_score`` on k dates, the right words given."""
    batch = collate(test(k), vocabularies)
    weights = model.align(batch.source, batch.source_mask, batch.target_in)[1]
    return alignment_score(weights, batch.alignment)
