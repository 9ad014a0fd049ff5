r"""The same as ``dates_lecture``, all lengths from the start: the plateau."""

from dataclasses import replace

from unrolled.recipes import _dates, dates_lecture
from unrolled.recipes._translation import Stage, fit

STEPS = sum(steps for _, steps in dates_lecture.SHORT_FIRST)

RECIPE = replace(
    dates_lecture.RECIPE,
    title="dates, English to Hungarian; the lecture's attention, H 64, all at once",
    fit=lambda model, both, seed: fit(
        model, both, [Stage(_dates.train(), STEPS)], seed, lr=5e-3
    ),
)
