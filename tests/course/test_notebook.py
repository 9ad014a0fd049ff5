import json

import pytest

from unrolled.course import CourseError, notebook


def test_the_root_is_found_from_a_folder_below(project):
    (project / "book" / "deep").mkdir()
    assert notebook.project_root(project / "book" / "deep") == project


def test_outside_a_project_there_is_no_root(tmp_path):
    with pytest.raises(CourseError, match=r"_config\.yml"):
        notebook.project_root(tmp_path)


@pytest.mark.parametrize(
    "content, message",
    [
        ("no json", "no JSON"),
        ("[1, 2]", "without a list of cells"),
        ('{"cells": 3, "nbformat": 4}', "without a list of cells"),
        ('{"cells": [], "nbformat": 3, "metadata": {}}', "nbformat 3"),
        ('{"cells": [{"cell_type": "x"}], "nbformat": 4, "metadata": {}}', "got"),
        ('{"cells": [7], "nbformat": 4, "metadata": {}}', "got"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    with pytest.raises(CourseError, match=message) as error:
        notebook.read(path)
    assert "\n" not in str(error.value) and str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CourseError, match=r"found no file .*none\.ipynb"):
        notebook.read(tmp_path / "none.ipynb")


def test_old_minor_versions_and_byte_order_marks_are_read(tmp_path):
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["# a\n", "b"]}
    data = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 2}
    path = tmp_path / "old.ipynb"
    path.write_text("\ufeff" + json.dumps(data), encoding="utf-8")
    assert notebook.read(path).cells[0].source == "# a\nb"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "x.ipynb"
    path.write_text("old")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(notebook.os, "replace", refuse)
    with pytest.raises(CourseError, match="Permission denied"):
        notebook.write_text(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["x.ipynb"]
    assert path.read_text() == "old"


def test_of_several_files_none_is_written_unless_all_can_be(tmp_path):
    first, second = tmp_path / "a", tmp_path / "no" / "such" / "b"
    first.write_text("old")
    with pytest.raises(CourseError, match=r"cannot write .*such"):
        notebook.write_texts({first: "new", second: "new"})
    assert first.read_text() == "old"
    assert not list(tmp_path.rglob("*.tmp"))


def test_checkpoints_are_not_listed(project, make):
    (project / "book" / ".ipynb_checkpoints").mkdir()
    make.save(project / "book" / ".ipynb_checkpoints" / "a.ipynb")
    kept = make.save(project / "book" / "b.ipynb")
    assert notebook.notebooks(project) == [kept]
