import base64
import csv
import io
import json

import pytest

from unrolled.grading import exports


def exercise(points, status="passed", hint=""):
    return {"points": points, "max_points": 3, "status": status, "hint": hint}


def submission(**changes):
    graded = {
        "id": "ada",
        "name": "Ada, Countess",
        "file": "ada.ipynb",
        "status": "graded",
        "problem": "",
        "points": 3,
        "max_points": 6,
        "flags": [],
        "exercises": {
            "step": exercise(3),
            "echo": exercise(0, "wrong", "Try it by hand."),
        },
    }
    return graded | changes


BROKEN = {"status": "unreadable", "problem": "it is empty", "points": 0}


def test_grades_csv_has_a_row_a_submission():
    broken = submission(id="bo", name="", file="", exercises={}, **BROKEN)
    broken["flags"] = ["late", "odd"]
    text = exports.grades_csv(
        {"exercises": {"step": 3, "echo": 3}, "submissions": [submission(), broken]}
    )
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        "id name file status points max_points step echo flags".split(),
        ["ada", "Ada, Countess", "ada.ipynb", "graded", "3", "6", "3", "0", ""],
        ["bo", "", "", "unreadable", "", "6", "", "", "it is empty; late; odd"],
    ]
    assert rows[2][8] == "it is empty; late; odd"


@pytest.mark.parametrize("key", ["id", "name", "file"])
def test_no_cell_of_grades_csv_is_a_formula(key):
    evil = submission(**{key: "=cmd|' /C calc'!A0"}, flags=["@SUM(1)"])
    text = exports.grades_csv({"exercises": {}, "submissions": [evil]})
    for cell in next(iter(list(csv.reader(io.StringIO(text)))[1:])):
        assert not cell.startswith(("=", "+", "-", "@"))


def test_gradescope_gets_a_test_an_exercise():
    result = json.loads(exports.gradescope(submission(), 6))
    assert result["score"] == 3 and result["stdout_visibility"] == "hidden"
    assert [t["status"] for t in result["tests"]] == ["passed", "failed"]
    assert result["tests"][1] == {
        "name": "echo",
        "score": 0,
        "max_score": 3,
        "status": "failed",
        "output": "Try it by hand.",
        "output_format": "text",
    }


def test_gradescope_is_told_why_there_is_no_mark():
    result = json.loads(exports.gradescope(submission(exercises={}, **BROKEN), 6))
    assert (result["score"], result["tests"]) == (0, [])
    assert result["output"] == "Not graded: it is empty."


def classroom(**changes):
    return json.loads(base64.b64decode(exports.classroom(submission(**changes), 6)))


def test_classroom_gets_a_test_an_exercise():
    result = classroom()
    assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 6)
    assert result["tests"][1] == {
        "name": "echo",
        "status": "fail",
        "score": 0,
        "max_score": 3,
        "message": "Try it by hand.",
    }
    assert sum(test["score"] for test in result["tests"]) == 3


def test_classroom_tells_full_marks_and_errors():
    assert classroom(points=6)["status"] == "pass"
    assert classroom(exercises={}, **BROKEN)["status"] == "error"
