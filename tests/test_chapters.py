"""Wrong answers must not pass in any chapter; claims stand where their tags say."""

import ast
from functools import cache
from pathlib import Path

import matplotlib
import pytest
from matplotlib import pyplot as plt

from unrolled.course.exercises import exercises
from unrolled.course.needs import without_magics
from unrolled.course.notebook import notebooks, read
from unrolled.course.probes import probe
from unrolled.course.tags import parse_all

ROOT = Path(__file__).parents[1]
CHAPTERS = {path.stem: read(path) for path in notebooks(ROOT, "book")}
EXERCISES = [(c, name) for c in CHAPTERS for name in exercises(CHAPTERS[c], c)]

by_exercise = pytest.mark.parametrize("chapter, name", EXERCISES)


def probed(chapter):
    """Return the probed exercises of a chapter, which is run once."""
    result = probe_once(chapter)
    if isinstance(result, Exception):
        raise result
    return result


@cache
def probe_once(chapter):
    with pytest.MonkeyPatch.context() as patch:
        matplotlib.use("Agg")
        patch.chdir(ROOT / "book")
        try:
            return probe(CHAPTERS[chapter], chapter)
        except Exception as error:  # is told by each test, not caused by each
            return error
        finally:
            plt.close("all")  # pyplot warns of more than 20


def claimed(source):
    """Return the names that the calls of `claim` in a cell begin with."""
    tree = ast.parse(without_magics(source))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    claims = [call for call in calls if getattr(call.func, "id", "") == "claim"]
    return [ast.literal_eval(call.args[0]) for call in claims]


def test_there_are_chapters_with_exercises():
    assert CHAPTERS and EXERCISES


@by_exercise
def test_the_check_fails_on_the_stub(chapter, name):
    assert probed(chapter)[name].stub.check


@by_exercise
def test_the_check_fails_on_right_shaped_zeros(chapter, name):
    assert probed(chapter)[name].zeros.check


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_claim_stands_in_a_cell_tagged_with_its_name(chapter):
    notebook, made = CHAPTERS[chapter], []
    for cell, tag in zip(notebook.cells, parse_all(notebook, chapter), strict=True):
        names = claimed(cell.source) if cell.cell_type == "code" else []
        assert names == ([tag.name] if tag.role == "claim" else [])
        made += names
    assert made
