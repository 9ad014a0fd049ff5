r"""English prose that every Python brings along: the texts behind `help()`.

Source: the module `pydoc_data.topics` of the standard library, paragraphs of Python's
language reference. They differ a little from version to version. Licence: PSF.
"""

import random
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Prose:
    r"""Paragraphs in lower case, without line ends.

    Args:
        train: paragraphs to learn from.
        test: paragraphs of other topics; none stands in ``train`` too.
    """

    train: tuple[str, ...]
    test: tuple[str, ...]


def load(seed: int = 0, held_out: float = 0.25) -> Prose:
    r"""Return the paragraphs, split by topic.

    Args:
        seed: which topics are held out.
        held_out: their share, between 0 and 1.

    Raises:
        ValueError: the share is not between 0 and 1.
    """
    if not 0 < held_out < 1:
        raise ValueError(f"expected held_out between 0 and 1, got {held_out}")
    from pydoc_data.topics import topics

    names = sorted(topics)
    random.Random(seed).shuffle(names)
    cut = round(len(names) * held_out)
    train = _paragraphs(topics[name] for name in names[cut:])
    test = _paragraphs(topics[name] for name in names[:cut])
    return Prose(tuple(train), tuple(p for p in test if p not in train))


def _paragraphs(texts) -> dict[str, None]:
    """Return each paragraph once: it begins with a letter and ends with a full stop."""
    parts = (part for text in texts for part in re.split(r"\n\s*\n", text))
    whole = (part for part in parts if part[:1].isalpha() and part[-1:] == ".")
    return dict.fromkeys(" ".join(part.lower().split()) for part in whole)
