"""The command `unrolled grade` as teachers run it, in the sandbox."""

import base64
import json
import os
import re
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "unrolled", "grade"]
LAB = "lab1_recurrent_cell"
ANSWERS = runpy.run_path(str(ROOT / "tests/mutants" / f"{LAB}.py"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")

BROKEN = {
    "empty.ipynb": b"",
    "text.ipynb": b"I did it on paper.",
    "half.ipynb": b'{"cells": [',
    "latin.ipynb": '{"cells": [], "é": 1}'.encode("latin-1"),
    "other.ipynb": b'{"nbformat": 4, "cells": []}',
    "essay/essay.pdf": b"%PDF-1.7",
}
HOSTILE = {
    "exits": "import os; os._exit(0)",
    "loops": "import signal\nsignal.alarm(0)\nwhile True: pass",
    "reads": f"print(open('{ROOT}/solutions/{LAB}.ipynb').read())",
    "shouts": "print('x' * 10_000_000)",
    "<b>=1+1": "raise type('<script>', (Exception,), {})()",
}


def grade(*arguments):
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def notebooks(answered):
    """Return a function that answers the lab, as bytes."""
    return lambda answers: json.dumps(answered(answers)).encode()


@pytest.fixture(scope="module")
def run(notebooks, tmp_path_factory):
    """The class of the tests below, graded once."""
    root = tmp_path_factory.mktemp("class")
    right = {name: answers[-1][1] for name, answers in ANSWERS["VARIANTS"].items()}
    wrong = {name: answers[0][1] for name, answers in ANSWERS["MUTANTS"].items()}
    half = {n: (right if i % 2 else wrong)[n] for i, n in enumerate(right)}
    files = {"perfect.ipynb": right, "untouched.ipynb": {}, "half.ipynb": half}
    files = {name: notebooks(answers) for name, answers in files.items()}
    files |= {"wrong.ipynb": notebooks(wrong)}
    files |= {name.replace("half", "cut"): data for name, data in BROKEN.items()}
    for name, source in HOSTILE.items():
        answers = right | {"unroll": f"# exercise: unroll\n{source}\n"}
        files[f"{name}.ipynb"] = notebooks(answers)
    for name, data in files.items():
        path = root / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    out = root / "report"
    options = ["--seed", 7, "--timeout", 3, "--gradescope", "--classroom"]
    done = grade(root / "submissions", "--lab", LAB, "--out", out, *options)
    assert done.returncode == 0, done.stderr
    return done, out


@pytest.fixture(scope="module")
def students(run):
    results = json.loads((run[1] / "results.json").read_text())
    return {student["id"]: student for student in results["submissions"]}


def test_everyone_is_in_the_report(students):
    assert len(students) == 4 + len(BROKEN) + len(HOSTILE)


def test_perfect_untouched_half_and_wrong(students):
    assert students["perfect"]["points"] == 18
    assert students["untouched"]["points"] == students["wrong"]["points"] == 0
    half = students["half"]["exercises"].values()
    assert [e["status"] for e in half] == ["wrong", "passed"] * 3


def test_broken_files_are_told(students):
    for name in ("empty", "text", "cut", "essay"):
        assert students[name]["status"] == "unreadable"
    for name in ("latin", "other"):
        assert students[name]["points"] == 0
        assert "is it another notebook" in str(students[name]["flags"])


def test_hostile_answers_cost_their_exercise_only(students):
    names = {name.replace("<b>=", "b_") for name in HOSTILE}
    unroll = {name: students[name]["exercises"]["unroll"] for name in names}
    assert {name: e["status"] for name, e in unroll.items()} == {
        "exits": "died",
        "loops": "timeout",
        "reads": "error",
        "shouts": "error",
        "b_1+1": "error",
    }
    assert {students[name]["points"] for name in names} == {14}


def test_the_teacher_is_told_what_to_do_next(run):
    done, out = run
    assert "graded 11 of 15 submissions" in done.stdout
    assert "not graded: empty: the file is empty" in done.stdout
    assert "sandbox: " in done.stdout and f"open {out / 'index.html'}" in done.stdout


def test_no_expected_number_leaves_the_grader(run):
    shown = [p for p in run[1].rglob("*") if p.is_file()]
    text = "\n".join(path.read_text() for path in shown)
    encoded = [p.read_bytes() for p in (run[1] / "classroom").iterdir()]
    text += b"\n".join(map(base64.b64decode, encoded)).decode()
    # Four decimals are how hidden checks show numbers.
    assert not re.search(r"\d\.\d{4}\b", text)
    assert "torch.Size" not in text and "(4, 5)" not in text


def test_all_wrong_answers_lose_and_all_right_ones_win(notebooks, tmp_path):
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    for kind in ("MUTANTS", "VARIANTS"):
        for number in range(max(map(len, ANSWERS[kind].values()))):
            answers = {n: a[number % len(a)][1] for n, a in ANSWERS[kind].items()}
            (submissions / f"{kind}{number}.ipynb").write_bytes(notebooks(answers))
    done = grade(submissions, "--lab", LAB, "--out", tmp_path / "report")
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "report" / "results.json").read_text())
    for student in results["submissions"]:
        points = 18 if student["id"].startswith("VARIANTS") else 0
        assert student["points"] == points, student


def test_ctrl_c_leaves_no_process_and_resume_goes_on(notebooks, tmp_path):
    right = {name: answers[0][1] for name, answers in ANSWERS["VARIANTS"].items()}
    slow = right | {"echo": "import time\ntime.sleep(60)"}
    (tmp_path / "class").mkdir()
    for number in range(6):
        data = notebooks(slow if number > 3 else right)
        (tmp_path / "class" / f"s{number}.ipynb").write_bytes(data)
    out = tmp_path / "report"
    options = [tmp_path / "class", "--lab", LAB, "--out", out]
    options += ["--jobs", 1, "--timeout", 3]
    command = [*COMMAND, *map(str, options), "--seed", "3"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, **pipes)
    journal = out / "journal.jsonl"
    wait_for(lambda: journal.exists() and journal.read_text().count('"id"') >= 4)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.startswith("unrolled: stopped; ") and err.count("\n") == 1
    wait_for(lambda: not is_alive(process.pid), seconds=5)
    assert grade(*options, "--resume").returncode == 0
    results = json.loads((out / "results.json").read_text())
    assert results["seed"] == 3
    assert [s["points"] for s in results["submissions"]] == [18] * 4 + [16] * 2


def is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["none", "--lab", LAB], "expected a folder, a zip archive or a notebook"),
        (["labs", "--lab", "lab99"], "found no file"),
        (["labs", "--lab", LAB, "--roster", "none.csv"], "cannot read none.csv"),
        (["labs", "--lab", LAB, "--roster", "README.md"], "expected a gradebook"),
    ],
)
def test_bad_input_is_one_line(arguments, message, tmp_path):
    done = grade(*arguments, "--out", tmp_path / "report")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("unrolled: ") and done.stderr.count("\n") == 1
    assert message in done.stderr and not (tmp_path / "report").exists()
