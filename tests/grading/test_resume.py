"""Runs that are repeated, stopped and resumed."""

import json
from dataclasses import replace

import pytest

from unrolled.grading import GradingError, StoppedError


def without_dates(folder):
    files = {p.relative_to(folder): p for p in folder.rglob("*") if p.is_file()}
    date = json.loads((folder / "results.json").read_text())["date"]
    return {
        str(name): path.read_text().replace(date, "").replace(date[:10], "")
        for name, path in files.items()
    }


def test_the_same_seed_gives_the_same_bytes(
    graded, folder, perfect, half, machine, tmp_path
):
    root = folder({"ada.ipynb": perfect, "bo.ipynb": half, "cy.ipynb": b""})
    options = {"gradescope": True, "classroom": True}
    graded(root, "one", **options)

    def backwards(works):
        yield from reversed(list(machine.judge(works)))

    graded(root, "two", machine=replace(machine, judge=backwards), **options)
    assert without_dates(tmp_path / "one") == without_dates(tmp_path / "two")


def stopping(machine, after):
    """A machine at which somebody presses Ctrl-C."""

    def judge(works):
        for number, verdict in enumerate(machine.judge(works)):
            if number == after:
                raise KeyboardInterrupt
            yield verdict

    return replace(machine, judge=judge)


def counting(machine, seen):
    def judge(works):
        works = list(works)
        seen.extend((w.submission, w.stage.exercise) for w in works)
        yield from machine.judge(works)

    return replace(machine, judge=judge)


def test_ctrl_c_keeps_what_is_done_and_resume_goes_on(
    graded, folder, perfect, half, machine, tmp_path
):
    root = folder({"ada.ipynb": perfect, "bo.ipynb": half, "cy.ipynb": perfect})
    graded(root, "whole")
    with pytest.raises(StoppedError, match="--resume"):
        graded(root, "stopped", machine=stopping(machine, 13))
    assert not (tmp_path / "stopped" / "results.json").exists()
    seen = []
    resumed = counting(machine, seen)
    graded(root, "stopped", machine=resumed, seed=None, resume=True)
    assert {submission for submission, _ in seen} == {"cy"}
    assert without_dates(tmp_path / "stopped") == without_dates(tmp_path / "whole")


def test_a_journal_that_was_cut_is_no_obstacle(graded, folder, perfect, tmp_path):
    root = folder({"ada.ipynb": perfect, "bo.ipynb": perfect})
    graded(root)
    journal = tmp_path / "report" / "journal.jsonl"
    text = journal.read_text()
    journal.write_text(text[:-40])
    graded(root, resume=True)
    assert journal.read_text() == text


def test_resume_grades_what_changed_or_came_later(
    graded, folder, perfect, half, machine
):
    root = folder({"ada.ipynb": perfect, "bo.ipynb": perfect})
    graded(root)
    folder({"bo.ipynb": half, "cy.ipynb": perfect})
    seen = []
    results = graded(root, machine=counting(machine, seen), resume=True)
    assert {submission for submission, _ in seen} == {"bo", "cy"}
    assert [s["points"] for s in results["submissions"]] == [18, 8, 18]


def test_who_is_gone_leaves_no_page(graded, folder, perfect, tmp_path):
    root = folder({"ada.ipynb": perfect, "bo.ipynb": perfect})
    graded(root, gradescope=True)
    (root / "bo.ipynb").unlink()
    graded(root, gradescope=True, resume=True)
    pages = {p.name for p in (tmp_path / "report").glob("*/*")}
    assert pages == {"ada.html", "ada.json"}


def test_a_folder_that_is_in_use_is_left_alone(graded, folder, perfect, tmp_path):
    root = folder({"ada.ipynb": perfect})
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "thesis.txt").write_text("mine")
    for resume in (False, True):
        with pytest.raises(GradingError, match="new or empty folder"):
            graded(root, resume=resume)
    assert [p.name for p in (tmp_path / "report").iterdir()] == ["thesis.txt"]


def test_another_seed_cannot_resume(graded, folder, perfect):
    root = folder({"ada.ipynb": perfect})
    graded(root)
    with pytest.raises(GradingError, match="the same seed"):
        graded(root, seed=2, resume=True)
