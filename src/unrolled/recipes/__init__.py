r"""How the shipped weights are made, and how to load them.

``unrolled train NAME`` runs a recipe, ``load(NAME)`` returns what it made. One module a
recipe; its ``RECIPE`` says everything. Modules that begin with ``_`` are what recipes
share. The weights lie in ``unrolled/weights``.
"""

from unrolled.recipes._recipe import (
    FOLDER,
    Recipe,
    Trained,
    load,
    names,
    recipe,
    record,
    run,
)

__all__ = ["FOLDER", "Recipe", "Trained", "load", "names", "recipe", "record", "run"]
