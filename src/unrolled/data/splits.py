r"""Which of endless or named items are for training, validation and test."""

import zlib

SPLITS = ("train", "valid", "test")


def split_of(number: int, parts: int = 10) -> str:
    r"""Return the split of an item: of every ``parts`` one for test, one for valid."""
    return {0: "test", 1: "valid"}.get(number % parts, "train")


def split_of_text(text: str) -> str:
    r"""Return the split of a text; it is always the same, whatever others there are."""
    return split_of(zlib.crc32(text.encode()))


def check(split: str, n: int = 1) -> None:
    r"""Raise a ValueError if there is no such split, or n is not a positive integer."""
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    if not isinstance(n, int) or n < 1:
        raise ValueError(f"expected n of 1 or more pairs, got {n!r}")


def check_range(name: str, given: tuple[int, int], most: int | None = None) -> None:
    r"""Raise a ValueError unless 1 <= fewest <= most given <= most."""
    limit = "up" if most is None else f"to {most}"
    if (
        not isinstance(given, tuple | list)
        or [type(number) for number in given] != [int, int]
        or not 1 <= given[0] <= given[1] <= (given[1] if most is None else most)
    ):
        wanted = f"{name} = (fewest, most), from 1 {limit}"
        raise ValueError(f"expected {wanted}; got {given!r}")
