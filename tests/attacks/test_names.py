"""Submissions whose names are the attack, or that are no files at all.

They lie in one folder, beside an honest student.
"""

import os
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")
MARKUP = "<script>document.title=1<⁄script><img src=x onerror=alert(1)>{{1303*1303}}"
# Each is an untouched lab of its own student.
NAMES = [
    "=1+1.ipynb",
    "@SUM(A1).ipynb",
    "+cmd|' ⁄C calc'!A0.ipynb",
    f"{MARKUP}.ipynb",
    "index.ipynb",
    "journal.jsonl.ipynb",
    "results.json.ipynb",
    "...ipynb",
    ".. ..ipynb",
    "a\nb.ipynb",
    "a\x1b[2Jb.ipynb",
    "\u202egnp.ipynb",
    "HONEST.ipynb",
    "hone\u0301st.ipynb",
    "-rf.ipynb",
    "CON.ipynb",
    "%2e%2e%2fx.ipynb",
    "x" * 200 + ".ipynb",
    "\U00020000" * 62 + ".ipynb",
    "y" + "9" * 240 + ".ipynb",
    "a;=1+1.ipynb",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, answered, right):
    root = tmp_path_factory.mktemp("folder") / "submissions"
    root.mkdir()
    untouched = answered({"unroll": "# exercise: unroll\nraise NotImplementedError"})
    for name in NAMES:
        (root / name).write_bytes(untouched)
    (root / "honest.ipynb").write_bytes(right)
    (root / "honest").mkdir()
    (root / "honest" / "old.ipynb").symlink_to("/etc/passwd")
    (root / "zero.ipynb").symlink_to("/dev/zero")
    (root / "loop.ipynb").symlink_to("loop.ipynb")
    (root / "loops").symlink_to("..")
    os.mkfifo(root / "pipe.ipynb")
    (root / "dir.ipynb").mkdir()
    (root / "dir.ipynb" / "x.ipynb").write_bytes(right)
    return root


def test_the_honest_get_their_points(graded, folder, lab):
    assert graded(folder)[0]["honest"]["points"] == lab.max_points


def test_names_gain_nothing_and_are_all_told(graded, folder, lab):
    students, _ = graded(folder)
    files = {student["file"] for student in students.values()}
    assert len(files) == len(students) == len(NAMES) + 6
    assert all(file.isprintable() for file in files)
    assert sum(student["points"] for student in students.values()) == lab.max_points


@pytest.mark.parametrize("identity", ["zero", "loop", "loops", "pipe", "dir"])
def test_what_is_no_file_is_a_row_without_a_mark(graded, folder, identity):
    student = graded(folder)[0][identity]
    assert student["status"] == "unreadable" and student["problem"]


def test_the_report_is_harmless_and_nothing_else_is_written(graded, folder, harmless):
    harmless(*graded(folder))
