r"""A recipe, and the files that it makes.

``weights/NAME-seedK.safetensors`` holds the weights of seed K in float16;
``weights/NAME.json`` the vocabularies, what the weights were made with, and the figures
of each seed on held-out data, measured with the weights as stored.
"""

import hashlib
import importlib
import json
import os
import pkgutil
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from unrolled.data.vocabulary import SPECIALS, Vocabulary
from unrolled.seeds import set_seed

FOLDER = Path(__file__).parent.parent / "weights"

Metrics = dict[str, float]
Vocabularies = tuple[Vocabulary, ...]


@dataclass(frozen=True)
class Recipe:
    r"""How weights are made and measured.

    Args:
        title: what is learned, in one line.
        data: all that is learned from and measured on; its ``repr`` is hashed.
        vocabularies: of the model's inputs and outputs.
        make: builds the untrained model from the vocabularies.
        fit: trains the model in place, given its vocabularies and a seed.
        measure: figures on held-out data, given the model and its vocabularies.
        seeds: how many are shipped.
    """

    title: str
    data: Callable[[], Any]
    vocabularies: Callable[[], Vocabularies]
    make: Callable[..., nn.Module]
    fit: Callable[[nn.Module, Vocabularies, int], Any]
    measure: Callable[[nn.Module, Vocabularies], Metrics]
    seeds: int = 3


class Trained(NamedTuple):
    r"""A trained model, ready to use (``eval``), its vocabularies and its figures."""

    model: nn.Module
    vocabularies: Vocabularies
    metrics: Metrics


def names() -> list[str]:
    r"""Return the names of all recipes."""
    modules = pkgutil.iter_modules([str(Path(__file__).parent)])
    return sorted(m.name for m in modules if not m.name.startswith("_"))


def recipe(name: str) -> Recipe:
    r"""Return a recipe by its name.

    Raises:
        ValueError: there is no such recipe.
    """
    if name not in names():
        raise ValueError(f"expected a recipe of {names()}, got {name!r}")
    return importlib.import_module(f"unrolled.recipes.{name}").RECIPE


def record(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    r"""Return what ``NAME.json`` holds.

    Raises:
        ValueError: the recipe has not been run, or the file is damaged.
    """
    file = folder / f"{name}.json"
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        todo = f"make it with `unrolled train {name}`"
        raise ValueError(f"expected {file.name}, got: {error}; {todo}") from None


def load(name: str, seed: int = 0, folder: Path = FOLDER) -> Trained:
    r"""Return the model that a recipe made with one seed.

    Raises:
        ValueError: there is no such recipe, or no weights of that seed, or they do not
            fit the model.
    """
    make, stored = recipe(name).make, record(name, folder)
    runs = {run["seed"]: run for run in stored["seeds"]}
    if seed not in runs:
        raise ValueError(f"expected a seed of {sorted(runs)}, got {seed}")
    vocabularies = tuple(Vocabulary(v) for v in stored["vocabularies"])
    model = make(*vocabularies)
    try:
        weights = load_file(folder / f"{name}-seed{seed}.safetensors")
        model.load_state_dict(weights)
    except (OSError, RuntimeError, SafetensorError) as error:
        todo = f"make them again with `unrolled train {name}`"
        raise ValueError(f"expected weights that fit, got: {error}; {todo}") from error
    return Trained(model.eval(), vocabularies, runs[seed]["metrics"])


def run(name: str, seeds: int | None = None, folder: Path = FOLDER) -> dict[str, Any]:
    r"""Train a recipe with seeds 0, 1, …; write the weights and the record.

    Nothing is written before all seeds are done. The figures are those of the weights
    as stored, in float16.

    Args:
        name: of the recipe.
        seeds: how many; None takes as many as the recipe says.
        folder: where the files go.

    Raises:
        ValueError: there is no such recipe, seeds is below 1, or training fails.
    """
    chosen = recipe(name)
    seeds = chosen.seeds if seeds is None else seeds
    if seeds < 1:
        raise ValueError(f"expected at least one seed, got {seeds}")
    vocabularies = chosen.vocabularies()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        runs = [
            _train(chosen, name, vocabularies, k, Path(draft)) for k in range(seeds)
        ]
        stored = {
            "recipe": name,
            "title": chosen.title,
            "command": f"unrolled train {name} --seeds {seeds}",
            "data": hashlib.sha256(repr(chosen.data()).encode()).hexdigest(),
            "made with": {
                "python": platform.python_version(),
                "torch": torch.__version__,
            },
            "seeds": runs,
            "vocabularies": [v.symbols[len(SPECIALS) :] for v in vocabularies],
        }
        (Path(draft) / f"{name}.json").write_text(_text(stored), encoding="utf-8")
        for file in Path(draft).iterdir():
            os.replace(file, folder / file.name)
    return stored


def _train(
    chosen: Recipe, name: str, vocabularies: Vocabularies, seed: int, folder: Path
) -> dict[str, Any]:
    """Train one seed; return its row of the record."""
    set_seed(seed)
    start = time.process_time()
    model = chosen.make(*vocabularies)
    chosen.fit(model, vocabularies, seed)
    seconds = time.process_time() - start
    halves = {key: value.half() for key, value in model.state_dict().items()}
    file = folder / f"{name}-seed{seed}.safetensors"
    save_file(halves, file)
    file.chmod(0o644)
    model.load_state_dict(halves)
    metrics = chosen.measure(model.eval(), vocabularies)
    return {
        "seed": seed,
        "metrics": {key: round(value, 4) for key, value in metrics.items()},
        "parameters": sum(p.numel() for p in model.parameters()),
        "seconds": round(seconds, 1),
        "threads": torch.get_num_threads(),
    }


def _text(stored: dict[str, Any]) -> str:
    """JSON with a line a key and a line a seed, so that differences can be read."""
    rows = [
        f'"{key}": {json.dumps(value, ensure_ascii=False)}'
        for key, value in stored.items()
    ]
    return "{\n" + ",\n".join(rows).replace('{"seed"', '\n  {"seed"') + "\n}\n"
