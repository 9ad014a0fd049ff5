"""Checks of the labs: wrong answers lose, right ones win, whatever the seed.

A lab takes part as soon as tests/mutants/ holds a file of its name.
"""

import ast
import runpy
from functools import cache
from pathlib import Path

import pytest

from unrolled.grading.lab import load_lab
from unrolled.grading.rules import aliases, forbidden_use
from unrolled.grading.seeds import safe_seed
from unrolled.grading.trials import Trial, statistics

ROOT = Path(__file__).parents[2]
SEEDS = range(20)  # benchmarks/variants.py takes 200
FILES = {
    path.stem: runpy.run_path(str(path))
    for path in sorted((ROOT / "tests/mutants").glob("*.py"))
}
LABS = {name: load_lab(ROOT / "solutions" / f"{name}.ipynb") for name in FILES}
EXERCISES = [(lab, name) for lab in LABS for name in LABS[lab].exercises]


def listed(kind):
    """Cases (lab, exercise, title, …), each with an id that can be read."""
    return [
        pytest.param(lab, name, *answer, id=f"{name}: {answer[0]}")
        for lab, name in EXERCISES
        for answer in FILES[lab][kind].get(name, [])
    ]


@cache
def prepared(lab, name):
    """A trial, safe seeds, and what the reference answer prints for them."""
    exercise = LABS[lab].exercises[name]
    trial = Trial(exercise)
    seeds = [safe_seed(seed, exercise, statistics) for seed in SEEDS]
    return trial, seeds, trial.printed(exercise.answer, seeds)


def test_every_lab_has_its_file():
    labs = {path.stem for path in (ROOT / "solutions").glob("*.ipynb")}
    assert labs == set(FILES)


@pytest.mark.parametrize("lab, name", EXERCISES)
def test_every_exercise_has_six_wrong_and_three_other_right_answers(lab, name):
    wrong, right = (FILES[lab][kind][name] for kind in ("MUTANTS", "VARIANTS"))
    assert len(wrong) >= 6 and len(right) >= 3
    sources = [ast.dump(ast.parse(answer[1])) for answer in (*wrong, *right)]
    assert len(set(sources)) == len(sources)


@pytest.mark.parametrize("lab, name, title, source, words", listed("MUTANTS"))
def test_a_wrong_answer_loses_whatever_the_seed(lab, name, title, source, words):
    trial, seeds, expected = prepared(lab, name)
    printed = trial.printed(source, seeds)
    assert not any(a == b for a, b in zip(printed, expected, strict=False))


@pytest.mark.parametrize("lab, name, title, source, words", listed("MUTANTS"))
def test_the_visible_check_names_the_fault(lab, name, title, source, words):
    said = prepared(lab, name)[0].visible(source)
    assert said is None if words is None else said and words in said


@pytest.mark.parametrize("lab, name, title, source", listed("VARIANTS"))
def test_another_right_answer_wins_whatever_the_seed(lab, name, title, source):
    trial, seeds, expected = prepared(lab, name)
    assert trial.printed(source, seeds) == expected
    assert trial.visible(source) is None


@pytest.mark.parametrize("lab, name, title, source", listed("VARIANTS"))
def test_another_right_answer_uses_nothing_forbidden(lab, name, title, source):
    exercise = LABS[lab].exercises[name]
    known = aliases(exercise.cells)
    assert forbidden_use(source, exercise.forbidden, known) is None


@pytest.mark.parametrize("lab, name", EXERCISES)
def test_the_reference_answer_passes_its_visible_check(lab, name):
    trial = prepared(lab, name)[0]
    assert trial.visible(trial.exercise.answer) is None
