"""Wrong answers and swapped measurements must not pass in any chapter or gallery."""

from functools import cache
from pathlib import Path

import matplotlib
import pytest
from matplotlib import pyplot as plt

from unrolled import checks
from unrolled.course.exercises import exercises
from unrolled.course.notebook import notebooks, read
from unrolled.course.probes import probe
from unrolled.course.tags import parse_all

ROOT = Path(__file__).parents[1]
CHAPTERS = {path.stem: read(path) for path in notebooks(ROOT, "book")}
EXERCISES = [(c, name) for c in CHAPTERS for name in exercises(CHAPTERS[c], c)]
CLAIMS = [
    (chapter, tag.name)
    for chapter, notebook in CHAPTERS.items()
    for tag in parse_all(notebook, chapter)
    if tag.role == "claim"
]

by_exercise = pytest.mark.parametrize("chapter, name", EXERCISES)
by_claim = pytest.mark.parametrize("chapter, name", CLAIMS)


def ran(chapter):
    """Return the probed exercises and the calls of `claim` of a chapter, run once."""
    result = run_once(chapter)
    if isinstance(result, Exception):
        raise result
    return result


@cache
def run_once(chapter):
    claims = {}
    with pytest.MonkeyPatch.context() as patch:
        matplotlib.use("Agg")
        patch.chdir(ROOT / "book")

        def recorded(name, measured, rule, statement, source=""):
            claims[name] = (measured, rule, statement, source)
            return checks.claims.claim(name, measured, rule, statement, source)

        patch.setattr(checks, "claim", recorded)
        try:
            return probe(CHAPTERS[chapter], chapter), claims
        except Exception as error:  # is told by each test, not caused by each
            return error
        finally:
            plt.close("all")  # pyplot warns of more than 20


def swapped(measured):
    """Swap the first two measured series; a single one changes its sign."""
    (first, *others) = measured
    if not others:
        return {first: [-value for value in measured[first]]}
    second = others[0]
    return measured | {first: measured[second], second: measured[first]}


def test_there_are_chapters_with_exercises_and_claims():
    assert CHAPTERS and EXERCISES and CLAIMS


@by_exercise
def test_the_check_fails_on_the_stub(chapter, name):
    assert ran(chapter)[0][name].stub.check


@by_exercise
def test_the_check_fails_on_right_shaped_zeros(chapter, name):
    assert ran(chapter)[0][name].zeros.check


@by_claim
def test_a_claim_cell_makes_the_claim_of_its_tag(chapter, name):
    assert name in ran(chapter)[1]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_claim_stands_in_a_cell_tagged_with_its_name(chapter):
    assert set(ran(chapter)[1]) == {name for c, name in CLAIMS if c == chapter}


@by_claim
def test_a_claim_does_not_hold_for_swapped_measurements(chapter, name):
    measured, rule, statement, source = ran(chapter)[1][name]
    with pytest.raises(checks.ClaimError):
        checks.claim(name, swapped(dict(measured)), rule, statement, source)


def test_swapping_exchanges_the_first_two_series_or_negates_a_single_one():
    three = {"a": [1], "b": [2], "c": [3]}
    assert swapped(three) == {"a": [2], "b": [1], "c": [3]}
    assert swapped({"a": [1, 2]}) == {"a": [-1, -2]}
