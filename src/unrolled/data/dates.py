r"""Lists of dates to translate, with the alignment known: English to Hungarian.

"Sunday, July 20, 1969 and ..." becomes "1969. július 20., vasárnap és ...": the order
within each date turns round, the order of the dates stays. Any two of Babel's locales
do. Full stops and commas are left out; suffixes that Babel attaches to a field stand
as tokens of their own; Chinese and Japanese are split into characters.

Source: generated; wording of the Unicode CLDR (https://cldr.unicode.org) in the package
Babel, which differs a little from version to version. Licence: BSD-3-Clause (Babel),
Unicode-3.0 (CLDR).

Days from 1900 to 2099: every tenth is for test (7,305), the next one for validation,
the others (58,439) for training. 20,000 pairs of 1 to 6 dates have 15 tokens a side on
average and 25 at most; either vocabulary has 251 symbols and the 4 specials.
"""

import random
import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_date_format, tokenize_pattern
from babel.lists import format_list

from unrolled.data.parallel import Pairs
from unrolled.data.splits import check, check_range, split_of

FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
FIELDS = {"E": "weekday", "c": "weekday", "M": "month", "d": "day", "y": "year"}
SPACELESS = ("ja", "yue", "zh")
WORD = re.compile(r"[^\s.,،\u200f]+")
CHARACTER = re.compile(r"\d+|[^\s\d]")
PLACE = "\ufffc"  # stands for a date while Babel joins a list

Labelled = list[tuple[str, tuple[int, str]]]
_tokens_of: dict[tuple, tuple[str, ...]] = {}


def load(
    split: str,
    n: int,
    k: tuple[int, int] = (1, 6),
    locale: str = "hu",
    source: str = "en",
    seed: int = 0,
) -> Pairs:
    r"""Return n lists of dates and their translations, aligned.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``: no two splits share a day.
        n: number of pairs.
        k: fewest and most dates in a list.
        locale: the language of the target, as Babel names it.
        source: the language of the source.
        seed: which dates.

    Raises:
        ValueError: there is no such split or locale, or n or k makes no sense.
    """
    check(split, n)
    check_range("k", k)
    draw, days = random.Random(f"{seed} {split}"), _days(split)
    lists = [draw.choices(days, k=draw.randint(*k)) for _ in range(n)]
    return write(lists, locale, source)


@cache
def _days(split: str) -> list[date]:
    numbers = range(FIRST.toordinal(), LAST.toordinal() + 1)
    return [date.fromordinal(i) for i in numbers if split_of(i) == split]


def write(
    lists: Sequence[Sequence[date]], locale: str = "hu", source: str = "en"
) -> Pairs:
    r"""Write each list of dates in two languages.

    A target token is aligned with the first source token of the same field of the same
    date, a joining word with the one at the same joint.

    Raises:
        ValueError: there is no such locale.
    """
    for name in (locale, source):
        _check(name)
    rows = [(_labelled(days, source), _labelled(days, locale)) for days in lists]
    return Pairs(
        tuple(tuple(token for token, _ in x) for x, _ in rows),
        tuple(tuple(token for token, _ in y) for _, y in rows),
        tuple(_align(x, y) for x, y in rows),
    )


def _check(locale: str) -> None:
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError, TypeError):
        known = "a locale of Babel, such as 'hu' or 'zh_CN'"
        raise ValueError(f"expected {known}, got {locale!r}") from None


def tokenise(text: str, locale: str = "en") -> tuple[str, ...]:
    r"""Split a text into words and numbers, or characters and numbers."""
    language = locale.partition("_")[0]
    pattern = CHARACTER if language in SPACELESS else WORD
    return tuple(pattern.findall(text))


def _align(source: Labelled, target: Labelled) -> tuple[int, ...]:
    place: dict[tuple[int, str], int] = {}
    for i, (_, label) in enumerate(source):
        if label[1]:
            place.setdefault(label, i)
    return tuple(place.get(label, -1) for _, label in target)


def _labelled(days: Sequence[date], locale: str) -> Labelled:
    """Return tokens, each with (number of its date, field or "join" or "")."""
    found: Labelled = []
    for i, joint in enumerate(_joints(len(days), locale)):
        found += [(token, (i, "join")) for token in joint]
        for field, tokens in _date(days[i], locale) if i < len(days) else ():
            found += [(token, (i, field)) for token in tokens]
    return found


@cache
def _joints(k: int, locale: str) -> list[tuple[str, ...]]:
    """Return the tokens before, between and after k dates."""
    joined = format_list([PLACE] * k, locale=locale)
    return [tokenise(text, locale) for text in joined.split(PLACE)]


def _date(day: date, locale: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (field, tokens) in the order of the language."""
    values = {f: getattr(day, f) for f in ("month", "day", "year")}
    values["weekday"] = day.weekday()
    parts = []
    for code, field in _pattern(locale):
        # Babel is slow and there are few values: each is formatted once.
        key = code, values.get(field), locale
        if key not in _tokens_of:
            _tokens_of[key] = tokenise(format_date(day, code, locale), locale)
        parts.append((field, _tokens_of[key]))
    return parts


@cache
def _pattern(locale: str) -> list[tuple[str, str]]:
    """Return (code, field) of a full date; words between fields are quoted codes."""
    codes = []
    for kind, value in tokenize_pattern(get_date_format("full", locale).pattern):
        if kind == "field":
            codes.append((value[0] * value[1], FIELDS.get(value[0], "")))
        elif tokenise(value, locale):
            codes.append(("'" + value.replace("'", "''") + "'", ""))
    return codes
