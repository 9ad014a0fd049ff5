r"""What AttentionInspector accepts, and what it says when something does not fit."""

import re
from collections.abc import Mapping, Sequence

from .attention_weights import SPECIALS
from .unroll_checks import check_vocab

MAX_WORDS = 60
VIEWS = ("lines", "heat")
_KEYS = {"source", "target", "alignment", "fixed", "name"}


def check_vocabularies(pair: Sequence) -> tuple[list[str], list[str]]:
    """Return the symbols of source and target as lists; refuse what is no such pair."""
    if len(pair) != 2:
        raise ValueError(f"vocabularies: expected (source, target), got {len(pair)}")
    source, target = map(list, pair)
    for symbols in (source, target):
        check_vocab(symbols)
        if tuple(symbols[:4]) != SPECIALS:
            raise ValueError(
                f"vocabularies: expected {list(SPECIALS)} first, got {symbols[:4]}"
            )
    return source, target


def check_pattern(pattern: str) -> None:
    """Refuse what is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(
            f"pattern: expected a regular expression, got {pattern!r} ({problem})"
        ) from None


def split_text(text: str, pattern: str) -> list[str]:
    """Return the words of a text; refuse none and too many."""
    words = re.findall(pattern, text)
    if not 1 <= len(words) <= MAX_WORDS:
        got = f"{len(words)} in {text[:40]!r}"
        raise ValueError(f"text: expected 1 to {MAX_WORDS} words, got {got}")
    return words


def check_examples(examples: Sequence[Mapping], pattern: str) -> list[dict]:
    """Return the examples as plain JSON; refuse none, and what does not fit."""
    if not examples:
        raise ValueError("examples: expected at least one, got none")
    return [_check_example(example, pattern) for example in examples]


def _check_example(example: Mapping, pattern: str) -> dict:
    if unknown := sorted(set(example) - _KEYS):
        raise ValueError(f"examples: expected keys of {sorted(_KEYS)}, got {unknown}")
    source, target = (list(example.get(key, ())) for key in ("source", "target"))
    if not source or not target:
        got = f"{source} and {target}"
        raise ValueError(f"examples: expected source and target words, got {got}")
    if split_text(" ".join(source), pattern) != source:
        raise ValueError(f"examples: expected words as pattern finds them: {source}")
    found = {"source": source, "target": target}
    if (places := example.get("alignment")) is not None:
        found["alignment"] = _check_alignment(list(places), source, target)
    if (words := example.get("fixed")) is not None:
        found["fixed"] = list(words)
    return found | ({"name": example["name"]} if "name" in example else {})


def _check_alignment(places: list[int], source: list, target: list) -> list[int]:
    if len(places) != len(target):
        raise ValueError(
            f"alignment: expected {len(target)} places for {target}, got {len(places)}"
        )
    if wrong := [i for i in places if not -1 <= i < len(source)]:
        last = len(source) - 1
        raise ValueError(f"alignment: expected places -1 to {last}, got {wrong[0]}")
    return places


def check_longest(longest: Sequence) -> None:
    """Refuse what is no length with its words."""
    if len(longest) != 2 or not isinstance(longest[0], int) or longest[0] < 0:
        raise ValueError(
            f'longest: expected a length and words, as (25, "six dates"), got {longest}'
        )


def check_number(name: str, value: int, first: int, last: int) -> None:
    """Refuse a number outside a range."""
    if not first <= value <= last:
        raise ValueError(f"{name}: expected {first} to {last}, got {value}")


def check_view(view: str) -> None:
    """Refuse a view that there is not."""
    if view not in VIEWS:
        raise ValueError(f"view: expected one of {VIEWS}, got {view!r}")
