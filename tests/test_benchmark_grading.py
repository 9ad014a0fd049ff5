"""What `benchmarks/grading.py --peers` gives to other programs is the same lab."""

import importlib.util
import re
import runpy
from pathlib import Path

import nbformat
import pytest

from unrolled.course.labs import stub
from unrolled.course.tags import parse

ROOT = Path(__file__).resolve().parents[1]
LAB = "lab1_recurrent_cell"
CELLS = [
    (parse(cell), cell)
    for cell in nbformat.read(ROOT / f"solutions/{LAB}.ipynb", 4).cells
    if cell.cell_type == "code"
]
HIDDEN = {tags.name: cell for tags, cell in CELLS if tags.role == "hidden"}
MUTANTS = runpy.run_path(str(ROOT / f"tests/mutants/{LAB}.py"))["MUTANTS"]


@pytest.fixture(scope="module")
def peers():
    path = ROOT / "benchmarks/grading_peers.py"
    spec = importlib.util.spec_from_file_location("peers", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(peers, exercise, answer):
    """Run the reference's answers, but for one, and the assertions of that exercise."""
    names = {}
    exec("import torch\nfrom torch import nn", names)
    for tags, cell in CELLS:
        if tags.role == "answer":
            exec(cell.source, names)
    exec(answer, names)
    exec(peers.tests(HIDDEN[exercise]), names)


@pytest.mark.parametrize("exercise", HIDDEN)
def test_assertions_hold_for_the_reference(peers, exercise):
    run(peers, exercise, "")


@pytest.mark.parametrize("exercise", HIDDEN)
def test_assertions_refuse_a_stub_and_a_wrong_answer(peers, exercise):
    answers = {tags.name: cell.source for tags, cell in CELLS if tags.role == "answer"}
    with pytest.raises((NotImplementedError, AssertionError)):
        run(peers, exercise, stub(answers[exercise], exercise))
    wrong = MUTANTS[exercise][0][1]
    with pytest.raises(AssertionError):
        run(peers, exercise, wrong)


def test_what_show_printed_is_read_back(peers):
    assert peers.expected_value("(2, 3) 0.5000 -1.2500 0.0000") == (
        (2, 3),
        (0.5, -1.25, 0.0),
    )
    assert peers.expected_value("() 1.0000 2.0000 3.0000") == ((), (1.0, 2.0, 3.0))
    assert peers.expected_value("torch.int64") == "torch.int64"


def test_both_formats_hold_every_exercise_with_its_points(peers):
    points = {tags.name: tags.points for tags, _ in CELLS if tags.points}
    nbgrader = [peers.Nbgrader.cell(cell).metadata for _, cell in CELLS]
    graded = [m.nbgrader for m in nbgrader if m.get("nbgrader", {}).get("grade")]
    assert {m.grade_id: m.points for m in graded} == {
        f"hidden-{name}": number for name, number in points.items()
    }
    otter = "\n".join(new.source for _, c in CELLS for new in peers.Otter.cells(c))
    names = re.findall(r"# BEGIN QUESTION\nname: (\w+)", otter)
    numbers = map(int, re.findall(r"^points: (\d+)$", otter, re.M))
    assert dict(zip(names, numbers, strict=True)) == points


def test_marks_that_are_not_the_expected_ones_are_refused(peers, monkeypatch):
    def check(**marks):
        monkeypatch.setattr(peers.Peer, "marks", lambda _: marks, raising=False)
        peers.Peer(Path(), Path()).check_marks(["ada"], "untouched")

    check(ada=(18.0, 18.0), untouched=(0.0, 18.0))
    for wrong in ((17.0, 18.0), (0.0, 0.0)):
        with pytest.raises(AssertionError, match="marks are missing"):
            check(ada=wrong, untouched=(0.0, 18.0))
    with pytest.raises(AssertionError, match=r"an untouched lab has 3\.0 of 18\.0"):
        check(ada=(18.0, 18.0), untouched=(3.0, 18.0))
    with pytest.raises(AssertionError, match="submissions are missing"):
        check(untouched=(0.0, 18.0))
