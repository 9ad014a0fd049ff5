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
    lines = ["" if line.startswith(("%", "!")) else line for line in source.split("\n")]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n".join(lines), "<cell>", "exec"), names)
    return printed.getvalue()


def probe(notebook: NotebookNode, path: object) -> dict[str, Probe]:
    """Run a solved notebook up to its last check; probe each exercise on the way.

    Raises:
        Exception: Whatever a cell of the solved notebook raises.
    """
    found = exercises(notebook, path)
    at_answer = {exercise.answer: name for name, exercise in found.items()}
    results = {name: Probe() for name in found}
    names: Names = {"__name__": "__main__", "display": print}
    last = max((_last(exercise) for exercise in found.values()), default=-1)
    for position, tag in enumerate(parse_all(notebook, path)[: last + 1]):
        cell = notebook.cells[position]
        if cell.cell_type != "code":
            continue
        if position in at_answer:
            name = at_answer[position]
            for kind, wrong in (("stub", _run_stub), ("zeros", _run_zeros)):
                outcome = _try(notebook, name, found[name], names, wrong)
                setattr(results[name], kind, outcome)
        printed = run_cell(cell.source, names)
        if tag.role == "hidden":
            results[tag.name].right.hidden = printed
    return results


def _try(
    notebook: NotebookNode, name: str, exercise: Exercise, names: Names, wrong: Callable
) -> Outcome:
    """Run a wrong answer and the cells up to its checks, in a copy of the names."""
    outcome, names = Outcome(), dict(names)
    with _randomness_kept():
        with contextlib.suppress(Exception):  # a stub may raise at once
            wrong(notebook.cells[exercise.answer].source, name, names)
        for position in range(exercise.answer + 1, _last(exercise) + 1):
            cell = notebook.cells[position]
            try:
                printed = run_cell(cell.source, names) if _is_code(cell) else ""
            except Exception as error:
                printed = f"{type(error).__name__}"
                if position == exercise.check:
                    outcome.check = error
            if position == exercise.hidden:
                outcome.hidden = printed
    return outcome


def _last(exercise: Exercise) -> int:
    """Return where the checks of an exercise end."""
    return max(exercise.check, exercise.hidden or 0)


def _is_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code"


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
