r"""Dates with the lecture's score, e_{t,i} = g(s_{t-1}, h_i), short lists first."""

from unrolled.data.parallel import vocabularies
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.recipes import _dates
from unrolled.recipes._recipe import Recipe
from unrolled.recipes._translation import Stage, fit

SHORT_FIRST = (1, 400), (3, 400), (_dates.MOST, 800)  # most dates at once, updates

RECIPE = Recipe(
    title="dates, English to Hungarian; the lecture's attention, H 64, short first",
    data=_dates.everything,
    vocabularies=lambda: vocabularies(_dates.train()),
    make=lambda source, target: AttentionSeq2Seq(
        len(source), len(target), hidden_size=64, embedding_size=32
    ),
    fit=lambda model, both, seed: fit(
        model,
        both,
        [Stage(_dates.train(most), steps) for most, steps in SHORT_FIRST],
        seed,
        lr=5e-3,
    ),
    measure=_dates.measure,
)
