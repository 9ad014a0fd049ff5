r"""Dates, English to Hungarian, through one fixed vector: the bottleneck."""

from torch import nn

from unrolled.data.parallel import vocabularies
from unrolled.models.seq2seq import Seq2Seq
from unrolled.recipes import _dates
from unrolled.recipes._recipe import Recipe
from unrolled.recipes._translation import Stage, fit

RECIPE = Recipe(
    title="dates, English to Hungarian, 1 to 6 at once; fixed vector, GRU, H 128",
    data=_dates.everything,
    vocabularies=lambda: vocabularies(_dates.train()),
    make=lambda source, target: Seq2Seq(
        len(source), len(target), hidden_size=128, embedding_size=64, layer=nn.GRU
    ),
    fit=lambda model, both, seed: fit(
        model, both, [Stage(_dates.train(), 900)], seed, lr=2e-2
    ),
    measure=_dates.measure,
)
