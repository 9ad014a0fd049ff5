r"""LSTM gates: one unit of a trained LSTM over a sequence, its gates as valves.

    c_t = f_t c_{t-1} + i_t g_t,   h_t = o_t tanh(c_t)

The gates i, f, o = σ(…) and the candidate g = tanh(…) see the input x_t, one-hot, and
the whole h_{t-1}, as in `unrolled.models.lstm`.

Shapes: V symbols, H ≤ 16 units, T ≤ 24 steps, K ≤ 8 classes of a readout after step T.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import traitlets
from matplotlib.figure import Figure

from .base import Widget, decode_array
from .compose import compose, widget_css
from .lstm_gates_checks import (
    check_classes,
    check_overrides,
    check_place,
    check_tokens,
    pack_weights,
)
from .lstm_gates_figure import draw
from .sketch import visible


class LSTMGates(Widget):
    """A trained LSTM reading a sequence, seen from one of its units.

    Args:
        weights: arrays or tensors by torch's names: weight_ih (4H, V), weight_hh
            (4H, H), bias_ih (4H,), bias_hh (4H,), gates in the order i, f, g, o;
            those of `nn.LSTM`, with `_l0`, are taken too. With `classes` also the
            readout's weight_hy (K, H) and bias_y (K,).
        unit: the unit shown first, from 0 as in `h[:, unit]`.
        tokens: what is read, at most 24 symbols of vocab.
        vocab: the symbols that the cell knows, in the order of its one-hot inputs.
        classes: names of what a softmax after the last step chooses from, if any.
        step: the step shown first, from 1 to T as in x_1, …, x_T.
        title: one line above the widget.

    Gates can be set by hand, in the page or here: `overrides = {"f": [None, 0.5, …]}`
    has T values for any of i, f and o, None where a gate is as computed; they hold in
    the shown unit, or with `all_units = True` in all of them.

    Raises:
        ValueError: if anything does not fit; it says what was expected and what came.
    """

    module = "lstm_gates"
    _esm = compose("lstm_gates")
    _css = widget_css("parts") + widget_css("lstm_gates")

    vocab = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    weights = traitlets.Dict().tag(sync=True, state=True)
    classes = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    tokens = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    unit = traitlets.Int().tag(sync=True, state=True)
    step = traitlets.Int(1).tag(sync=True, state=True)
    overrides = traitlets.Dict().tag(sync=True, state=True)
    all_units = traitlets.Bool(False).tag(sync=True, state=True)
    title = traitlets.Unicode().tag(sync=True, state=True)

    def __init__(
        self,
        weights: Mapping,
        unit: int,
        tokens: Sequence[str],
        *,
        vocab: Sequence[str],
        classes: Sequence[str] = (),
        step: int = 1,
        title: str = "The gates of one LSTM unit",
    ):
        vocab, classes, tokens = list(vocab), list(classes), list(tokens)
        check_classes(classes)
        weights = pack_weights(weights, vocab, classes)
        check_tokens(tokens, vocab)
        check_place("unit", unit, 0, weights["weight_hh"]["shape"][1] - 1)
        check_place("step", step, 1, len(tokens))
        given = {"vocab": vocab, "weights": weights, "classes": classes}
        place = {"unit": unit, "step": step}
        super().__init__(**given, **place, tokens=tokens, title=title)

    @traitlets.validate("unit", "step", "tokens", "overrides")
    def _validate(self, proposal: dict) -> int | list | dict:
        name, value = proposal["trait"].name, proposal["value"]
        if name == "tokens":
            check_tokens(value, self.vocab)
            check_place("step", self.step, 1, len(value))
            check_overrides(self.overrides, len(value))
        elif name == "overrides":
            check_overrides(value, len(self.tokens))
        elif name == "unit":
            check_place(name, value, 0, self.weights["weight_hh"]["shape"][1] - 1)
        else:
            check_place(name, value, 1, len(self.tokens))
        return value

    def forward(self) -> dict[str, np.ndarray]:
        """Run the cell on the tokens, with the stored (float16) weights.

        Returns:
            i, f, g, o, c and h (T, H), and y (K,) if there are classes.
        """
        w = {name: decode_array(packed) for name, packed in self.weights.items()}
        h = c = np.zeros(w["weight_hh"].shape[1])
        bias, steps = w["bias_ih"] + w["bias_hh"], []
        for t, token in enumerate(self.tokens):
            from_x = w["weight_ih"][:, self.vocab.index(token)]
            i, f, g, o = np.split(from_x + bias + w["weight_hh"] @ h, 4)
            gates = {"i": _sigmoid(i), "f": _sigmoid(f), "o": _sigmoid(o)}
            self._override(gates, t)
            c = gates["f"] * c + gates["i"] * np.tanh(g)
            h = gates["o"] * np.tanh(c)
            steps.append(gates | {"g": np.tanh(g), "c": c, "h": h})
        run = {name: np.array([step[name] for step in steps]) for name in "ifgoch"}
        if self.classes:
            run["y"] = _softmax(w["weight_hy"] @ h + w["bias_y"])
        return run

    def _override(self, gates: dict[str, np.ndarray], t: int) -> None:
        """Put in what the reader has set for step t, from 0."""
        where = slice(None) if self.all_units else self.unit
        for gate, values in self.overrides.items():
            if values[t] is not None:
                gates[gate][where] = values[t]

    def fallback_figure(self) -> Figure:
        """Draw the unit's gates, c_t and h_t at all steps."""
        return draw(self.tokens, self._shown(), f"{self.title} (unit {self.unit})")

    def alt_text(self) -> str:
        """Say what the picture shows, step by step."""
        run = self._shown()
        steps = "; ".join(
            f"{t + 1} {visible(token)}: "
            + ", ".join(f"{name} {run[name][t]:.2f}" for name in "figcoh")
            for t, token in enumerate(self.tokens)
        )
        return (
            f"{self.title}. Unit {self.unit} of an LSTM over {len(self.tokens)} steps, "
            f"its gates as valves along the cell state. By step and symbol: {steps}."
        )

    def _shown(self) -> dict[str, np.ndarray]:
        """Return i, f, g, o, c and h (T,) of the unit."""
        run = self.forward()
        return {name: run[name][:, self.unit] for name in "ifgoch"}

    def __repr__(self) -> str:
        hidden = self.weights["weight_hh"]["shape"][1]
        return f"LSTMGates(H={hidden}, T={len(self.tokens)}, unit {self.unit})"


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def _softmax(z: np.ndarray) -> np.ndarray:
    exponents = np.exp(z - z.max())
    return exponents / exponents.sum()
