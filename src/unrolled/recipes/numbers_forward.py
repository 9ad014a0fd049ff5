r"""Number words, English to French, source in its own order."""

from unrolled.recipes._numbers import recipe

RECIPE = recipe("source in its own order", turned=False)
