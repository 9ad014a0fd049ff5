"""Grade hostile files for real, once, and see what came of it."""

import json
import re
import sys
from pathlib import Path

import pytest

from unrolled.grading.grade import Request, grade
from unrolled.grading.lab import load_lab
from unrolled.grading.machine import sandboxed

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def lab():
    return load_lab(ROOT / "solutions" / "lab1_recurrent_cell.ipynb")


@pytest.fixture(scope="session")
def answered():
    """Return a function that makes a notebook of answers, as bytes."""

    def make(answers):
        cells = [
            {"cell_type": "code", "source": s, "metadata": {"tags": [f"answer:{n}"]}}
            for n, s in answers.items()
        ]
        return json.dumps({"nbformat": 4, "cells": cells}).encode()

    return make


@pytest.fixture(scope="session")
def right(lab, answered):
    """A notebook that earns all points."""
    return answered({name: e.answer for name, e in lab.exercises.items()})


@pytest.fixture(scope="session")
def graded(lab, tmp_path_factory):
    """Return a function that gives students by id, and the folder of the report."""
    if sys.platform != "linux":
        pytest.skip("the jail is Linux's")
    done = {}

    def call(submissions):
        if submissions not in done:
            out = tmp_path_factory.mktemp("run") / "deep" / "report"
            request = Request(submissions, lab, out, 1, timeout=5, gradescope=True)
            machine = sandboxed(jobs=2)
            try:
                results = grade(request, machine)
            finally:
                machine.close()
            done[submissions] = {s["id"]: s for s in results["submissions"]}, out
        return done[submissions]

    return call


@pytest.fixture(scope="session")
def harmless():
    """Return a function that finds nothing bad in a report, or fails."""

    def check(students, out):
        assert [p.name for p in out.parents[1].iterdir()] == ["deep"]
        assert [p.name for p in out.parent.iterdir()] == ["report"]
        names = "feedback grades.csv gradescope index.html journal.jsonl results.json"
        assert {p.name for p in out.iterdir()} == set(names.split())
        assert {p.stem for p in (out / "feedback").iterdir()} == set(students)
        for page in out.rglob("*.html"):
            text = page.read_text()
            assert "<script" not in text and "<img" not in text
            assert str(1303 * 1303) not in text
        table = (out / "grades.csv").read_text()
        assert table.replace("\n", "").isprintable()
        for cell in re.split("[,;\t\n]", table.replace('"', "")):
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))
        assert not Path("/tmp/owned").exists()

    return check
