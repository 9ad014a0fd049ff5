r"""The global dictionary: symbols (characters, words) to numbers and back."""

from collections import Counter
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

PAD, BOS, EOS, UNK = "<pad>", "<bos>", "<eos>", "<unk>"
SPECIALS = (PAD, BOS, EOS, UNK)


class Vocabulary:
    r"""A fixed list of symbols; ids 0 to 3 are ``<pad> <bos> <eos> <unk>``.

    Args:
        symbols: the symbols in the order of their ids, without the four specials.

    Raises:
        ValueError: a symbol is given twice, or is one of the specials.
    """

    def __init__(self, symbols: Iterable[str]):
        self.symbols = [*SPECIALS, *symbols]
        self._id = {symbol: i for i, symbol in enumerate(self.symbols)}
        if len(self._id) != len(self.symbols):
            twice = [s for s, n in Counter(self.symbols).items() if n > 1]
            raise ValueError(f"expected each symbol once, got twice: {twice[:5]}")

    @classmethod
    def from_sequences(
        cls, sequences: Iterable[Sequence[str]], min_count: int = 1
    ) -> "Vocabulary":
        r"""Collect the symbols that occur at least ``min_count`` times, sorted."""
        counts = Counter(symbol for sequence in sequences for symbol in sequence)
        return cls(sorted(s for s, n in counts.items() if n >= min_count))

    def __len__(self) -> int:
        return len(self.symbols)

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._id

    def encode(self, sequence: Sequence[str]) -> Tensor:
        r"""Return int64 ids (T,); unknown symbols become ``<unk>``."""
        unk = self._id[UNK]
        return torch.tensor([self._id.get(s, unk) for s in sequence], dtype=torch.int64)

    def decode(self, ids: Tensor | Sequence[int]) -> list[str]:
        r"""Return the symbols of ids (T,).

        Raises:
            ValueError: an id is not in the vocabulary.
        """
        ids = [int(i) for i in ids]
        if wrong := [i for i in ids if not 0 <= i < len(self)]:
            raise ValueError(f"expected ids from 0 to {len(self) - 1}, got {wrong[:5]}")
        return [self.symbols[i] for i in ids]
