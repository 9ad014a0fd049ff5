r"""What the recipes for number words share: pairs, sizes, what is measured."""

from functools import cache

from torch import nn

from unrolled.data import number_words
from unrolled.data.parallel import Pairs, vocabularies
from unrolled.models.seq2seq import Seq2Seq
from unrolled.recipes._recipe import Recipe
from unrolled.recipes._translation import Both, Stage, bleu_of, exact, fit

DIGITS = 12
N = 20_000
H, E = 96, 32
STEPS, LR, BATCH = 800, 1e-2, 64


@cache
def train(turned: bool) -> Pairs:
    r"""Return the pairs to learn from, of 1 to 12 digits, the source turned or not."""
    pairs = number_words.load("train", N, (1, DIGITS))
    return pairs.with_reversed_source() if turned else pairs


@cache
def test(turned: bool, digits: tuple[int, int] = (1, DIGITS), n: int = 600) -> Pairs:
    r"""Return held-out pairs; no other split has these numbers."""
    pairs = number_words.load("test", n, digits)
    return pairs.with_reversed_source() if turned else pairs


def measure(model: nn.Module, vocabularies: Both, turned: bool) -> dict[str, float]:
    r"""Return the share of faultless translations, BLEU, and the share by length."""
    found = {"exact": exact(model, test(turned), vocabularies)}
    found["bleu"] = bleu_of(model, test(turned), vocabularies)
    for k in (3, 6, 9, 12):
        held_out = test(turned, (k, k), 200)
        found[f"exact, {k} digits"] = exact(model, held_out, vocabularies)
    return found


def recipe(title: str, turned: bool, every_step: bool = False) -> Recipe:
    r"""Return the recipe of an LSTM that reads the source turned or not."""
    return Recipe(
        title=f"number words, English to French; LSTM, H {H}, {title}",
        data=lambda: [train(turned), test(turned)],
        vocabularies=lambda: vocabularies(train(turned)),
        make=lambda source, target: Seq2Seq(
            len(source), len(target), H, E, every_step=every_step
        ),
        fit=lambda model, both, seed: fit(
            model, both, [Stage(train(turned), STEPS)], seed, LR, BATCH
        ),
        measure=lambda model, both: measure(model, both, turned),
    )
