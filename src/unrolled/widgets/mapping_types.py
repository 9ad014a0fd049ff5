r"""Mapping types: one cell, unrolled; which steps have an input, an output and a loss.

    one to one, one to many, many to one, many to many (aligned and unaligned)

The cell is the same in all five; only the readout and the masks differ.
"""

from collections.abc import Sequence

import traitlets
from matplotlib.figure import Figure

from .base import Widget
from .compose import compose, widget_css
from .mapping_examples import default_examples
from .mapping_figure import draw
from .mapping_plan import MAX_ITEMS, TYPES, check_example, plan_steps


class MappingTypes(Widget):
    """The unrolled graph of a mapping type, with an example, its masks and its loss.

    Args:
        examples: what can be chosen, in this order; a type without an example is not
            offered. Each is a dict with

            - `type`: "one-to-one", "one-to-many", "many-to-one", "many-to-many"
              (aligned) or "many-to-many-unaligned";
            - `name`: the application, and what the inputs and outputs are;
            - `inputs`, `outputs`: up to 8 items, one a step (aligned: as many of one
              as of the other). An item is a string or a small image, as `image_item`
              makes it from pixels: `{"image": data URI of a PNG, "alt": text}`;
            - `note` (optional): one sentence more, for example on the trained model
              that wrote the outputs.

            Without it, one example of each type that is not the output of a model.
        start: the type that is shown first.
        title: one line above the widget.

    Raises:
        ValueError: if anything does not fit; it says what was expected and what came.
    """

    module = "mapping_types"
    _esm = compose("mapping_types")
    _css = widget_css("parts") + widget_css("mapping_types")

    examples = traitlets.List(traitlets.Dict()).tag(sync=True, state=True)
    example = traitlets.Int(0).tag(sync=True, state=True)
    inputs = traitlets.Int(1).tag(sync=True, state=True)
    outputs = traitlets.Int(1).tag(sync=True, state=True)
    title = traitlets.Unicode().tag(sync=True, state=True)

    def __init__(
        self,
        examples: Sequence[dict] | None = None,
        *,
        start: str | None = None,
        title: str = "Five ways to map inputs to outputs",
    ):
        given = default_examples() if examples is None else examples
        checked = [check_example(dict(example)) for example in given]
        if not checked:
            raise ValueError("examples: expected at least one, got none")
        kinds = [example["type"] for example in checked]
        start = kinds[0] if start is None else start
        if start not in kinds:
            raise ValueError(f"start: expected one of {kinds}, got {start!r}")
        first = checked[kinds.index(start)]
        lengths = {name: len(first[name]) for name in ("inputs", "outputs")}
        options = dict(title=title, example=kinds.index(start))
        super().__init__(examples=checked, **lengths, **options)

    @traitlets.validate("inputs", "outputs")
    def _validate_length(self, proposal: dict) -> int:
        if not 1 <= proposal["value"] <= MAX_ITEMS:
            name, got = proposal["trait"].name, proposal["value"]
            raise ValueError(f"{name}: expected 1 to {MAX_ITEMS}, got {got}")
        return proposal["value"]

    @traitlets.validate("example")
    def _validate_example(self, proposal: dict) -> int:
        if not 0 <= proposal["value"] < len(self.examples):
            expected = f"0 to {len(self.examples) - 1}"
            raise ValueError(f"example: expected {expected}, got {proposal['value']}")
        return proposal["value"]

    def fallback_figure(self) -> Figure:
        """Draw the first example of each type."""
        return draw(self._first_of_each(), self.title)

    def _first_of_each(self) -> list[dict]:
        first = {example["type"]: example for example in reversed(self.examples)}
        return [first[kind] for kind in TYPES if kind in first]

    def alt_text(self) -> str:
        """Say for each type which steps read an input and which are in the loss."""
        return f"{self.title}. " + " ".join(map(_describe, self._first_of_each()))

    def __repr__(self) -> str:
        count = len(self.examples)
        return f"MappingTypes({count} example{'s' * (count > 1)})"


def _describe(example: dict) -> str:
    lengths = (len(example["inputs"]), len(example["outputs"]))
    steps = plan_steps(example["type"], *lengths)
    name = TYPES[example["type"]].capitalize()
    reads, counts = (
        "".join(str(int(step[k] is not None)) for step in steps) for k in (0, 1)
    )
    return f"{name}, {example['name']}: input mask {reads}, loss mask {counts}."
