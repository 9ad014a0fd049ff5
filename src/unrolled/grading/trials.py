"""Try answers on the checks of a lab, trusted and in this process.

For authors: do wrong answers lose, and right ones win? Students' code never gets here.
"""

import contextlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from unittest.mock import patch

import torch

from unrolled.checks import draw, hidden
from unrolled.grading.exercise import Exercise
from unrolled.grading.work import Stage

Names = dict[str, Any]


def run(source: str, names: Names, file: str = "<cell>") -> str:
    """Run a cell and return what it printed; tracebacks name it `file`."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, file, "exec"), names)
    return printed.getvalue()


@contextlib.contextmanager
def seeds_kept() -> Iterator[None]:
    """Leave `draw` as notebooks expect it, at seed 0."""
    try:
        yield
    finally:
        draw.restart(seed=0)


def prepared(cells: Iterable[str]) -> Names:
    """Run the cells before an answer and return their names."""
    names: Names = {"__name__": "__main__"}
    for source in cells:
        run(source, names)
    return names


class Trial:
    """One exercise, ready for answers."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._names = prepared(exercise.cells)

    def visible(self, answer: str) -> str | None:
        """Return what the visible check says against an answer; None if it passes."""
        names = dict(self._names)
        torch.manual_seed(0)
        try:
            run(answer, names)
            run(self.exercise.check, names)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None

    @seeds_kept()
    def printed(self, answer: str, seeds: Sequence[int]) -> list[str]:
        """Return what the hidden check prints for each seed."""
        names = dict(self._names)
        outputs = []
        try:
            run(answer, names)
        except Exception as error:
            return [type(error).__name__] * len(seeds)
        for seed in seeds:
            draw.restart(seed=seed)
            try:
                outputs.append(run(self.exercise.hidden, dict(names)))
            except Exception as error:
                outputs.append(type(error).__name__)
        return outputs


@seeds_kept()
def statistics(
    stage: Stage, answer: str, seeds: Sequence[int]
) -> Mapping[int, list[float]]:
    """Return the unrounded numbers that the hidden check shows, for each seed."""
    names = prepared(stage.cells)
    run(answer, names)
    found: dict[int, list[float]] = {}

    def record(value: torch.Tensor) -> tuple[float, float, float]:
        numbers = original(value)
        found[seed] += numbers
        return numbers

    original = hidden.statistics
    with patch.object(hidden, "statistics", record):
        for seed in seeds:
            found[seed] = []
            draw.restart(seed=seed)
            run(stage.hidden, dict(names))
    return found
