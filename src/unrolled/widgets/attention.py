r"""Attention inspector: a model translates in the page and shows where it looks.

    e_{t,i} = v · tanh(W q_t + U h_i + b),  a_t = softmax(e_t),  c_t = Σ_i a_{t,i} h_i

The model is `unrolled.models.attention_seq2seq` with the additive score, q_t = s_{t-1}
or [s_{t-1}; y_{t-1}], as its weights tell. It decodes greedily.

Shapes: S ≤ 60 source words, T ≤ 60 steps, `<eos>` counted, H hidden size.
"""

from collections.abc import Mapping, Sequence

import traitlets
from matplotlib.figure import Figure

from .attention_checks import (
    check_examples,
    check_longest,
    check_number,
    check_pattern,
    check_view,
    check_vocabularies,
    split_text,
)
from .attention_figure import draw
from .attention_forward import MAX_STEPS, UNK, Run, translate
from .attention_weights import pack_model, unpack
from .base import Widget
from .compose import compose, widget_css


class AttentionInspector(Widget):
    """A trained attention model, its stored examples and what a reader types.

    Args:
        weights: arrays or tensors by their names in the `state_dict` of
            `AttentionSeq2Seq` with the additive score; stored as 12 bits a number.
        vocabularies: the symbols of source and target in the order of their ids, the
            four specials first.
        examples: for each a dict of `source` and `target` words; if known also
            `alignment`, for each target word the place of its source word from 0 or
            -1, `fixed`, the words that a model without attention wrote, and `name`.
        start: the example shown first, from 0.
        pattern: a regular expression, as Python and JavaScript both read it, that finds
            the words of a typed text.
        longest: the most source words that the model was trained on, 0 if that is not
            known, and what they are, such as `(25, "six dates")`; a longer text runs,
            with a warning.
        title: one line above the widget.

    Afterwards `text`, `step` (from 1) and `view` ("lines" or "heat") can be set, in the
    page or here.

    Raises:
        ValueError: if anything does not fit; it says what was expected and what came.
    """

    module = "attention"
    _esm = compose("attention")
    _css = widget_css("parts") + widget_css("attention")

    weights = traitlets.Dict().tag(sync=True, state=True)
    source_vocab = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    target_vocab = traitlets.List(traitlets.Unicode()).tag(sync=True, state=True)
    examples = traitlets.List(traitlets.Dict()).tag(sync=True, state=True)
    pattern = traitlets.Unicode().tag(sync=True, state=True)
    longest = traitlets.List().tag(sync=True, state=True)
    text = traitlets.Unicode().tag(sync=True, state=True)
    step = traitlets.Int(1).tag(sync=True, state=True)
    view = traitlets.Unicode("lines").tag(sync=True, state=True)
    title = traitlets.Unicode().tag(sync=True, state=True)

    def __init__(
        self,
        weights: Mapping,
        vocabularies: Sequence[Sequence[str]],
        examples: Sequence[Mapping],
        *,
        start: int = 0,
        pattern: str = r"[^\s.,]+",
        longest: tuple[int, str] = (0, ""),
        title: str = "Where the model looks while it translates",
    ):
        source, target = check_vocabularies(vocabularies)
        check_pattern(pattern)
        examples = check_examples(examples, pattern)
        check_number("start", start, 0, len(examples) - 1)
        check_longest(longest)
        model = {"weights": pack_model(weights, source, target)}
        model |= {"source_vocab": source, "target_vocab": target}
        given = {"examples": examples, "pattern": pattern, "longest": list(longest)}
        text = " ".join(examples[start]["source"])
        super().__init__(**model, **given, text=text, title=title)

    @traitlets.validate("text", "step", "view")
    def _validate(self, proposal: dict) -> int | str:
        name, value = proposal["trait"].name, proposal["value"]
        if name == "text":
            split_text(value, self.pattern)
        elif name == "step":
            check_number(name, value, 1, MAX_STEPS)
        else:
            check_view(value)
        return value

    def run(self) -> Run:
        """Translate the text with the stored weights; see `attention_forward.Run`."""
        arrays = {name: unpack(packed) for name, packed in self.weights.items()}
        return translate(arrays, self._ids())

    def _ids(self) -> list[int]:
        """Return the ids of the words, as they stand or by their small letters."""
        index = {w: i for i, w in enumerate(self.source_vocab) if i > UNK}
        small = {word.lower(): i for word, i in index.items()}
        words = split_text(self.text, self.pattern)
        return [index.get(word, small.get(word.lower(), UNK)) for word in words]

    def _written(self, run: Run) -> list[str]:
        return [self.target_vocab[i] for i in run.ids]

    def fallback_figure(self) -> Figure:
        """Draw all weights as a heat map."""
        run, words = self.run(), split_text(self.text, self.pattern)
        return draw(words, self._written(run), run.a, self.title)

    def alt_text(self) -> str:
        """Say what is written at each step, and which word weighs most."""
        run, words = self.run(), split_text(self.text, self.pattern)
        steps = "; ".join(
            f"{word} looks at {words[a.argmax()]} ({a.max():.2f})"
            for word, a in zip(self._written(run), run.a, strict=True)
        )
        return (
            f"{self.title}. Heat map of the weights while “{self.text}” is translated; "
            f"by step, the word written and where it looks most: {steps}."
        )

    def __repr__(self) -> str:
        sizes = len(self.source_vocab), len(self.target_vocab)
        hidden = self.weights["start_state.weight"]["shape"][0]
        return f"AttentionInspector(H={hidden}, V={sizes[0]}→{sizes[1]}, {self.text!r})"
