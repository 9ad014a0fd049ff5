r"""The three streams of Elman's 1990 experiments, made again from their rules.

Source: J. L. Elman, "Finding structure in time", Cognitive Science 14(2), 1990,
doi:10.1016/0364-0213(90)90002-E. Licence: none needed, the streams are generated.
"""

import torch
from torch import Tensor

# Consonant, vowel, interrupted, high, back, voiced.
FEATURES = {
    "b": (1, 0, 1, 0, 0, 1),
    "d": (1, 0, 1, 1, 0, 1),
    "g": (1, 0, 1, 0, 1, 1),
    "a": (0, 1, 0, 0, 1, 1),
    "i": (0, 1, 0, 1, 0, 1),
    "u": (0, 1, 0, 1, 1, 1),
}
FEATURE_NAMES = ("consonant", "vowel", "interrupted", "high", "back", "voiced")
SYLLABLES = ("ba", "dii", "guuu")
# The fourteen words of his example, and one of ours: his list is not printed.
WORDS = """many years ago a boy and girl lived by the sea they played happily
    together""".split()


def temporal_xor(triples: int, generator: torch.Generator) -> Tensor:
    r"""Return int64 bits (3 · triples,): two random ones, then their exclusive or."""
    bits = torch.randint(0, 2, (triples, 2), generator=generator)
    return torch.cat([bits, bits.sum(dim=1, keepdim=True) % 2], dim=1).flatten()


def syllables(n: int, generator: torch.Generator) -> str:
    r"""Return n of ba, dii and guuu in random order, without spaces."""
    return "".join(_choose(SYLLABLES, n, generator))


def features(letters: str) -> Tensor:
    r"""Return the phonetic features of letters, float (T, 6)."""
    return torch.tensor([FEATURES[letter] for letter in letters], dtype=torch.float)


def words(n: int, generator: torch.Generator) -> tuple[str, Tensor]:
    r"""Return n random words without spaces, and bool (T,): does a word begin here?"""
    chosen = _choose(WORDS, n, generator)
    begins = [i == 0 for word in chosen for i in range(len(word))]
    return "".join(chosen), torch.tensor(begins)


def _choose(items, n: int, generator: torch.Generator) -> list[str]:
    return [items[i] for i in torch.randint(len(items), (n,), generator=generator)]
