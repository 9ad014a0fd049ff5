r"""Text to tokens: words, and pieces of words learned by merging pairs.

Source of the merging: Sennrich, Haddow & Birch 2016, arXiv:1508.07909 (byte pair
encoding). They mark where words end, and replay the merges to split a word; `split`
takes the longest piece first, which is simpler and did about as well on intrinsic
measures of English (Uzan et al. 2024, arXiv:2403.01289).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable


def words(text: str) -> list[str]:
    r"""Split a text into words, numbers and single marks; spaces are dropped."""
    return re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", text)


def merge(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    r"""Join each occurrence of the pair, from the left."""
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            symbol = merged.pop() + symbol
        merged.append(symbol)
    return merged


def learn_pieces(tokens: Iterable[str], merges: int) -> list[str]:
    r"""Merge the most frequent pair of symbols inside words, again and again.

    Args:
        tokens: words, as often as they occur.
        merges: how many times; fewer if no pair is left.

    Returns:
        The new pieces, in the order in which they were made.

    Raises:
        ValueError: merges is negative.
    """
    if merges < 0:
        raise ValueError(f"expected merges of 0 or more, got {merges}")
    counts = Counter(tokens)
    spelled = {word: list(word) for word in counts}
    pieces: list[str] = []
    for _ in range(merges):
        pairs: Counter = Counter()
        for word, n in counts.items():
            for pair in zip(spelled[word], spelled[word][1:], strict=False):
                pairs[pair] += n
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        pieces.append("".join(best))
        spelled = {word: merge(spelled[word], best) for word in spelled}
    return pieces


def split(word: str, pieces: Collection[str]) -> list[str]:
    r"""Split a word into pieces, the longest first; single characters always fit."""
    found: list[str] = []
    while word:
        fits = (n for n in range(len(word), 1, -1) if word[:n] in pieces)
        n = next(fits, 1)
        found.append(word[:n])
        word = word[n:]
    return found
