r"""Names of countries and languages, written in ten languages.

"Deutschland" and "saksa" name the same country; the task is to tell in which language
a name is written. Names that two of the ten languages share ("Angola") are left out,
all are in lower case, and a country or language that is held out is so in all ten:
the spelling has to be learned, not the list.

Source: the Unicode CLDR (https://cldr.unicode.org) in the package Babel; it differs a
little from version to version. Licence: BSD-3-Clause (Babel), Unicode-3.0 (CLDR).
"""

import random
from collections import Counter
from dataclasses import dataclass

import torch
from torch import Tensor

LANGUAGES = ("de", "en", "es", "fi", "fr", "hu", "it", "pl", "sv", "tr")
SPLITS = {"train": slice(0, 70), "valid": slice(70, 85), "test": slice(85, 100)}


@dataclass(frozen=True)
class Names:
    r"""Names and their languages.

    Args:
        names: N names in lower case.
        labels: int64 (N,), the place of the language in ``LANGUAGES``.
    """

    names: tuple[str, ...]
    labels: Tensor

    def __len__(self) -> int:
        return len(self.names)


def load(split: str) -> Names:
    r"""Return the names of 70, 15 or 15 % of the countries and languages.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.

    Raises:
        ValueError: there is no such split.
        ModuleNotFoundError: Babel is not installed.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    table = {language: _names(language) for language in LANGUAGES}
    languages_of = Counter(n for names in table.values() for n in set(names.values()))
    things = sorted({thing for names in table.values() for thing in names})
    random.Random(0).shuffle(things)
    a, b = (len(things) * p // 100 for p in (SPLITS[split].start, SPLITS[split].stop))
    before = {names.get(t) for names in table.values() for t in things[:a]}
    found = {
        names[thing]: label
        for label, names in enumerate(table.values())
        for thing in things[a:b]
        if languages_of[names.get(thing)] == 1 and names[thing] not in before
    }
    return Names(tuple(found), torch.tensor(list(found.values())))


def _names(language: str) -> dict[tuple[str, str], str]:
    """Return the name of each (kind, code); regions with numbers are no countries."""
    try:
        from babel import Locale
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "expected the package Babel, found none: run pip install babel"
        ) from None
    locale = Locale(language)
    return {
        (kind, code): name.lower()
        for kind in ("territories", "languages")
        for code, name in getattr(locale, kind).items()
        if not code.isdigit()
    }
