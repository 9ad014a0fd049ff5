import pytest

from unrolled.course import CourseError
from unrolled.course.labs import make_labs
from unrolled.course.normalise import normalise_file
from unrolled.course.notebook import read
from unrolled.course.run import run


def test_a_run_stores_outputs_in_normal_form(project, make):
    path = make.save(
        project / "book" / "a.ipynb",
        make.code("import os\nprint(os.environ['OMP_NUM_THREADS'], os.getcwd()[-4:])"),
        make.code("import ipywidgets\nipywidgets.IntSlider()"),
    )
    run(path, project)
    assert not normalise_file(path, project, check=True)
    cells = read(path).cells
    assert [c.execution_count for c in cells[1:]] == [1, 2, 3]
    assert cells[2].outputs[0].text == "1 book\n"
    assert list(cells[3].outputs[0].data) == ["text/plain"]


@pytest.mark.parametrize(
    "source, message",
    [
        ("x = 1\ny = x / 0", r"cell 3 \('x = 1'\), line 2 \(y = x / 0\): ZeroDivision"),
        ("def f():\n    return z\nf()", r"line 3 \(f\(\)\): NameError"),
        ("x = (", r"SyntaxError"),
        ("import time\ntime.sleep(30)", "expected at most 8 s"),
        ("import os\nos._exit(3)", "the kernel died"),
        ("print(__import__('tempfile').mkdtemp())", "same everywhere, got '/"),
    ],
)
def test_a_failing_cell_is_named_and_the_file_untouched(
    project, make, capfd, source, message
):
    path = make.save(project / "book" / "a.ipynb", make.code(source))
    before = path.read_bytes()
    with pytest.raises(CourseError, match=message) as error:
        run(path, project, timeout=8)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["a.ipynb"]
    assert "\n" not in str(error.value)
    assert capfd.readouterr() == ("", "")


def test_labs_are_not_run(project, solution):
    make_labs(project)
    with pytest.raises(CourseError, match="run the solution"):
        run(project / "labs" / solution.name, project)
