"""Notebooks as students send them, and a trusted machine in place of the sandbox."""

import json
import traceback
from pathlib import Path

import pytest

from unrolled.checks import draw
from unrolled.grading.grade import Request, grade
from unrolled.grading.lab import load_lab
from unrolled.grading.machine import Machine
from unrolled.grading.trials import prepared, run, seeds_kept, statistics
from unrolled.grading.work import Verdict

ROOT = Path(__file__).parents[2]
NAME = "lab1_recurrent_cell"


@pytest.fixture(scope="session")
def lab():
    return load_lab(ROOT / "solutions" / f"{NAME}.ipynb")


@pytest.fixture(scope="session")
def answered():
    """Return a function that puts answers into the lab; others stay stubs."""
    lab = json.loads((ROOT / "labs" / f"{NAME}.ipynb").read_text())

    def fill(answers):
        cells = []
        for cell in lab["cells"]:
            tags = cell["metadata"].get("tags", [])
            names = [tag.removeprefix("answer:") for tag in tags]
            source = next((answers[n] for n in names if n in answers), cell["source"])
            cells.append(cell | {"source": source})
        return lab | {"cells": cells}

    return fill


@pytest.fixture
def handed_out(answered):
    """The lab as students get it, as plain data."""
    return answered({})


@pytest.fixture
def perfect(lab, answered):
    return answered({name: e.answer for name, e in lab.exercises.items()})


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes notebooks (or bytes, or text) to a folder."""

    def write(files):
        root = tmp_path / "submissions"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, dict):
                content = json.dumps(content)
            data = content if isinstance(content, bytes) else content.encode()
            path.write_bytes(data)
        return root

    return write


def expected(stages):
    return [_printed(stage, prepared(stage.cells), answer) for stage, answer in stages]


@seeds_kept()
def _printed(stage, names, answer):
    names = dict(names)
    run(answer, names, "<answer>")
    draw.restart(seed=stage.seed)
    return run(stage.hidden, names)


def judge(works):
    """Run answers that the tests wrote themselves, in this process."""
    ready = {}
    for work in works:
        stage = work.stage
        names = ready.setdefault(stage.exercise, prepared(stage.cells))
        status, error, line = "wrong", "", None
        try:
            if _printed(stage, names, work.answer) == work.expected:
                status = "passed"
        except Exception as raised:
            status, error = "error", type(raised).__name__
            frames = traceback.extract_tb(raised.__traceback__)
            lines = [f.lineno for f in frames if f.filename == "<answer>"]
            line = lines[-1] if lines else None
        yield Verdict(work.submission, stage.exercise, status, error, line)


MACHINE = Machine("trusted: a test", expected, statistics, judge)


@pytest.fixture
def graded(lab, tmp_path):
    """Return a function that grades a folder, by default on the trusted machine."""

    def call(submissions, out="report", machine=MACHINE, **options):
        request = Request(submissions, lab, tmp_path / out, **{"seed": 1} | options)
        return grade(request, machine)

    call.machine = MACHINE
    return call


@pytest.fixture
def machine(graded):
    return graded.machine


@pytest.fixture
def half(lab, answered):
    """Three exercises right, one wrong, one that raises, one left as it was."""
    answers = {n: lab.exercises[n].answer for n in ("one_hot", "elman_step", "echo")}
    answers["sequence_loss"] = lab.exercises["sequence_loss"].answer.replace(
        ".mean()", ".sum()"
    )
    answers["unroll"] = "# exercise: unroll\ndef unroll(*inputs):\n    return 1 / 0\n"
    return answered(answers)
