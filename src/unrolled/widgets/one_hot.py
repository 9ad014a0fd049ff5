r"""One-hot inspector: a text as tokens, indices, one-hot rows, and rows of a matrix.

    x_t W = W[i]   where x_t (V,) is 1 at the token's index i and 0 elsewhere

Shapes: V tokens in the dictionary (at most 40), D ≤ 6 columns of W (V, D), T ≤ 16.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import traitlets
from matplotlib.figure import Figure

from .base import Widget, decode_array, encode_array, to_array
from .compose import compose, widget_css
from .one_hot_figure import draw
from .one_hot_tokens import SPECIALS, SPLITS, encode_text

MAX_SYMBOLS, MAX_COLUMNS, MAX_TOKENS, MAX_TEXT = 40, 6, 16, 80


class OneHotInspector(Widget):
    """A dictionary and an embedding matrix, and a text that the reader types.

    Args:
        vocab: the V tokens of the dictionary in the order of their indices; the first
            four are `<pad> <bos> <eos> <unk>`, as in `unrolled.data.vocabulary`.
        embedding: W (V, D), an array or a tensor, for example `nn.Embedding.weight`.
        text: what is typed at first.
        split: how `vocab` splits a text: "words", "characters" or "subwords".
            Subwords are found longest first; inside a word a piece begins with "##".
        more: other dictionaries to switch to: `{split: (vocab, embedding)}`.
        ends: add `<bos>` and `<eos>`.
        length: T, from 1 to 16; a text is cut or padded to it.
        title: one line above the widget.

    Raises:
        ValueError: if anything does not fit; it says what was expected and what came.
    """

    module = "one_hot"
    _esm = compose("one_hot")
    _css = widget_css("parts") + widget_css("one_hot")

    levels = traitlets.List(traitlets.Dict()).tag(sync=True, state=True)
    level = traitlets.Unicode().tag(sync=True, state=True)
    text = traitlets.Unicode().tag(sync=True, state=True)
    ends = traitlets.Bool(True).tag(sync=True, state=True)
    length = traitlets.Int(8).tag(sync=True, state=True)
    title = traitlets.Unicode().tag(sync=True, state=True)

    def __init__(
        self,
        vocab: Sequence[str],
        embedding,
        text: str,
        *,
        split: str = "words",
        more: Mapping[str, tuple] | None = None,
        ends: bool = True,
        length: int = 8,
        title: str = "From a text to rows of a matrix",
    ):
        given = {split: (vocab, embedding)}
        if split in (more or {}):
            raise ValueError(
                f"more: expected splits other than {split!r}, got it again"
            )
        levels = [
            _pack_level(name, *pair)
            for name, pair in (given | dict(more or {})).items()
        ]
        if len(text) > MAX_TEXT:
            raise ValueError(
                f"text: expected at most {MAX_TEXT} characters, got {len(text)}"
            )
        options = dict(text=text, ends=ends, length=length, title=title)
        super().__init__(levels=levels, level=split, **options)

    @traitlets.validate("length")
    def _validate_length(self, proposal: dict) -> int:
        if not 1 <= proposal["value"] <= MAX_TOKENS:
            raise ValueError(
                f"length: expected 1 to {MAX_TOKENS}, got {proposal['value']}"
            )
        return proposal["value"]

    @traitlets.validate("level")
    def _validate_level(self, proposal: dict) -> str:
        names = [level["split"] for level in self.levels]
        if proposal["value"] not in names:
            raise ValueError(
                f"level: expected one of {names}, got {proposal['value']!r}"
            )
        return proposal["value"]

    def encode(self) -> list[dict]:
        """Return the T tokens of the current text: token, index and mask."""
        level = self._level()
        options = (self.text, self.ends, self.length)
        return encode_text(level["vocab"], level["split"], *options)

    def rows(self) -> np.ndarray:
        """Return x_t W for each token (T, D), with the stored (float16) numbers."""
        level = self._level()
        one_hot = np.eye(len(level["vocab"]))[
            [token["index"] for token in self.encode()]
        ]
        return one_hot @ decode_array(level["embedding"])

    def _level(self) -> dict:
        return next(level for level in self.levels if level["split"] == self.level)

    def fallback_figure(self) -> Figure:
        """Draw the tokens, their one-hot rows and the rows of W."""
        level = self._level()
        matrix = decode_array(level["embedding"])
        return draw(self.encode(), level["vocab"], matrix, self.title)

    def alt_text(self) -> str:
        """Say what the picture shows, token by token."""
        size = len(self._level()["vocab"])
        tokens = ", ".join(
            f"{entry['token']} {entry['index']}" for entry in self.encode()
        )
        real = sum(entry["mask"] for entry in self.encode())
        return (
            f"{self.title}. The text {self.text!r} as {self.length} tokens with their "
            f"indices in a dictionary of {size}: {tokens}. The mask is 1 for the first "
            f"{real}. Each one-hot row times W is the row of W with the token's index."
        )

    def __repr__(self) -> str:
        sizes = [f"{level['split']} V={len(level['vocab'])}" for level in self.levels]
        return f"OneHotInspector({', '.join(sizes)}, T={self.length})"


def _pack_level(split: str, vocab: Sequence[str], embedding) -> dict:
    if split not in SPLITS:
        raise ValueError(f"split: expected one of {SPLITS}, got {split!r}")
    vocab = list(vocab)
    _check_vocab(split, vocab)
    matrix = to_array(embedding)
    shape = (len(vocab), min(MAX_COLUMNS, matrix.shape[-1] if matrix.ndim else 0))
    if matrix.shape != shape or not shape[1]:
        expected = f"({len(vocab)}, D) with D from 1 to {MAX_COLUMNS}"
        raise ValueError(
            f"embedding of {split}: expected {expected}, got {matrix.shape}"
        )
    if not np.all(np.abs(matrix) < 100):
        raise ValueError(
            f"embedding of {split}: expected finite numbers below 100 in size"
        )
    return {"split": split, "vocab": vocab, "embedding": encode_array(matrix)}


def _check_vocab(split: str, vocab: list[str]) -> None:
    if vocab[:4] != SPECIALS:
        raise ValueError(
            f"vocab of {split}: expected to begin with {SPECIALS}, got {vocab[:4]}"
        )
    if len(set(vocab)) != len(vocab) or "" in vocab:
        raise ValueError(
            f"vocab of {split}: expected distinct, non-empty tokens; give each once"
        )
    if not 5 <= len(vocab) <= MAX_SYMBOLS:
        raise ValueError(
            f"vocab of {split}: expected 5 to {MAX_SYMBOLS} tokens, got {len(vocab)}"
        )
