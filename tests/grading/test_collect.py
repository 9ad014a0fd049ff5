import os
import stat
import zipfile

import pytest

from unrolled.grading import GradingError
from unrolled.grading.collect import collect
from unrolled.grading.names import safe


def names(path):
    return {f.id: f.file for f in collect(path, "lab1")}


def archive(path, members):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def test_a_notebook_without_folder_is_named_after_its_student(folder):
    found = names(folder({"ada.ipynb": "{}", "bo.IPYNB": "{}", "readme.txt": ""}))
    assert found == {"ada": "ada.ipynb", "bo": "bo.IPYNB"}


def test_a_folder_holds_the_files_of_one_student(folder):
    root = folder(
        {
            "ada/lab1.ipynb": "{}",
            "ada/.ipynb_checkpoints/lab1.ipynb": "{}",
            "bo/deeper/lab1.ipynb": "{}",
        }
    )
    assert names(root) == {"ada": "ada/lab1.ipynb", "bo": "bo/deeper/lab1.ipynb"}


CANVAS = {
    "lovelaceada_12345_77_lab1.ipynb": "1",
    "lovelaceada_12345_90_lab1-2.ipynb": "2",
    "lovelaceada_12345_81_lab1-9.ipynb": "3",
    "bo_LATE_678_91_x_999_1_.ipynb": "4",
    "cy_31_92_report.pdf": "5",
}
MOODLE = {
    "Ada Lovelace_1234567_assignsubmission_file_/lab1.ipynb": "1",
    "Ada Lovelace_1234567_assignsubmission_onlinetext_/onlinetext.html": "Hello",
    "Bo_2_assignsubmission_file__77_assignsubmission_file_/lab1.ipynb": "2",
    "Cy_3_assignsubmission_file_lab1.ipynb": "3",
    "Di_4_assignsubmission_file_/essay.pdf": "4",
}


def test_an_export_of_canvas(tmp_path):
    found = {f.id: f for f in collect(archive(tmp_path / "x.zip", CANVAS), "lab1")}
    assert set(found) == {"12345", "678", "31"}
    ada = found["12345"]
    assert (ada.name, ada.file) == ("lovelaceada", "lovelaceada_12345_90_lab1-2.ipynb")
    assert ada.flags == [f"3 notebooks handed in, {ada.file} counts"]
    assert found["678"].flags == ["late, says Canvas"]
    assert "no notebook" in found["31"].problem


def test_an_export_of_moodle(tmp_path):
    found = {f.id: f for f in collect(archive(tmp_path / "x.zip", MOODLE), "lab1")}
    assert set(found) == {"1234567", "77", "3", "4"}
    assert found["1234567"].name == "Ada Lovelace"
    assert "no notebook" in found["4"].problem


def test_an_unpacked_export_is_the_same(folder, tmp_path):
    for members in (CANVAS, MOODLE):
        packed = names(archive(tmp_path / "x.zip", members))
        assert names(folder(members)).items() >= packed.items()


def test_dates_in_names_are_no_export(folder):
    root = folder({"ada_2026_11_03.ipynb": "{}", "bo_2026_11_03.ipynb": "{}"})
    assert set(names(root)) == {"ada_2026_11_03", "bo_2026_11_03"}


def test_a_folder_around_everything_does_not_matter(tmp_path):
    inner = {"ada.ipynb": "{}", "bo/lab1.ipynb": "{}"}
    members = {f"lab 1/{name}": text for name, text in inner.items()}
    assert set(names(archive(tmp_path / "x.zip", members))) == {"ada", "bo"}


def test_the_newest_of_several_counts(folder):
    files = ("lab1.ipynb", "lab1-2.ipynb", "lab1-10.ipynb", "zz_other.ipynb")
    root = folder({f"ada/{name}": "{}" for name in files})
    (found,) = collect(root, "lab1")
    assert found.file == "ada/lab1-10.ipynb" and "4 notebooks" in found.flags[0]


def test_what_is_no_file_is_a_row_and_is_never_opened(folder):
    root = folder({"ada.ipynb": "{}", "secret.txt": "x", "gil/lab1.ipynb": "{}"})
    (root / "bo.ipynb").mkdir()
    (root / "bo.ipynb" / "lab1.ipynb").write_text("{}")
    (root / "cy.ipynb").symlink_to(root / "secret.txt")
    os.mkfifo(root / "di.ipynb")
    (root / "eve.ipynb").symlink_to(root / "nowhere")
    (root / "fay").symlink_to(root.parent)
    (root / "gil" / "lab2.ipynb").symlink_to(root / "ada.ipynb")
    found = {f.id: f for f in collect(root, "lab1")}
    problems = {name: f.problem for name, f in found.items()}
    link = "a symbolic link"
    assert problems == {
        "ada": "",
        "bo": "a folder, not a notebook",
        "cy": link,
        "di": "not a regular file",
        "eve": link,
        "fay": link,
        "gil": "",
    }
    assert found["gil"].flags == ["left out: lab2.ipynb is a symbolic link"]


def test_traps_in_archives_are_rows(tmp_path):
    path = archive(tmp_path / "x.zip", {"ada.ipynb": "{}", "../bo.ipynb": "{}"})
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("/etc/cy.ipynb", "{}")
        file.writestr("C:\\di.ipynb", "{}")
        link = zipfile.ZipInfo("eve.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("fay.ipynb/", "")
        file.writestr("gil.ipynb/lab1.ipynb", "{}")
    found = collect(path, "lab1")
    assert {f.id for f in found if not f.problem} == {"ada"}
    assert {f.id for f in found if "leads out" in f.problem} == {"bo", "etc", "C"}
    problems = {f.id: f.problem for f in found}
    assert problems["eve"] == "a symbolic link"
    assert problems["fay"] == problems["gil"] == "a folder, not a notebook"


def test_an_entry_that_is_too_large_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("unrolled.grading.entries.MAX_BYTES", 1000)
    (found,) = collect(archive(tmp_path / "x.zip", {"a.ipynb": "0" * 1001}), "lab1")
    assert "too large" in found.problem


def test_ids_are_harmless_file_names_and_unique(tmp_path):
    assert safe("../../x") == "x" and safe("") == safe("..") == "unnamed"
    assert safe("Zoë <b>@uni.edu") == "Zoë_b_@uni.edu"
    members = {"a b.ipynb": "{}", "a?b.ipynb": "{}", "a_b.ipynb": "{}"}
    found = collect(archive(tmp_path / "x.zip", members), "lab1")
    assert [f.id for f in found] == ["a_b~2", "a_b~3", "a_b"]


def test_control_characters_are_not_shown(tmp_path):
    path = archive(tmp_path / "x.zip", {"a\x1b[31m\u202eb.ipynb": "{}"})
    (found,) = collect(path, "lab1")
    assert found.file.isprintable() and found.id.isprintable()


@pytest.mark.parametrize("content", [None, "text", b"PK\x03\x04 broken"])
def test_bad_input_is_one_line(tmp_path, content):
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GradingError, match=r"expected a folder, a zip|cannot read"):
        collect(path, "lab1")


def test_nothing_to_grade_says_what_is_expected(folder):
    with pytest.raises(GradingError, match="expected notebooks"):
        collect(folder({"readme.txt": "x"}), "lab1")


def test_a_single_notebook_will_do(folder):
    path = folder({"ada.ipynb": "{}"}) / "ada.ipynb"
    assert names(path) == {"ada": "ada.ipynb"}
