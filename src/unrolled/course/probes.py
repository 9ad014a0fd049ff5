"""Answers that must not pass: stubs, and zeros of the right shape.

`probe` runs a solved notebook once, in this process, and tries at each exercise what
its checks say to an answer that is not there and to one whose results are all zero.
"""

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from nbformat import NotebookNode

from unrolled.checks import draw
from unrolled.course.exercises import Exercise, exercises
from unrolled.course.labs import BEGIN, stub
from unrolled.course.needs import needed, without_magics
from unrolled.course.tags import parse_all
from unrolled.course.wrong_answers import defined, emptied, zeros

Names = dict[str, Any]


@dataclass
class Outcome:
    """What the checks of one exercise say to one answer."""

    check: Exception | None = None
    hidden: str = ""


@dataclass
class Probe:
    """The outcomes of one exercise's right answer, stub and zeros."""

    right: Outcome = field(default_factory=Outcome)
    stub: Outcome = field(default_factory=Outcome)
    zeros: Outcome = field(default_factory=Outcome)


def run_cell(source: str, names: Names) -> str:
    """Run a cell's code, without its magics, and return what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(without_magics(source), "<cell>", "exec"), names)
    return printed.getvalue()


def probe(notebook: NotebookNode, path: object) -> dict[str, Probe]:
    """Run what the checks of a solved notebook need; probe each exercise on the way.

    Raises:
        Exception: Whatever a cell of the solved notebook raises.
    """
    found = exercises(notebook, path)
    at_answer = {exercise.answer: name for name, exercise in found.items()}
    results = {name: Probe() for name in found}
    names: Names = {"__name__": "__main__", "display": print}
    tags = parse_all(notebook, path)
    cells = {n: notebook.cells[n].source for n in _needed(notebook, found)}
    for position, source in sorted(cells.items()):
        if position in at_answer:
            name = at_answer[position]
            for kind, wrong in (("stub", _run_stub), ("zeros", _run_zeros)):
                outcome = _try(cells, name, found[name], names, wrong)
                setattr(results[name], kind, outcome)
        printed = run_cell(source, names)
        if tags[position].role == "hidden":
            results[tags[position].name].right.hidden = printed
    return results


def _needed(notebook: NotebookNode, found: dict[str, Exercise]) -> set[int]:
    """Return the positions of all answers and checks, and of what they need."""
    positions = {n for e in found.values() for n in (e.answer, e.check, e.hidden)}
    return needed(notebook, positions - {None})


def _try(
    cells: dict[int, str], name: str, exercise: Exercise, names: Names, wrong: Callable
) -> Outcome:
    """Run a wrong answer and the cells up to its checks, in a copy of the names."""
    outcome, names = Outcome(), dict(names)
    last = max(exercise.check, exercise.hidden or 0)
    with _randomness_kept():
        with contextlib.suppress(Exception):  # a stub may raise at once
            wrong(cells[exercise.answer], name, names)
        for position in sorted(n for n in cells if exercise.answer < n <= last):
            try:
                printed = run_cell(cells[position], names)
            except Exception as error:
                printed = f"{type(error).__name__}"
                if position == exercise.check:
                    outcome.check = error
            if position == exercise.hidden:
                outcome.hidden = printed
    return outcome


@contextlib.contextmanager
def _randomness_kept() -> Iterator[None]:
    """Leave all random numbers as if nothing had been tried in between."""
    states = random.getstate(), np.random.get_state()
    with torch.random.fork_rng():
        yield
    random.setstate(states[0])
    np.random.set_state(states[1])
    draw.restart()


def _run_stub(source: str, name: str, names: Names) -> None:
    """Run the answer as the student finds it, or with nothing in its functions."""
    run_cell(stub(source, name) if BEGIN in source else emptied(source, name), names)


def _run_zeros(source: str, name: str, names: Names) -> None:
    """Run the right answer, then let all it defined give zeros."""
    run_cell(source, names)
    for variable in defined(source):
        names[variable] = zeros(names[variable])
