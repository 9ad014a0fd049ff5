import ast

import nbformat
import pytest

from unrolled.course import CourseError
from unrolled.course.needs import defines, reads
from unrolled.course.setup_cell import CODE
from unrolled.grading import GradingError
from unrolled.grading.lab import load_lab, without_installation

ANSWER = "# exercise: f\n# BEGIN SOLUTION\nf = 1\n# END SOLUTION"
HIDDEN = "# hint: Think.\nshow(f)"


def save(path, *cells):
    notebook = nbformat.v4.new_notebook()
    for source, *tags in cells:
        cell = nbformat.v4.new_code_cell(source, metadata={"tags": tags})
        notebook.cells.append(cell)
    nbformat.write(notebook, path)
    return path


def exercise(name="f", answer=ANSWER, hidden=HIDDEN, points=2):
    tags = f"hidden:{name}", f"points:{points}", "nbval-check-output"
    yield answer.replace("exercise: f", f"exercise: {name}"), f"answer:{name}"
    yield f"assert {name}", f"check:{name}"
    if hidden:
        yield hidden, *tags


@pytest.fixture
def load(tmp_path):
    return lambda *cells: load_lab(save(tmp_path / "lab.ipynb", *cells))


def test_lab_1_is_read(lab):
    assert (lab.name, lab.title) == (
        "lab1_recurrent_cell",
        "Lab 1: The recurrent cell",
    )
    assert lab.max_points == 18
    assert list(lab.exercises) == [
        "one_hot",
        "elman_step",
        "unroll",
        "sequence_loss",
        "planted_bug",
        "echo",
    ]
    assert "torch.nn.RNNCell" in lab.exercises["planted_bug"].forbidden
    assert all(e.hint.endswith((".", "?")) for e in lab.exercises.values())


def test_the_stage_holds_what_comes_before_and_no_check(lab):
    cells = "\n".join(lab.exercises["unroll"].cells)
    assert "def elman_step" in cells and "def one_hot" in cells
    assert "def unroll" not in cells and "def echo" not in cells
    assert "show(" not in cells and "passed(" not in cells


def test_models_are_forbidden_everywhere(lab):
    assert all("unrolled.models" in e.forbidden for e in lab.exercises.values())


def test_hints_and_rules_may_go_on_in_the_next_line(load):
    hidden = "# hint: Think\n#   twice.\n# forbid: torch.a\n#   torch.b\nshow(f)"
    found = load(*exercise(hidden=hidden)).exercises["f"]
    assert found.hint == "Think twice."
    assert found.forbidden[:2] == ("torch.a", "torch.b")


@pytest.mark.parametrize(
    "hidden", ["show(f)", f"# hint: A.\n{HIDDEN}", "# hint:\nshow"]
)
def test_a_hidden_check_has_one_hint(load, hidden):
    with pytest.raises(GradingError, match="hidden:f: expected one line '# hint"):
        load(*exercise(hidden=hidden))


def test_a_notebook_without_hidden_checks_is_no_lab(load):
    with pytest.raises(GradingError, match="expected hidden checks"):
        load(*exercise(hidden=None))


def test_a_missing_lab_is_told(tmp_path):
    with pytest.raises(CourseError, match="found no file"):
        load_lab(tmp_path / "lab99.ipynb")


def test_what_needs_answers_is_left_out_unless_a_check_reads_it(load):
    lab = load(
        ("a = 1",),
        *exercise("e"),
        ("b = e + 1", "uses-answers"),
        ("c = e + 2", "uses-answers"),
        *exercise("f", hidden="# hint: Think.\nx = 1\nshow(f, x, b)"),
    )
    assert lab.exercises["e"].cells == ("a = 1",)
    cells = lab.exercises["f"].cells
    assert "b = e + 1" in cells and "c = e + 2" not in cells


def test_data_is_bound_only_where_it_is_read(load, monkeypatch, tmp_path):
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "cache"))
    lab = load(*exercise("e"), ("from unrolled.data import elman1990",), *exercise("f"))
    assert lab.exercises["e"].stage(0).data == ()
    assert lab.exercises["f"].stage(0).data == (str(tmp_path / "cache"),)


def test_the_set_up_cell_keeps_all_but_the_installation():
    kept = without_installation(CODE)
    assert "pip" not in kept and "torch.manual_seed(0)" in kept
    assert defines(kept) == defines(CODE) - {"source"}
    ast.parse(kept)


def test_names_that_a_cell_needs_and_defines():
    source = "import a.b, c as d\nx, y = f(z)\ndef g(p):\n    return p + q + x\n"
    assert defines(source) == {"a", "d", "x", "y", "g"}
    assert reads(source) - defines(source) == {"f", "z", "q"}
