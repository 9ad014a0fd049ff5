r"""Number words, English to French, the fixed vector given at every step."""

from unrolled.recipes._numbers import recipe

RECIPE = recipe("turned round, the vector at every step", turned=True, every_step=True)
