r"""Number words, English to French, source turned round, as Sutskever did."""

from unrolled.recipes._numbers import recipe

RECIPE = recipe("source turned round, as Sutskever did", turned=True)
