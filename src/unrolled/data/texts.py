r"""Short texts and their translations, as packages keep them: tables in JSON."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from unrolled.data.parallel import Sentence

WORD = re.compile(r"%\d|[^\W_]+(?:'(?=\w))?|[^\w\s\u200b]")
CHARACTER = re.compile(r"%\d|[a-z]+|\d+|[^\s\u200b]")


def words(text: str) -> Sentence:
    r"""Split a text into words in lower case, numbers and marks; ``%1`` stays whole."""
    return tuple(WORD.findall(_plain(text)))


def characters(text: str) -> Sentence:
    r"""Split a text without spaces, as Chinese: Latin words and numbers stay whole."""
    return tuple(CHARACTER.findall(_plain(text)))


def _plain(text: str) -> str:
    """One form of what is typed in two ways."""
    return text.lower().replace("’", "'").replace("...", "…")


LOCALES = {"fr": words, "zh": characters}


def tokeniser(locale: str) -> Callable[[str], Sentence]:
    r"""Return what splits a text of that language.

    Raises:
        ValueError: there are no texts in it.
    """
    if locale not in LOCALES:
        raise ValueError(f"expected a locale of {list(LOCALES)}, got {locale!r}")
    return LOCALES[locale]


def read_table(file: Path) -> dict:
    r"""Read a JSON object.

    Raises:
        ValueError: the file is none.
    """
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"expected a JSON table in {file}, got: {error}") from None
    if not isinstance(table, dict):
        raise ValueError(f"expected a JSON table in {file}, got {type(table).__name__}")
    return table
