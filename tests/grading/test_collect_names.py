"""Names and numbers of files that are to harm others, or to stop the grader."""

import os
import zipfile

import pytest

from unrolled.grading import GradingError
from unrolled.grading.collect import collect

NINES = "9" * 5_000  # `int` refuses so many digits
DEEP = "_assignsubmission_file_"


@pytest.fixture
def archive(tmp_path):
    """Return a function that makes an archive of empty files."""

    def make(names):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as file:
            for name in names:
                file.writestr(name, "")
        return path

    return make


def by_id(path):
    return {found.id: found for found in collect(path, "lab1")}


def test_the_end_of_a_name_from_canvas_tells_no_id(archive):
    names = [
        "ada_111_5001_lab1.ipynb",
        f"eve_222_5003_x_111{DEEP}.ipynb",
        "eve_222_5004_111_9999_lab1.ipynb",
        f"eve_222_5005_x_111{DEEP}\\lab1.ipynb",
        "fay_333_5006_lab\n1.ipynb",
    ]
    found = by_id(archive(names))
    students = {"111": "ada", "222": "eve", "333": "fay"}
    assert {identity: f.name for identity, f in found.items()} == students
    assert found["111"].file == names[0] and found["111"].flags == []
    assert found["222"].flags[0].startswith("3 notebooks")


def test_the_end_of_a_name_from_moodle_tells_no_id(archive):
    for number in ("111_5_", f"111{DEEP}"):
        found = by_id(archive([f"Eve_222{DEEP}x_{number}.ipynb"]))
        assert [(i, f.name) for i, f in found.items()] == [("222", "Eve")]


@pytest.mark.parametrize(
    "honest, forged",
    [
        ("ada_111_5001_lab1.ipynb", "eve_111_9999_x_222_5002_lab1.ipynb"),
        (f"Ada_111{DEEP}lab1.ipynb", f"Eve_111{DEEP}z_222{DEEP}lab1.ipynb"),
        (f"Ada_111{DEEP}/lab1.ipynb", f"Eve_222{DEEP}x_111{DEEP}/lab1.ipynb"),
    ],
)
def test_an_id_under_two_names_has_no_mark_and_is_flagged(archive, honest, forged):
    found = by_id(archive([honest, forged]))
    assert found.keys() == {"111"}
    assert "several names have this id" in found["111"].problem
    assert found["111"].flags == [f"one id under 2 names: {honest}, {forged}"]


def test_numbers_may_have_any_length(archive):
    names = [f"ada/lab-{n}.ipynb" for n in ("9", NINES, "010", "8" * 5_000)]
    found = by_id(archive([*names, "bo/lab1.ipynb"]))
    assert found["ada"].entry.parts[1] == f"lab-{NINES}.ipynb"
    found = by_id(archive([f"bo_1_{upload}_x.ipynb" for upload in ("7", NINES, "8")]))
    assert found["1"].entry.parts[0] == f"bo_1_{NINES}_x.ipynb"


def test_ids_are_short_in_bytes(archive):
    stem = "\U00020000" * 62
    found = by_id(archive([f"{stem}.ipynb", f"{stem}!.ipynb"]))
    assert len(found) == 2
    assert all(100 < len(identity.encode()) < 200 for identity in found)


@pytest.mark.parametrize("packed", [True, False])
def test_too_many_files_cost_only_who_sent_them(archive, folder, monkeypatch, packed):
    for module in ("entries", "collect"):
        monkeypatch.setattr(f"unrolled.grading.{module}.MAX_FILES", 10)
    names = [f"eve/{i % 3}/{i}" for i in range(60)] + ["eve/lab1.ipynb"]
    names += [f"{i}.ipynb" for i in range(20)]
    found = by_id(archive(names) if packed else folder(dict.fromkeys(names, "")))
    assert len(found) == 21
    assert {i for i, f in found.items() if f.problem} == {"eve"}
    assert "over 10 files" in found["eve"].problem


def test_of_many_odd_files_a_few_are_told(archive):
    names = [f"ada/{i}.ipynb/x" for i in range(100)]
    found = by_id(archive([*names, "ada/lab1.ipynb", "bo/lab1.ipynb"]))
    flags = found["ada"].flags
    assert len(flags) == 6 and flags[-1] == "left out: 95 more"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read it")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_what_may_not_be_read_is_a_row(folder, mode):
    root = folder({"ada.ipynb": "{}", "bo/lab1.ipynb": "{}", "bo/deep/a": ""})
    (root / "bo").chmod(mode)
    try:
        problems = {identity: f.problem for identity, f in by_id(root).items()}
    finally:
        (root / "bo").chmod(0o755)
    assert problems.keys() == {"ada", "bo"} and problems["bo"]


def test_an_archive_with_a_name_in_no_encoding_is_one_line(archive):
    path = archive(["ada.ipynb", "ev\u00e9.ipynb"])
    path.write_bytes(path.read_bytes().replace("\u00e9".encode(), b"\xff\xfe"))
    with pytest.raises(GradingError, match=r"cannot read .* or unpack it"):
        collect(path, "lab1")
