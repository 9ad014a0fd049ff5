"""Answers that must not pass: stubs, and zeros of the right shape.

`probe` runs a solved notebook once, in this process, and tries at each exercise what
its checks say to an answer that is not there and to one whose results are all zero.
"""

import ast
import contextlib
import io
import random
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import numpy as np
import torch
from nbformat import NotebookNode

from unrolled.checks import draw
from unrolled.course.exercises import Exercise, exercises
from unrolled.course.labs import BEGIN, stub
from unrolled.course.tags import parse_all

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
    """Run all cells of a solved notebook; probe each exercise on the way.

    Raises:
        Exception: Whatever a cell of the solved notebook raises.
    """
    found = exercises(notebook, path)
    at_answer = {exercise.answer: name for name, exercise in found.items()}
    results = {name: Probe() for name in found}
    names: Names = {"__name__": "__main__", "display": print}
    for position, tag in enumerate(parse_all(notebook, path)):
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
    last = max(exercise.check, exercise.hidden or 0)
    with _randomness_kept():
        with contextlib.suppress(Exception):  # a stub may raise at once
            wrong(notebook.cells[exercise.answer].source, name, names)
        for position in range(exercise.answer + 1, last + 1):
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


def emptied(source: str, name: str) -> str:
    """Let each function and method of an answer raise, and each variable be None."""
    tree = ast.parse(source)
    failure = ast.parse(f'raise NotImplementedError("exercise {name}")').body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body = failure
    for node in tree.body:
        if isinstance(node, ast.Assign) and (variables := _assigned(node)):
            node.targets = [ast.Name(v, ast.Store()) for v in variables]
            node.value = ast.Constant(None)
    return ast.unparse(ast.fix_missing_locations(tree))


def _run_zeros(source: str, name: str, names: Names) -> None:
    """Run the right answer, then let all it defined give zeros."""
    run_cell(source, names)
    for defined in _defined(source):
        names[defined] = zeros(names[defined])


def _defined(source: str) -> list[str]:
    """Return the names that an answer defines at its top level."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.append(node.name)
        else:
            found += _assigned(node)
    return found


def _assigned(statement: ast.stmt) -> list[str]:
    """Return the variables that a statement sets: `a`, or `a` and `b` of `a, b = …`."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        targets = [statement.target]
    else:
        return []
    stored = (node for target in targets for node in ast.walk(target))
    return [
        node.id
        for node in stored
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


def zeros(value: Any) -> Any:
    """Return something of the same form whose every number is zero."""
    if isinstance(value, torch.Tensor):
        return torch.zeros_like(value)
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, types.FunctionType):
        return _zeroed(value)
    if isinstance(value, torch.nn.Module):
        value.forward = _zeroed(value.forward)
    elif isinstance(value, type):
        for name, method in list(vars(value).items()):
            if isinstance(method, types.FunctionType) and name[:2] != "__":
                setattr(value, name, _zeroed(method))
    elif isinstance(value, dict):
        return {key: zeros(item) for key, item in value.items()}
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(zeros, value))
    elif isinstance(value, (list, tuple)):
        return type(value)(map(zeros, value))
    elif isinstance(value, (bool, int, float, complex, str)):
        return type(value)()
    return value


def _zeroed(function: Callable) -> Callable:
    @wraps(function)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return zeros(function(*args, **kwargs))

    return answer
