"""The results of a class as plain data, the same that `results.json` holds."""

import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from unrolled.grading.collect import Found
from unrolled.grading.examine import Examined
from unrolled.grading.exercise import Exercise, Lab
from unrolled.grading.similarity import Pair, pairs, shingles
from unrolled.grading.work import Verdict

PACKAGES = ("unrolled", "torch", "nbval", "pytest")
# What a student reads about each status, before the author's hint; "unusable" is an
# error that PyTorch raises outside of the answer.
MEANING = {
    "passed": "",
    "wrong": "It runs, but not all of its results are right.",
    "error": "It stopped with {error}{line}.",
    "unusable": "The check stopped with {error} when it used the answer: is the shape "
    "of the result right, and do gradients flow back to the inputs?",
    "timeout": "It did not finish in time.",
    "output": "It printed more than is allowed; remove the prints.",
    "died": "Its process ended early: did it need too much memory, or end Python?",
    "forbidden": "It uses {error}{line}, which this exercise does not allow.",
    "missing": "There is no answer: the cell is gone or still as it was handed out.",
}
# Errors whose cause lies outside of the answer more often than not.
EXTRA = {
    "NameError": "Only the answer cell is graded: what it needs must stand in it.",
    "SyntaxError": "It is not valid Python.",
    "ModuleNotFoundError": "That package is not there when the answer is graded.",
    "NotImplementedError": "A part of it is still as it was handed out.",
}


@dataclass(frozen=True)
class Graded:
    """A submission and the verdicts on its exercises; fewer if grading failed."""

    found: Found
    examined: Examined
    verdicts: Mapping[str, Verdict]


def results(lab: Lab, run: Mapping[str, Any], graded: list[Graded]) -> dict[str, Any]:
    """Return everything that reports tell.

    Args:
        lab: The lab.
        run: What is told about the run: seed, date, sandbox.
        graded: One item a student.
    """
    return {
        "lab": lab.name,
        "title": lab.title,
        **run,
        "versions": versions(),
        "max_points": lab.max_points,
        "exercises": {name: e.points for name, e in lab.exercises.items()},
        "submissions": [_submission(lab, item) for item in graded],
        "similar": _similar(lab, graded),
    }


def versions() -> dict[str, str]:
    """Return the versions of what takes part in a mark."""
    return {"python": platform.python_version()} | {
        name: metadata.version(name) for name in PACKAGES
    }


def _submission(lab: Lab, item: Graded) -> dict[str, Any]:
    problem = item.found.problem or item.examined.problem
    status = "unreadable" if problem else "graded"
    if not problem and len(item.verdicts) < len(lab.exercises):
        status, problem = "failed", "grading it did not finish; grade it again"
    exercises = {}
    if status == "graded":
        exercises = {
            name: _exercise(exercise, item.verdicts[name])
            for name, exercise in lab.exercises.items()
        }
    return {
        "id": item.found.id,
        "name": item.found.name,
        "file": item.found.file,
        "status": status,
        "problem": problem,
        "points": sum(exercise["points"] for exercise in exercises.values()),
        "max_points": lab.max_points,
        "flags": [*item.found.flags, *item.examined.flags, *_flags(item)],
        "exercises": exercises,
    }


def _flags(item: Graded) -> Iterable[str]:
    for name, verdict in item.verdicts.items():
        if verdict.status == "forbidden":
            yield f"{name}: uses {_word(verdict.error)}"
        elif verdict.status in ("timeout", "output", "died"):
            words = {"timeout": "time limit", "output": "too much output"}
            yield f"{name}: {words.get(verdict.status, 'process died')}"


def _exercise(exercise: Exercise, verdict: Verdict) -> dict[str, Any]:
    passed = verdict.status == "passed"
    return {
        "points": exercise.points if passed else 0,
        "max_points": exercise.points,
        "status": verdict.status,
        "error": _word(verdict.error),
        "line": verdict.line,
        "hint": "" if passed else _hint(exercise, verdict),
    }


def _hint(exercise: Exercise, verdict: Verdict) -> str:
    """Return what a student reads: what happened, and the author's hint."""
    line = f" in line {verdict.line} of the cell" if verdict.line else ""
    error = _word(verdict.error) or "an error"
    unusable = verdict.error == "RuntimeError" and not verdict.line
    meaning = MEANING["unusable" if unusable else verdict.status]
    texts = [meaning.format(error=error, line=line)]
    if verdict.status == "error" and verdict.error in EXTRA:
        texts.append(EXTRA[verdict.error])
    elif verdict.status not in ("missing", "forbidden"):
        texts.append(exercise.hint)
    return " ".join(texts)


def _word(text: str) -> str:
    """Return an exception's name; students may have made it up."""
    return re.sub(r"[^\w.]", "", text)[:60]


def _similar(lab: Lab, graded: list[Graded]) -> list[dict[str, Any]]:
    """Return pairs of students, those alike in most exercises first."""
    together: dict[tuple[str, str], list[Pair]] = {}
    for name, exercise in lab.exercises.items():
        answers = {
            item.found.id: item.examined.answers[name].shingles
            for item in graded
            if name in item.examined.answers and item.examined.answers[name].source
        }
        for pair in pairs(name, answers, shingles(exercise.answer, exercise.stub)):
            together.setdefault(pair.students, []).append(pair)
    ordered = sorted(together.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {
            "students": list(students),
            "exercises": [
                {"name": p.exercise, "share": p.share, "of": p.of} for p in found
            ],
        }
        for students, found in ordered
    ]
