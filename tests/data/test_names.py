"""Names: each in one language and one split; what is held out is so in all."""

import builtins

import pytest
import torch

from unrolled.data import names


@pytest.fixture(scope="module")
def splits():
    return {split: names.load(split) for split in names.SPLITS}


def test_every_name_is_there_once(splits):
    found = [name for part in splits.values() for name in part.names]
    assert len(found) == len(set(found)) > 4000
    assert all(name == name.lower() and name.strip() for name in found)
    assert len(splits["train"]) > 2500
    assert min(map(len, splits.values())) > 400


def test_every_language_has_its_share(splits):
    for part in splits.values():
        assert len(part) == len(part.labels)
        shares = part.labels.bincount(minlength=10) / len(part)
        assert shares.min() > 0.04 and shares.max() < 0.2


def test_labels_are_the_languages(splits):
    found = {}
    for part in splits.values():
        found |= dict(zip(part.names, part.labels.tolist(), strict=True))
    for name, language in (
        ("deutschland", "de"),
        ("germany", "en"),
        ("saksa", "fi"),
        ("allemagne", "fr"),
        ("németország", "hu"),
        ("almanya", "tr"),
    ):
        assert names.LANGUAGES[found[name]] == language


def test_a_country_is_held_out_in_all_languages(splits):
    names_of_germany = {"deutschland", "germany", "saksa", "allemagne", "almanya"}
    holders = [p for p in splits.values() if names_of_germany & set(p.names)]
    assert len(holders) == 1 and names_of_germany <= set(holders[0].names)


def test_shared_names_are_left_out(splits):
    assert not any("angola" in part.names for part in splits.values())


def test_the_same_split_comes_again(splits):
    again = names.load("test")
    assert again.names == splits["test"].names
    assert torch.equal(again.labels, splits["test"].labels)


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        names.load("dev")


def test_without_babel_it_says_what_to_do(monkeypatch):
    original = builtins.__import__

    def without(name, *rest):
        if name == "babel":
            raise ModuleNotFoundError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModuleNotFoundError, match="run pip install babel"):
        names.load("test")
