"""Splits: always the same, and of the size that was asked for."""

from collections import Counter

import pytest

from unrolled.data import splits


def test_one_part_is_for_test_and_one_for_validation():
    found = Counter(splits.split_of(i, parts=5) for i in range(1000))
    assert found == {"train": 600, "valid": 200, "test": 200}


def test_texts_fall_into_splits_by_their_spelling():
    found = Counter(splits.split_of_text(f"word {i}") for i in range(10_000))
    assert found["train"] == pytest.approx(8000, abs=200)
    assert found["test"] == pytest.approx(1000, abs=200)
    assert splits.split_of_text("été") == splits.split_of_text("été")


@pytest.mark.parametrize("n", [0, -1, 2.5, "2"])
def test_a_number_of_pairs_must_be_positive(n):
    with pytest.raises(ValueError, match=f"n of 1 or more pairs, got {n!r}"):
        splits.check("test", n)


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        splits.check("dev")


@pytest.mark.parametrize("given", [(0, 1), (2, 1), (1, 13), (1,), 3, (1.5, 2), None])
def test_a_range_must_be_two_numbers_in_order(given):
    with pytest.raises(ValueError, match=r"digits = \(fewest, most\), from 1 to 12"):
        splits.check_range("digits", given, 12)


def test_a_range_may_be_open():
    splits.check_range("k", (3, 3))
    splits.check_range("k", [1, 99])
    with pytest.raises(ValueError, match=r"from 1 up; got \(0, 3\)"):
        splits.check_range("k", (0, 3))
