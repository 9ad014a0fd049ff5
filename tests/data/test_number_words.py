"""Numbers in words: spelling, lengths, splits."""

import pytest

from unrolled.data import number_words, parallel
from unrolled.data.number_words import english, french
from unrolled.data.splits import SPLITS

SPELLED = {
    0: ("zero", "zéro"),
    1: ("one", "un"),
    16: ("sixteen", "seize"),
    17: ("seventeen", "dix sept"),
    21: ("twenty one", "vingt et un"),
    30: ("thirty", "trente"),
    61: ("sixty one", "soixante et un"),
    70: ("seventy", "soixante dix"),
    71: ("seventy one", "soixante et onze"),
    77: ("seventy seven", "soixante dix sept"),
    80: ("eighty", "quatre vingts"),
    81: ("eighty one", "quatre vingt un"),
    91: ("ninety one", "quatre vingt onze"),
    99: ("ninety nine", "quatre vingt dix neuf"),
    100: ("one hundred", "cent"),
    101: ("one hundred and one", "cent un"),
    200: ("two hundred", "deux cents"),
    281: ("two hundred and eighty one", "deux cent quatre vingt un"),
    1000: ("one thousand", "mille"),
    1001: ("one thousand and one", "mille un"),
    1100: ("one thousand one hundred", "mille cent"),
    80_000: ("eighty thousand", "quatre vingt mille"),
    200_000: ("two hundred thousand", "deux cent mille"),
    10**6: ("one million", "un million"),
    80 * 10**6: ("eighty million", "quatre vingts millions"),
    200 * 10**6 + 1: ("two hundred million and one", "deux cents millions un"),
    10**9: ("one billion", "un milliard"),
    2 * 10**9 + 3000: ("two billion three thousand", "deux milliards trois mille"),
}


@pytest.mark.parametrize("number", SPELLED)
def test_numbers_are_spelled_as_the_grammars_say(number):
    assert (" ".join(english(number)), " ".join(french(number))) == SPELLED[number]


def test_every_number_has_words_of_its_own():
    numbers = [*range(3000), *range(10**6 - 500, 10**6 + 500), *range(0, 10**12, 10**9)]
    numbers = set(numbers)
    for spell in (english, french):
        assert len({tuple(spell(number)) for number in numbers}) == len(numbers)


@pytest.fixture(scope="module")
def splits():
    return {split: number_words.load(split, 4000) for split in SPLITS}


def test_no_two_splits_share_a_number(splits):
    train, valid, test = (set(pairs.source) for pairs in splits.values())
    assert not train & valid and not (train | valid) & test


def test_vocabularies_of_training_know_every_test_word(splits):
    sources, targets = parallel.vocabularies(splits["train"])
    assert (len(sources), len(targets)) == (36, 34)
    assert all(t in sources for x in splits["test"].source for t in x)
    assert all(t in targets for y in splits["test"].target for t in y)


def test_more_digits_give_longer_sentences():
    means = []
    for digits in range(1, 13):
        pairs = number_words.load("test", 300, digits=(digits, digits))
        means.append(sum(map(len, pairs.source)) / 300)
    assert means == sorted(means) and means[0] == 1 and means[-1] > 18


def test_the_same_seed_gives_the_same_pairs(splits):
    assert number_words.load("test", 4000) == splits["test"]
    assert number_words.load("test", 4000, seed=1) != splits["test"]


def test_numbers_that_have_no_words_are_refused():
    for number in (-1, 10**12):
        with pytest.raises(ValueError, match=f"from 0 to .*, got {number}"):
            english(number)
        with pytest.raises(ValueError, match=f"from 0 to .*, got {number}"):
            french(number)


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        number_words.load("dev", 1)
    with pytest.raises(ValueError, match="1 or more pairs, got -3"):
        number_words.load("test", -3)
    with pytest.raises(ValueError, match=r"digits = .* from 1 to 12; got \(1, 13\)"):
        number_words.load("test", 1, digits=(1, 13))
