"""Paragraphs are split by topic and clean."""

import pytest

from unrolled.data import prose


def test_no_paragraph_stands_on_both_sides():
    for seed in range(3):
        data = prose.load(seed)
        assert len(data.train) > 200 and len(data.test) > 30
        assert not set(data.train) & set(data.test)


def test_the_seed_decides_the_split():
    assert prose.load(1) == prose.load(1) != prose.load(2)


def test_paragraphs_are_single_lines_in_lower_case():
    for paragraph in prose.load(0).train:
        assert paragraph == " ".join(paragraph.lower().split())
        assert paragraph[0].isalpha() and paragraph.endswith(".")


@pytest.mark.parametrize("share", [0, 1, -0.5])
def test_an_impossible_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        prose.load(held_out=share)
