"""Names of emoji: translations, and no leak between splits."""

import json

import pytest

from unrolled.data import emoji_names, wheels
from unrolled.data.splits import SPLITS

MEMBERS = wheels.ARCHIVES["emoji"].members


@pytest.fixture(scope="module", params=["fr", "zh"])
def splits(request):
    return {split: emoji_names.load(split, request.param) for split in SPLITS}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Put other tables in the place of the three."""

    def put(*contents: str):
        for member, content in zip(MEMBERS, contents, strict=True):
            (tmp_path / member).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / member).write_text(content)
        monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)

    return put


def translations(locale: str, tones: bool = False) -> dict[str, str]:
    found = {}
    for split in SPLITS:
        pairs = emoji_names.load(split, locale, tones)
        for x, y in zip(pairs.source, pairs.target, strict=True):
            found[" ".join(x)] = " ".join(y)
    return found


def test_all_1659_names_are_in_one_split(splits):
    assert [len(pairs) for pairs in splits.values()] == [1343, 142, 174]
    assert len({x for pairs in splits.values() for x in pairs.source}) == 1659


def test_many_test_names_have_words_never_seen(splits):
    seen = {token for x in splits["train"].source for token in x}
    assert sum(seen.issuperset(x) for x in splits["test"].source) == 63


def test_adjectives_change_place_in_french():
    french = translations("fr")
    assert french["broken heart"] == "cœur brisé"
    assert french["1st place medal"] == "médaille d' or"
    assert not any(flag in french for flag in ("france", "hungary", "scotland"))


def test_chinese_comes_by_character():
    assert translations("zh")["broken heart"] == "心 碎"


def test_no_emoji_is_in_two_splits_by_tone_gender_or_direction():
    variants = ("👩🏽‍🚒", "👨‍🚒", "🧑🏿‍🚒")
    assert len({emoji_names.base(emoji) for emoji in variants}) == 1
    assert (
        emoji_names.base("🏃🏾‍♀️‍➡️") == emoji_names.base("🏃") != emoji_names.base("🚶")
    )
    tones = [set(emoji_names.load(split, tones=True).source) for split in SPLITS]
    holders = [s for s in tones if any("firefighter" in x for x in s)]
    assert len(holders) == 1
    assert {("firefighter",), ("woman", "firefighter")} <= holders[0]
    assert sum(map(len, tones)) > 2 * 1659
    assert not tones[0] & tones[1] and not (tones[0] | tones[1]) & tones[2]


def test_tones_are_left_out_unless_asked_for():
    assert not any("skin tone" in name for name in translations("fr"))
    french = translations("fr", tones=True)
    assert french["waving hand light skin tone"] == "signe de la main peau claire"


def test_the_same_split_comes_again(splits):
    assert emoji_names.load("test", "fr") == emoji_names.load("test", "fr")


def test_an_unknown_split_or_locale_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        emoji_names.load("dev")
    with pytest.raises(ValueError, match=r"locale of \['fr', 'zh'\], got 'xx'"):
        emoji_names.load("test", "xx")


ROW = json.dumps({"🚒": {"en": ":fire_engine:", "status": 2}})


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (ROW, "{}"),
        (ROW, '{"🚒": 1}'),
        ('{"🚒": {}}', "{}"),
        ('{"🚒": 3}', "{}"),
        ("{}", "{}"),
        ('{"": {"en": ":x:", "status": 2}}', '{"": ":x:"}'),
    ],
)
def test_tables_without_names_are_refused(files, english, french):
    files(english, french, "{}")
    with pytest.raises(ValueError, match="expected names of emoji in"):
        emoji_names.load("test", "fr")


def test_a_corrupt_table_is_refused(files):
    files("{", "{}", "{}")
    with pytest.raises(ValueError, match="expected a JSON table in"):
        emoji_names.load("test", "fr")


def test_offline_with_an_empty_cache_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(wheels.FetchError, match=r"emoji 2.16.0.*by hand"):
        emoji_names.load("test")
