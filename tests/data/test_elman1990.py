"""Elman's three streams follow their rules."""

from itertools import pairwise

import torch

from unrolled.data import elman1990


def seeded():
    return torch.Generator().manual_seed(0)


def test_every_third_bit_is_the_exclusive_or():
    bits = elman1990.temporal_xor(500, seeded()).reshape(-1, 3)
    assert torch.equal(bits[:, 0] ^ bits[:, 1], bits[:, 2])
    assert 0.4 < bits[:, :2].float().mean() < 0.6


def test_syllables_alternate_consonants_and_their_vowels():
    text = elman1990.syllables(300, seeded())
    for syllable in elman1990.SYLLABLES:
        assert syllable in text
        text = text.replace(syllable, " ")
    assert text == " " * 300


def test_features_name_consonants_and_vowels():
    assert elman1990.features("ba").tolist() == [[1, 0, 1, 0, 0, 1], [0, 1, 0, 0, 1, 1]]
    rows = elman1990.features("bdgaiu")
    assert len(rows.unique(dim=0)) == 6 and (rows[:, :2].sum(dim=1) == 1).all()


def test_words_are_marked_where_they_begin():
    text, begins = elman1990.words(400, seeded())
    places = [*begins.nonzero().flatten().tolist(), len(text)]
    found = [text[a:b] for a, b in pairwise(places)]
    assert len(elman1990.WORDS) == 15 and set(found) == set(elman1990.WORDS)
    assert len(found) == 400


def test_same_seed_same_stream():
    assert elman1990.words(9, seeded())[0] == elman1990.words(9, seeded())[0]
