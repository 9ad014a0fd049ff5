r"""Dates with the lecture's score, e_{t,i} = g(s_{t-1}, h_i), all lengths at once."""

from unrolled.data.parallel import vocabularies
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.recipes import _dates
from unrolled.recipes._recipe import Recipe
from unrolled.recipes._translation import Stage, fit

STEPS = 900

RECIPE = Recipe(
    title="dates, English to Hungarian; the lecture's attention, H 64, all at once",
    data=_dates.everything,
    vocabularies=lambda: vocabularies(_dates.train()),
    make=lambda source, target: AttentionSeq2Seq(
        len(source), len(target), hidden_size=64, embedding_size=32
    ),
    fit=lambda model, both, seed: fit(
        model, both, [Stage(_dates.train(), STEPS)], seed, lr=1e-2
    ),
    measure=_dates.measure,
)
