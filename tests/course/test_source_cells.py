import pytest

import unrolled
from unrolled.course import CourseError
from unrolled.course.source_cells import check_source, definition, fill

MODULE = '''\
"""A module that must not be imported."""
raise RuntimeError


def plus(x: int, by: int = 1) -> int:
    """Add."""
    # as on paper
    return x + by


class Cell:
    """A cell.

    Longer.
    """

    size = 2

    @property
    def twice(self):
        """Double."""

        return 2 * self.size
'''


@pytest.fixture(autouse=True)
def package(tmp_path, monkeypatch):
    """A package `unrolled` with one module, found but never imported."""
    folder = tmp_path / "unrolled" / "models"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError")
    (folder / "tiny.py").write_text(MODULE)
    spec = unrolled.__spec__
    monkeypatch.setattr(spec, "origin", str(tmp_path / "unrolled" / "__init__.py"))


def cell(make, name, source=""):
    return make.notebook(make.code(source, f"source:unrolled.models.tiny.{name}"))


def test_a_definition_is_read_without_importing_its_module():
    assert definition("unrolled.models.tiny.plus").startswith("def plus(x: int")


def test_methods_are_dedented_and_keep_their_decorators():
    text = definition("unrolled.models.tiny.Cell.twice")
    assert text.startswith("@property\ndef twice(self):\n    ")


def test_stale_cells_are_filled_without_docstrings_but_with_comments(make):
    notebook = cell(make, "plus", "def plus(x): ...")
    fill(notebook)
    assert notebook.cells[0].source == (
        "def plus(x: int, by: int = 1) -> int:\n    # as on paper\n    return x + by"
    )
    assert check_source(notebook) == []


def test_docstrings_of_classes_and_methods_go_together(make):
    notebook = cell(make, "Cell")
    fill(notebook)
    assert notebook.cells[0].source == (
        "class Cell:\n    size = 2\n\n    @property\n    def twice(self):\n"
        "        return 2 * self.size"
    )


def test_the_full_text_with_docstrings_is_left_alone(make):
    full = definition("unrolled.models.tiny.Cell")
    notebook = cell(make, "Cell", full)
    fill(notebook)
    assert notebook.cells[0].source == full


def test_line_breaks_may_differ(make):
    wrapped = "def plus(\n    x: int, by: int = 1\n) -> int:\n    # as on paper\n"
    wrapped += "    return x + by"
    notebook = cell(make, "plus", wrapped)
    fill(notebook)
    assert notebook.cells[0].source == wrapped and check_source(notebook) == []


@pytest.mark.parametrize(
    "changed",
    [
        "def plus(x: int, by: int = 2) -> int:\n    return x + by",
        "def plus(x, by=1):\n    return x + by",
        "def plus(x: int, by: int = 1) -> int:\n    # as on paper\n    return x - by",
        "def plus(x: int, by: int = 1) -> int:\n    # other\n    return x + by",
        "def plus(",
    ],
)
def test_any_other_difference_is_reported(make, changed):
    (line,) = check_source(cell(make, "plus", changed), "book/a.ipynb")
    assert "book/a.ipynb, cell 1" in line and "unrolled.models.tiny.plus" in line


@pytest.mark.parametrize(
    "name, message",
    [
        ("unrolled.models.tiny.minus", "expected minus in tiny.py"),
        ("unrolled.modules.tiny.plus", "expected a module"),
        ("unrolled.models", "expected a module"),
    ],
)
def test_unknown_names_are_one_clear_line(make, name, message):
    with pytest.raises(CourseError, match=message):
        fill(make.notebook(make.code("", f"source:{name}")))
