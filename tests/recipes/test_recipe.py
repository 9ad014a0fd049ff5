"""Recipes make files that load, and the shipped figures are those of the weights."""

import sys
from types import ModuleType

import pytest
import torch
from torch import nn

from unrolled import recipes
from unrolled.data.vocabulary import Vocabulary
from unrolled.recipes import _recipe

MB = 1_000_000


def fit(model, vocabularies, seed):
    model.weight.data += seed


TINY = recipes.Recipe(
    title="a matrix",
    data=lambda: [1, 2, 3],
    vocabularies=lambda: (Vocabulary("ab"), Vocabulary("xyz")),
    make=lambda source, target: nn.Linear(len(source), len(target)),
    fit=fit,
    measure=lambda model, both: {"mean": model.weight.mean().item()},
    seeds=2,
)


@pytest.fixture
def tiny(monkeypatch):
    module = ModuleType("unrolled.recipes.tiny")
    module.RECIPE = TINY
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(_recipe, "names", lambda: ["tiny"])
    return "tiny"


def test_a_run_can_be_loaded_and_has_the_figures_of_what_is_stored(tiny, tmp_path):
    record = recipes.run(tiny, folder=tmp_path)
    assert recipes.record(tiny, tmp_path) == record
    assert [row["seed"] for row in record["seeds"]] == [0, 1]
    for seed in (0, 1):
        model, (source, target), metrics = recipes.load(tiny, seed, tmp_path)
        assert source.symbols[4:] == ["a", "b"] and target.symbols[4:] == list("xyz")
        assert not model.training and model.weight.dtype == torch.float32
        assert torch.equal(model.weight, model.weight.half().float())
        assert metrics == {"mean": round(model.weight.mean().item(), 4)}
        assert abs(metrics["mean"] - seed) < 0.2


def test_the_same_seed_makes_the_same_weights(tiny, tmp_path):
    for folder in ("a", "b"):
        recipes.run(tiny, 1, tmp_path / folder)
    a, b = (tmp_path / f / "tiny-seed0.safetensors" for f in ("a", "b"))
    assert a.read_bytes() == b.read_bytes()


def test_nothing_is_written_when_a_seed_fails(tiny, tmp_path, monkeypatch):
    recipes.run(tiny, 1, tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}

    def fail(model, vocabularies, seed):
        if seed == 1:
            raise ValueError("the loss is not finite")

    monkeypatch.setattr(
        sys.modules["unrolled.recipes.tiny"],
        "RECIPE",
        recipes.Recipe(**{**vars(TINY), "fit": fail}),
    )
    with pytest.raises(ValueError, match="not finite"):
        recipes.run(tiny, 2, tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_what_is_missing_or_damaged_is_named(tiny, tmp_path):
    with pytest.raises(ValueError, match=r"expected a recipe of .*, got 'nope'"):
        recipes.load("nope")
    with pytest.raises(ValueError, match="make it with `unrolled train tiny`"):
        recipes.load(tiny, 0, tmp_path)
    with pytest.raises(ValueError, match="at least one seed, got 0"):
        recipes.run(tiny, 0, tmp_path)
    recipes.run(tiny, 1, tmp_path)
    with pytest.raises(ValueError, match=r"expected a seed of \[0\], got 7"):
        recipes.load(tiny, 7, tmp_path)
    (tmp_path / "tiny-seed0.safetensors").write_bytes(b"damaged")
    with pytest.raises(ValueError, match="expected weights that fit"):
        recipes.load(tiny, 0, tmp_path)


@pytest.mark.parametrize("name", recipes.names())
def test_shipped_weights_have_the_figures_of_their_record(name):
    recipe, record = recipes.recipe(name), recipes.record(name)
    assert len(record["seeds"]) >= recipe.seeds
    for row in record["seeds"]:
        model, vocabularies, metrics = recipes.load(name, row["seed"])
        again = recipe.measure(model, vocabularies)
        assert again == pytest.approx(metrics, abs=0.02)


@pytest.mark.parametrize("name", recipes.names())
def test_shipped_vocabularies_are_those_of_the_data(name):
    vocabularies = recipes.load(name).vocabularies
    made = recipes.recipe(name).vocabularies()
    assert [v.symbols for v in vocabularies] == [v.symbols for v in made]


def test_weights_are_small_and_all_of_a_recipe():
    files = list(recipes.FOLDER.glob("*.safetensors"))
    assert {f.name.rpartition("-seed")[0] for f in files} == set(recipes.names())
    assert all(f.stat().st_size < 2 * MB for f in files)
    assert sum(f.stat().st_size for f in files) < 10 * MB
    records = {f.stem for f in recipes.FOLDER.glob("*.json")}
    assert records == set(recipes.names())
