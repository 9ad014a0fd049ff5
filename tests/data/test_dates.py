"""Dates in two languages: order, alignment, splits."""

from datetime import date

import pytest
import torch

from unrolled.data import dates, parallel
from unrolled.data.splits import SPLITS

MOON, WALL, TODAY = date(1969, 7, 20), date(1989, 11, 9), date(2026, 1, 31)


def words(locale: str, *days: date) -> str:
    return " ".join(dates.write([days], locale).target[0])


@pytest.mark.parametrize(
    ("locale", "expected", "alignment"),
    [
        ("hu", "1969 július 20 vasárnap", (3, 1, 2, 0)),
        ("fr", "dimanche 20 juillet 1969", (0, 2, 1, 3)),
        ("fi", "sunnuntai 20 heinäkuuta 1969", (0, 2, 1, 3)),
        ("es", "domingo 20 de julio de 1969", (0, 2, -1, 1, -1, 3)),
        ("zh", "1969 年 7 月 20 日 星 期 日", (3, -1, 1, -1, 2, -1, 0, 0, 0)),
        ("ja", "1969 年 7 月 20 日 日 曜 日", (3, -1, 1, -1, 2, -1, 0, 0, 0)),
    ],
)
def test_one_date_and_its_alignment(locale, expected, alignment):
    pairs = dates.write([[MOON]], locale)
    assert pairs.source == (("Sunday", "July", "20", "1969"),)
    assert " ".join(pairs.target[0]) == expected
    assert pairs.alignment == (alignment,)


def test_hungarian_turns_each_date_round_and_keeps_the_order_of_dates():
    pairs = dates.write([[MOON, WALL, TODAY]])
    english = (
        "Sunday July 20 1969 Thursday November 9 1989 and Saturday January 31 2026"
    )
    hungarian = "1969 július 20 vasárnap 1989 november 9 csütörtök és 2026 január 31"
    assert " ".join(pairs.source[0]) == english
    assert " ".join(pairs.target[0]) == f"{hungarian} szombat"
    assert pairs.alignment == ((3, 1, 2, 0, 7, 5, 6, 4, 8, 12, 10, 11, 9),)


def test_a_joining_word_is_aligned_with_the_one_at_the_same_joint():
    assert dates.write([[MOON, WALL]], "zh").alignment[0][9] == 4  # 和
    chinese = dates.write([[MOON, WALL, TODAY]], "zh")
    assert [chinese.target[0][i] for i in (9, 19)] == ["、", "和"]
    assert [chinese.alignment[0][i] for i in (9, 19)] == [-1, 8]


@pytest.mark.parametrize("locale", ["hu", "fr", "de", "pt", "fi", "zh_CN", "ja", "th"])
def test_tokens_and_places_are_right_in_any_language(locale):
    pairs = dates.load("train", 200, locale=locale)
    translations = {}
    for x, y, places in zip(pairs.source, pairs.target, pairs.alignment, strict=True):
        assert len(y) == len(places) and set(places) <= {-1, *range(len(x))}
        for token, i in zip(y, places, strict=True):
            if i >= 0 and x[i].isdigit():  # days and years
                assert token == x[i]
            elif i >= 0 and len(token) > 1:  # months, weekdays and "and"
                translations.setdefault(x[i], set()).add(token)
    assert all(len(found) == 1 for found in translations.values())


def test_both_directions_undo_each_other():
    there = dates.load("test", 50)
    back = dates.load("test", 50, locale="en", source="hu")
    assert (back.source, back.target) == (there.target, there.source)
    for a, b in zip(there.alignment, back.alignment, strict=True):
        assert [a[i] for i in b] == list(range(len(a)))


def test_typed_text_gives_the_same_tokens():
    text = (
        "Sunday, July 20, 1969, Thursday, November 9, 1989, and Friday, July 20, 1900"
    )
    expected = dates.write([[MOON, WALL, date(1900, 7, 20)]]).source[0]
    assert dates.tokenise(text) == expected
    assert dates.tokenise("1969年7月20日", "zh_CN") == tuple(
        "1969 年 7 月 20 日".split()
    )


def test_no_two_splits_share_a_day():
    singles = [dates.load(split, 3000, k=(1, 1)).source for split in SPLITS]
    train, valid, test = map(set, singles)
    assert not train & valid and not (train | valid) & test
    assert min(len(train), len(valid), len(test)) > 2000


def test_the_number_of_dates_is_as_asked():
    for k in (1, 3, 6):
        pairs = dates.load("valid", 20, k=(k, k))
        assert {sum(t.isdigit() for t in x) for x in pairs.source} == {2 * k}
    lengths = {sum(t.isdigit() for t in x) for x in dates.load("train", 200).source}
    assert lengths == {2, 4, 6, 8, 10, 12}


def test_vocabularies_of_training_know_every_test_token():
    sources, targets = parallel.vocabularies(dates.load("train", 20_000))
    assert len(sources) == len(targets) == 4 + 7 + 12 + 31 + 200 + 1
    test = dates.load("test", 500)
    assert all(t in sources for x in test.source for t in x)
    assert all(t in targets for y in test.target for t in y)


def test_the_same_seed_gives_the_same_tensors():
    pairs = dates.load("train", 100, seed=7)
    assert pairs == dates.load("train", 100, seed=7) != dates.load("train", 100, seed=8)
    vocabularies = parallel.vocabularies(pairs)
    batches = [
        parallel.collate(p, vocabularies)
        for p in (pairs, dates.load("train", 100, seed=7))
    ]
    assert all(torch.equal(a, b) for a, b in zip(*batches, strict=True))


@pytest.mark.parametrize("locale", ["xx", "hungarian", "", None, "zh-CN"])
def test_an_unknown_locale_is_refused(locale):
    with pytest.raises(ValueError, match=r"such as 'hu' or 'zh_CN', got"):
        dates.load("test", 1, locale=locale)
    with pytest.raises(ValueError, match=r"such as 'hu' or 'zh_CN', got"):
        dates.load("test", 1, source=locale)


@pytest.mark.parametrize("k", [(0, 2), (3, 2), 4, (1,)])
def test_a_number_of_dates_that_makes_no_sense_is_refused(k):
    with pytest.raises(ValueError, match=r"expected k = \(fewest, most\)"):
        dates.load("test", 1, k=k)


def test_an_unknown_split_and_no_pairs_are_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        dates.load("dev", 1)
    with pytest.raises(ValueError, match="1 or more pairs, got 0"):
        dates.load("test", 0)
