r"""Unroll: a recurrent cell folded, and unrolled over the steps of a real sequence.

    h_t = tanh(W_xh x_t + b_ih + W_hh h_{t-1} + b_hh),   ŷ_t = σ(W_hy h_t + b_y)

or, as in `unrolled.models.lstm`, h_t and the cell state c_t of an LSTM.

Shapes: V symbols, H ≤ 8 units, T ≤ 16 steps; x_t is one-hot (V), h_t and c_t (H),
ŷ_t (1).
"""

from collections.abc import Sequence

import numpy as np
import traitlets
from matplotlib.figure import Figure

from .base import Widget, decode_array
from .compose import compose, widget_css
from .unroll_cells import sigmoid, unroll
from .unroll_checks import (
    MAPPINGS,
    check_mapping,
    check_steps,
    check_vocab,
    pack_weights,
    whole,
)
from .unroll_figure import draw, visible

_OPTIONS = {"cell", "mapping", "title", "target_name"}


class Unroll(Widget):
    """A trained cell reading a short sequence, one binary prediction a step.

    Args:
        vocab: the symbols that the cell knows, in the order of its one-hot inputs.
        weights: arrays or tensors by torch's names: weight_ih (H, V), weight_hh
            (H, H), bias_ih (H,), bias_hh (H,), and the output layer's weight_hy
            (1, H) and bias_y (1,). Those of an LSTM have 4H rows, gates in the
            order i, f, g, o. The names of a layer, with `_l0`, are taken too.
        tokens: what the cell reads, at most 16 symbols of vocab.
        targets: 0 or 1 for each token.
        mask: which steps count in the loss; all of them by default.
        cell: "elman" or "lstm".
        title: one line above the widget.
        target_name: what ŷ_t is the probability of.
        mapping: "many-to-many", "many-to-one", "one-to-many" or "one-to-one"; start
            with the one that the cell was trained with, the widget says so.

    Raises:
        ValueError: if anything does not fit; it says what was expected and what came.
    """

    module = "unroll"
    _esm = compose("unroll")
    _css = widget_css("unroll")

    cell = traitlets.Unicode("elman").tag(sync=True, state=True)
    vocab = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    weights = traitlets.Dict().tag(sync=True, state=True)
    tokens = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    targets = traitlets.List(traitlets.Int()).tag(sync=True, state=True)
    mask = traitlets.List(traitlets.Bool()).tag(sync=True, state=True)
    mapping = traitlets.Enum(MAPPINGS, MAPPINGS[0]).tag(sync=True, state=True)
    title = traitlets.Unicode("A recurrent cell, unrolled").tag(sync=True, state=True)
    target_name = traitlets.Unicode("target").tag(sync=True, state=True)

    def __init__(
        self,
        *,
        vocab: Sequence[str],
        weights: dict,
        tokens: Sequence[str],
        targets: Sequence[int],
        mask: Sequence[bool] | None = None,
        **options: str,
    ):
        if unknown := sorted(set(options) - _OPTIONS):
            raise TypeError(f"Unroll: no argument {unknown[0]!r}; see help(Unroll)")
        tokens, vocab = list(tokens), list(vocab)
        check_vocab(vocab)
        weights = pack_weights(weights, options.get("cell", "elman"), len(vocab))
        check_mapping(options.get("mapping", MAPPINGS[0]))
        mask = [True] * len(tokens) if mask is None else [bool(m) for m in mask]
        targets = [whole(target) for target in targets]
        check_steps(vocab, tokens, targets, mask)
        steps = {"tokens": tokens, "targets": targets, "mask": mask}
        super().__init__(vocab=vocab, weights=weights, **steps, **options)

    @traitlets.validate("tokens", "targets", "mask")
    def _validate_steps(self, proposal: dict) -> list:
        steps = {name: getattr(self, name) for name in ("tokens", "targets", "mask")}
        steps[proposal["trait"].name] = proposal["value"]
        check_steps(self.vocab, **steps)
        return proposal["value"]

    def forward(self) -> dict[str, np.ndarray]:
        """Run the cell on the current tokens, with the stored (float16) weights.

        Returns:
            h (T, H), of an LSTM also c (T, H); y (T,), loss (T,), reads (T,) and
            counts (T,): which steps read an input and which count in the loss.
        """
        w = {name: decode_array(packed) for name, packed in self.weights.items()}
        reads, counts = self._plan()
        inputs = [self.vocab.index(token) for token in self.tokens]
        states = unroll(self.cell, w, inputs, reads)
        z = states["h"] @ w["weight_hy"][0] + w["bias_y"][0]
        loss = np.logaddexp(0, np.where(self.targets, -z, z)) * counts
        numbers = {"y": sigmoid(z), "loss": loss, "reads": reads, "counts": counts}
        return states | numbers

    def _plan(self) -> tuple[np.ndarray, np.ndarray]:
        """Which steps read an input, and which count in the loss."""
        inputs, outputs = self.mapping.split("-to-")
        step = np.arange(len(self.tokens))
        reads = (step == 0) | (inputs == "many")
        first, last = step == 0, step == len(step) - 1
        counts = first if inputs == outputs == "one" else last | (outputs == "many")
        return reads, counts & np.array(self.mask)

    def fallback_figure(self) -> Figure:
        """Draw the first view: the cell folded, and unrolled with its numbers."""
        return draw(self.tokens, self.targets, self.forward(), self.title)

    def alt_text(self) -> str:
        """Say what the picture shows, step by step."""
        run = self.forward()
        triples = zip(self.tokens, run["y"], self.targets, strict=True)
        steps = ", ".join(f"{visible(x)} {y:.2f} (target {d})" for x, y, d in triples)
        name = {"elman": "A recurrent cell", "lstm": "An LSTM cell"}[self.cell]
        return (
            f"{self.title}. {name}, folded and unrolled over "
            f"{len(self.tokens)} steps with the same three weight matrices. "
            f"Probability of {self.target_name!r} at each symbol: {steps}. "
            f"Total loss {run['loss'].sum():.2f}."
        )

    def __repr__(self) -> str:
        size = self.weights["weight_hh"]["shape"][1]
        return f"Unroll({self.cell}, H={size}, T={len(self.tokens)})"
