"""Whole runs, on a trusted machine; test_command.py has one in the sandbox."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from unrolled.grading import GradingError
from unrolled.grading.gradebook import Gradebook


def by_id(results):
    return {s["id"]: s for s in results["submissions"]}


def statuses(submission):
    return {name: e["status"] for name, e in submission["exercises"].items()}


def test_a_class_of_all_kinds(graded, folder, perfect, handed_out, half):
    files = {"ada.ipynb": perfect, "bo.ipynb": handed_out, "cy.ipynb": half}
    files |= {"di.ipynb": b"", "eve.ipynb": "no notebook", "fay/essay.pdf": "x"}
    found = by_id(graded(folder(files)))
    assert [found[n]["points"] for n in ("ada", "bo", "cy")] == [18, 0, 8]
    assert statuses(found["ada"]) == dict.fromkeys(statuses(found["bo"]), "passed")
    assert set(statuses(found["bo"]).values()) == {"missing"}
    assert statuses(found["cy"]) == {
        "one_hot": "passed",
        "elman_step": "passed",
        "unroll": "error",
        "sequence_loss": "wrong",
        "planted_bug": "missing",
        "echo": "passed",
    }
    unreadable = ("di", "eve", "fay")
    assert [found[n]["status"] for n in unreadable] == ["unreadable"] * 3
    assert [found[n]["exercises"] for n in unreadable] == [{}] * 3


def test_feedback_says_what_happened_and_hints(graded, lab, folder, half):
    (cy,) = graded(folder({"cy.ipynb": half}))["submissions"]
    unroll, loss = cy["exercises"]["unroll"], cy["exercises"]["sequence_loss"]
    assert (unroll["error"], unroll["line"]) == ("ZeroDivisionError", 3)
    assert "ZeroDivisionError in line 3" in unroll["hint"]
    for name, exercise in (("unroll", unroll), ("sequence_loss", loss)):
        assert lab.exercises[name].hint in exercise["hint"]
    assert cy["exercises"]["echo"]["hint"] == ""
    assert "no answer" in cy["exercises"]["planted_bug"]["hint"]


def test_an_error_outside_of_the_answer_is_told_as_such(graded, folder, answered):
    source = (
        "# exercise: elman_step\ndef elman_step(*inputs):\n    return torch.ones(2)"
    )
    root = folder({"ada.ipynb": answered({"elman_step": source})})
    (ada,) = graded(root)["submissions"]
    exercise = ada["exercises"]["elman_step"]
    assert (exercise["error"], exercise["line"]) == ("RuntimeError", None)
    assert "do gradients flow back" in exercise["hint"]


def test_a_forbidden_name_is_not_even_run(graded, folder, answered):
    source = "# exercise: planted_bug\nCell = nn.RNNCell\n"
    root = folder({"ada.ipynb": answered({"planted_bug": source})})
    (ada,) = graded(root)["submissions"]
    exercise = ada["exercises"]["planted_bug"]
    assert (exercise["status"], exercise["line"]) == ("forbidden", 2)
    assert "torch.nn.RNNCell in line 2" in exercise["hint"]
    assert "planted_bug: uses torch.nn.RNNCell" in ada["flags"]


def test_bad_input_writes_nothing(graded, folder, tmp_path):
    with pytest.raises(GradingError, match="expected notebooks"):
        graded(folder({"readme.txt": ""}))
    with pytest.raises(GradingError, match="cannot read"):
        graded(folder({"a.ipynb": "{}"}), roster=tmp_path / "none.csv")
    assert not (tmp_path / "report").exists()


def test_a_submission_whose_grading_broke_off_has_no_mark(
    graded, folder, perfect, machine
):
    def judge(works):
        yield from (v for v in machine.judge(works) if v.exercise != "echo")

    root = folder({"ada.ipynb": perfect})
    (ada,) = graded(root, machine=replace(machine, judge=judge))["submissions"]
    assert ada["status"] == "failed" and "grade it again" in ada["problem"]
    assert ada["exercises"] == {}


def test_results_hold_what_is_needed_to_repeat_the_run(graded, folder, perfect):
    results = graded(folder({"ada.ipynb": perfect}), seed=None)
    assert isinstance(results["seed"], int)
    assert results["lab"] == "lab1_recurrent_cell"
    assert results["sandbox"] == "trusted: a test"
    assert results["versions"].keys() >= {"python", "torch", "nbval", "unrolled"}


def test_a_gradebook_comes_back_filled(graded, folder, perfect, tmp_path):
    roster = tmp_path / "canvas.csv"
    roster.write_text("Student,ID,Lab 1 (7)\n    Points Possible,,18\nAda,1,\nBo,2,\n")
    root = folder({"ada_1_55_lab1.ipynb": perfect, "cy_3_56_lab1.ipynb": perfect})
    results = graded(root, roster=roster)
    assert (
        tmp_path / "report" / "canvas.csv"
    ).read_text() == roster.read_text().replace("Ada,1,", "Ada,1,18")
    assert results["roster"] == {
        "kind": "canvas",
        "filled": 1,
        "no_submission": ["Bo"],
        "no_row": ["3"],
        "notes": [],
    }
    Gradebook(tmp_path / "report" / "canvas.csv", "lab1", "Lab 1")


def test_the_other_formats_are_written_on_request(graded, folder, perfect, tmp_path):
    root = folder({"ada.ipynb": perfect})
    graded(root, "plain")
    graded(root, "more", gradescope=True, classroom=True)
    names = {p.name for p in (tmp_path / "more").iterdir()}
    assert names - {p.name for p in (tmp_path / "plain").iterdir()} == {
        "gradescope",
        "classroom",
    }
    result = json.loads((tmp_path / "more/gradescope/ada.json").read_text())
    assert result["score"] == 18


def test_the_grader_starts_without_torch(tmp_path):
    script = "import sys, unrolled.grading.command; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path)
