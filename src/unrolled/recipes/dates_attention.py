r"""Dates, English to Hungarian, with attention: the model that runs in the page.

The query holds the last word as well as the state, [s_{t-1}, y_{t-1}].
"""

from unrolled.data.parallel import vocabularies
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.recipes import _dates
from unrolled.recipes._recipe import Recipe
from unrolled.recipes._translation import Stage, fit

RECIPE = Recipe(
    title="dates, English to Hungarian, 1 to 6 at once; additive attention, H 48",
    data=_dates.everything,
    vocabularies=lambda: vocabularies(_dates.train()),
    make=lambda source, target: AttentionSeq2Seq(
        len(source), len(target), hidden_size=48, embedding_size=24, query_token=True
    ),
    fit=lambda model, both, seed: fit(
        model, both, [Stage(_dates.train(), 900)], seed, lr=1e-2
    ),
    measure=_dates.measure,
)
