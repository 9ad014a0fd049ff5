r"""The same as ``dates_lecture``, but short lists first: a curriculum.

Of the same number of updates a quarter sees one date, a quarter up to three. The rate
is the better one of 0.005 and 0.01 on validation days, as it is there.
"""

from dataclasses import replace

from unrolled.recipes import _dates, dates_lecture
from unrolled.recipes._translation import Stage, fit

QUARTER = dates_lecture.STEPS // 4
MOST = (1, QUARTER), (3, QUARTER), (_dates.MOST, 2 * QUARTER)  # dates, updates

RECIPE = replace(
    dates_lecture.RECIPE,
    title="dates, English to Hungarian; the lecture's attention, H 64, short first",
    fit=lambda model, both, seed: fit(
        model,
        both,
        [Stage(_dates.train(most), steps) for most, steps in MOST],
        seed,
        lr=5e-3,
    ),
)
