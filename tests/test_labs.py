"""Each lab as students get it, and wrong answers to each of its exercises."""

import ast
import re
from functools import cache
from pathlib import Path

import matplotlib
import pytest

from unrolled.course import setup_cell
from unrolled.course.exercises import exercises
from unrolled.course.labs import BEGIN, END, STUB, student_version
from unrolled.course.notebook import read
from unrolled.course.probes import probe, run_cell
from unrolled.course.tags import parse_all

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
LABS = {path.stem: read(path) for path in SOLUTIONS}
EXERCISES = [(lab, name) for lab in LABS for name in exercises(LABS[lab], lab)]
# What Colab shows raw: directives, labels, roles, labels of equations.
MYST = re.compile(
    r"^(`{3,}|:{3,})\{|^\([\w:-]+\)=\s*$|\{[\w:-]+\}`|\$\$\s*\([\w:-]+\)\s*$", re.M
)

by_lab = pytest.mark.parametrize("lab", LABS)
by_exercise = pytest.mark.parametrize("lab, name", EXERCISES)


@pytest.fixture(autouse=True)
def as_in_a_kernel(monkeypatch):
    matplotlib.use("Agg")
    monkeypatch.chdir(ROOT / "solutions")


def probed(lab):
    result = probe_once(lab)
    if isinstance(result, Exception):
        raise result
    return result


@cache
def probe_once(lab):
    try:
        return probe(LABS[lab], lab)
    except Exception as error:  # is told by each test, not caused by each
        return error


@cache
def untouched(lab):
    """Run the student's version of a lab; return its cells' tags and exceptions."""
    student = student_version(LABS[lab], lab)
    names, results = {"__name__": "__main__", "display": print}, []
    for cell, tag in zip(student.cells, parse_all(student, lab), strict=True):
        error = None
        if cell.cell_type == "code":
            try:
                run_cell(cell.source, names)
            except Exception as raised:
                error = raised
        results.append((tag, cell, error))
    return results


def test_there_are_labs_and_exercises():
    assert LABS and EXERCISES


@pytest.mark.parametrize("lab", LABS)
def test_hidden_checks_end_with_their_one_show(lab):
    """`show` lets `draw` start anew; a check without it would shift the next one's."""
    hidden = [c for c in LABS[lab].cells if c.id.startswith("hidden-")]
    assert hidden
    for cell in hidden:
        calls = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Call)]
        names = [getattr(call.func, "id", "") for call in calls]
        last = ast.parse(cell.source).body[-1]
        assert names.count("show") == 1 and ast.unparse(last).startswith("show(")


def prose(lab):
    cells = LABS[lab].cells
    return "\n\n".join(c.source for c in cells if c.cell_type == "markdown")


@by_lab
def test_a_lab_is_plain_commonmark(lab):
    found = MYST.search(prose(lab))
    assert not found, f"{found.group()!r} is shown raw in Colab"


@by_lab
def test_a_lab_links_to_itself_in_colab(lab):
    url, branch = setup_cell.repository(ROOT)
    link = f"{setup_cell.slug(url)}/blob/{branch}/labs/{lab}.ipynb)"
    assert prose(lab).count(f"colab.research.google.com/github/{link}") == 1


@by_lab
def test_a_lab_has_four_to_six_exercises_and_ten_to_twenty_points(lab):
    found = exercises(LABS[lab], lab).values()
    assert 4 <= len(found) <= 6
    assert all(exercise.hidden and exercise.points for exercise in found)
    assert 10 <= sum(exercise.points for exercise in found) <= 20


@by_lab
def test_every_check_of_an_untouched_lab_fails(lab):
    passed = [
        t.name for t, _, error in untouched(lab) if t.role == "check" and not error
    ]
    assert not passed


@by_lab
def test_every_other_cell_of_an_untouched_lab_runs(lab):
    for tag, cell, error in untouched(lab):
        needs_answers = tag.role == "check" or "uses-answers" in tag.plain
        stubbed = tag.role == "answer" and isinstance(error, NotImplementedError)
        assert needs_answers or stubbed or not error, f"{error!r} in\n{cell.source}"


@by_exercise
def test_the_visible_check_fails_on_the_stub(lab, name):
    assert probed(lab)[name].stub.check


@by_exercise
def test_the_visible_check_fails_on_right_shaped_zeros(lab, name):
    assert probed(lab)[name].zeros.check


@by_exercise
def test_the_hidden_check_prints_something_else_for_stub_and_zeros(lab, name):
    result = probed(lab)[name]
    assert result.right.hidden.strip()
    assert result.right.hidden not in (result.stub.hidden, result.zeros.hidden)


@by_exercise
def test_the_hidden_check_prints_what_is_stored(lab, name):
    cell = LABS[lab].cells[exercises(LABS[lab], lab)[name].hidden]
    stored = "".join(o.text for o in cell.outputs if o.output_type == "stream")
    assert probed(lab)[name].right.hidden == stored


@by_lab
def test_no_line_of_a_solution_is_in_the_lab(lab):
    inside, outside = split_solution(lab)
    cells = student_version(LABS[lab], lab).cells
    given = {line.strip() for cell in cells for line in cell.source.splitlines()}
    assert not (inside - outside) & given


@by_lab
def test_no_hidden_check_is_in_the_lab(lab):
    student = student_version(LABS[lab], lab)
    sources = {cell.source for cell in student.cells}
    found = exercises(LABS[lab], lab)
    hidden = [e.hidden for e in found.values() if e.hidden is not None]
    assert hidden and sources.isdisjoint(LABS[lab].cells[i].source for i in hidden)
    assert "hidden:" not in str(student) and "points:" not in str(student)


def split_solution(lab):
    """Return the lines between the markers, and those that students may see."""
    inside, outside = set(), set()
    for cell in LABS[lab].cells:
        within = False
        for line in map(str.strip, cell.source.splitlines()):
            within = line == BEGIN or (within and line != END)
            if line.startswith(STUB):
                outside.add(line.removeprefix(STUB).strip())
            elif within and line != BEGIN:
                inside.add(line)
            else:
                outside.add(line)
    return inside, outside | {""}
