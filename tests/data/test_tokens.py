"""Words and pieces of words."""

import pytest

from unrolled.data import tokens


def test_words_numbers_and_marks_are_apart():
    text = "the str.split() of café_3 isn't 42."
    expected = "the str . split ( ) of café _ 3 isn ' t 42 .".split()
    assert tokens.words(text) == expected


def test_nothing_but_spaces_is_lost():
    text = "a <= b, naïve __init__ x1 — 3.14"
    assert "".join(tokens.words(text)) == text.replace(" ", "")


def test_merging_goes_from_the_left():
    assert tokens.merge(list("aaab"), ("a", "a")) == ["aa", "a", "b"]
    assert tokens.merge(list("banana"), ("an", "a")) == list("banana")
    assert tokens.merge(["b", "an", "an", "a"], ("an", "a")) == ["b", "an", "ana"]


def test_the_example_of_the_paper_gives_its_merges():
    # Sennrich, Haddow & Birch (2016), Section 3.2, without their end-of-word mark.
    text = ["low"] * 5 + ["lower"] * 2 + ["newest"] * 6 + ["widest"] * 3
    assert tokens.learn_pieces(text, 2) == ["st", "est"]  # 9 and 9 times
    assert "low" in tokens.learn_pieces(text, 4)


def test_learning_stops_when_each_word_is_whole():
    assert tokens.learn_pieces(["ab", "c"], 10) == ["ab"]
    assert tokens.learn_pieces(["ab"], 0) == []


def test_splitting_takes_the_longest_piece_and_loses_nothing():
    pieces = {"un", "rol", "roll", "ed"}
    assert tokens.split("unrolled", pieces) == ["un", "roll", "ed"]
    assert tokens.split("xyz", pieces) == ["x", "y", "z"]
    assert tokens.split("", pieces) == []


def test_a_negative_number_of_merges_is_refused():
    with pytest.raises(ValueError, match="0 or more, got -1"):
        tokens.learn_pieces(["a"], -1)
