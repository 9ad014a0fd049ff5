import pytest

from unrolled.course import CourseError
from unrolled.course.labs import make_labs, stub
from unrolled.course.notebook import read

ANSWER = """\
# exercise: step
def step(x):
    y = x + 1
    # BEGIN SOLUTION
    z = y * 2
    return z
    # END SOLUTION
"""


def test_a_marked_block_becomes_a_raise_at_its_indentation():
    assert stub(ANSWER, "step") == (
        "# exercise: step\ndef step(x):\n    y = x + 1\n"
        '    raise NotImplementedError("exercise step")'
    )


def test_stub_lines_stand_in_for_the_block():
    answer = """\
def f(x):
    # BEGIN SOLUTION
    # STUB: for i in x:
    # STUB:     i += 2
    # STUB:
    # STUB: return x
    return x + 1
    # END SOLUTION
"""
    assert stub(answer, "f") == (
        "def f(x):\n    for i in x:\n        i += 2\n\n    return x"
    )


def test_several_blocks_are_replaced_each():
    answer = "# BEGIN SOLUTION\na = 1\n# END SOLUTION\nkept\n" * 2
    assert stub(answer, "f") == 'raise NotImplementedError("exercise f")\nkept\n'.join(
        ["", "", ""]
    ).rstrip("\n")


@pytest.mark.parametrize(
    "answer, message",
    [
        ("# BEGIN SOLUTION\n1", "expected # END SOLUTION"),
        ("1\n# END SOLUTION", "in turn, got # END SOLUTION"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION", "in turn, got # BEGIN"),
        ("return 3", "around the answer, got none"),
    ],
)
def test_unbalanced_markers_are_refused(answer, message):
    with pytest.raises(CourseError, match=message):
        stub(answer, "f")


def test_labs_lose_hidden_checks_answers_and_outputs(project, solution):
    assert make_labs(project) == ["labs/lab9_small.ipynb"]
    lab = read(project / "labs" / "lab9_small.ipynb")
    sources = "\n".join(cell.source for cell in lab.cells)
    assert "return x + x" not in sources and "print(double(5))" not in sources
    assert 'raise NotImplementedError("exercise double")' in sources
    assert [cell.id for cell in lab.cells][-2:] == ["answer-double", "check-double"]


def test_making_labs_is_deterministic_and_check_notices_stale_ones(project, solution):
    assert make_labs(project, check=True) == ["labs/lab9_small.ipynb"]
    assert not list((project / "labs").iterdir())
    make_labs(project)
    lab = project / "labs" / "lab9_small.ipynb"
    first = lab.read_bytes()
    assert make_labs(project) == make_labs(project, check=True) == []
    assert lab.read_bytes() == first
    lab.write_text(lab.read_text().replace("A title", "Edited by hand"))
    assert make_labs(project, check=True) == ["labs/lab9_small.ipynb"]


def test_ids_do_not_depend_on_hidden_cells(project, make):
    path = project / "solutions" / "a.ipynb"
    make.save(path, *make.exercise(), make.prose("after"))
    make_labs(project)
    assert read(project / "labs" / "a.ipynb").cells[-1].id == "cell-2"


def test_an_error_in_one_solution_leaves_all_labs_as_they_were(project, solution, make):
    make.save(project / "solutions" / "lab9_z.ipynb", make.exercise()[0])
    with pytest.raises(CourseError, match=r"solutions/lab9_z\.ipynb"):
        make_labs(project)
    assert not list((project / "labs").iterdir())


def test_markers_outside_of_answers_are_refused(project, make):
    leak = make.code("# BEGIN SOLUTION\nx = 1\n# END SOLUTION")
    make.save(project / "solutions" / "a.ipynb", leak)
    with pytest.raises(CourseError, match="markers in answer:NAME cells only"):
        make_labs(project)


def test_a_lab_without_a_solution_is_an_error(project, make):
    make.save(project / "labs" / "alone.ipynb")
    with pytest.raises(CourseError, match=r"expected solutions/alone\.ipynb"):
        make_labs(project)
