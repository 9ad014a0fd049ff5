"""Sentences of an interface: clean, each once, split alike in both languages."""

import json

import pytest

from unrolled.data import ui_sentences, wheels
from unrolled.data.splits import SPLITS


@pytest.fixture(scope="module")
def french():
    return {split: ui_sentences.load(split, "fr") for split in SPLITS}


@pytest.fixture(scope="module")
def chinese():
    return {split: ui_sentences.load(split, "zh") for split in SPLITS}


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Put one table in the place of the French pack."""

    def put(table: object):
        (tmp_path / "pack.json").write_text(json.dumps(table))
        archive = wheels.Archive("pack", "1", "", ("pack.json",), "", "")
        monkeypatch.setitem(wheels.ARCHIVES, "ui_fr", archive)
        monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)

    return put


def everything() -> dict[str, str]:
    loaded = [ui_sentences.load(split) for split in SPLITS]
    rows = (row for p in loaded for row in zip(p.source, p.target, strict=True))
    return {" ".join(x): " ".join(y) for x, y in rows}


def test_sizes_are_as_documented(french, chinese):
    assert [len(pairs) for pairs in french.values()] == [2196, 279, 290]
    assert [len(pairs) for pairs in chinese.values()] == [2226, 285, 298]


def test_each_sentence_is_in_one_split_alike_in_both_languages(french, chinese):
    sources = [
        set(a.source) | set(b.source)
        for a, b in zip(french.values(), chinese.values(), strict=True)
    ]
    assert not sources[0] & sources[1] and not (sources[0] | sources[1]) & sources[2]


def test_sentences_that_differ_in_marks_share_a_split(french):
    def spoken(pairs):
        return {tuple(t for t in x if t[0].isalnum()) for x in pairs.source} - {()}

    train, valid, test = map(spoken, french.values())
    assert not train & valid and not (train | valid) & test


def test_sentences_are_clean(french, chinese):
    for pairs in (*french.values(), *chinese.values()):
        for x, y in zip(pairs.source, pairs.target, strict=True):
            assert 0 < len(x) <= 30 and y and x != y
            places = [{t for t in side if t[0] == "%" and t != "%"} for side in (x, y)]
            assert places[0] == places[1]
            assert not {"<", ">", "`", "\n", "http"} & set(x)


def test_known_sentences_are_there(french, chinese):
    def target(pairs, source):
        found = (dict(zip(p.source, p.target, strict=True)) for p in pairs.values())
        return " ".join(
            {k: v for d in found for k, v in d.items()}[tuple(source.split())]
        )

    assert target(french, "notebook metadata unchanged") == (
        "métadonnées du notebook inchangées"
    )
    assert target(chinese, "remove breakpoints") == "删 除 断 点"


def test_of_a_table_only_good_rows_are_taken_in_their_singular(pack):
    pack(
        {
            "": {"language": "fr"},
            "settings\x04Font Size": ["Taille de police"],
            "Font size": ["Autre chose"],
            "Executed %1 cell": ["%1 cellule exécutée", "%1 cellules exécutées"],
            "Open %1": ["Ouvrir"],
            "SQL": ["SQL"],
            "Empty": [""],
            "a\nb": ["c"],
            "Set `x`": ["Régler `x`"],
            "one " * 31: ["un"],
        }
    )
    assert everything() == {
        "font size": "taille de police",
        "executed %1 cell": "%1 cellule exécutée",
    }


@pytest.mark.parametrize("forms", [None, [], 3, [3], {}])
def test_a_table_without_sentences_is_refused(pack, forms):
    pack({"Cancel": forms})
    with pytest.raises(ValueError, match=r"list of sentences for 'Cancel' in .*, got"):
        ui_sentences.load("test")


def test_an_empty_pack_is_refused(pack):
    pack({})
    with pytest.raises(ValueError, match=r"expected sentences in .*, got none"):
        ui_sentences.load("test")


def test_an_unknown_split_or_locale_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        ui_sentences.load("dev")
    with pytest.raises(ValueError, match=r"locale of \['fr', 'zh'\], got 'de'"):
        ui_sentences.load("test", "de")


def test_the_same_split_comes_again(french):
    assert ui_sentences.load("valid", "fr") == french["valid"]
