import subprocess
import sys

import pytest

from unrolled.course import CourseError, setup_cell
from unrolled.course.notebook import read


def refreshed(path, kind, project):
    notebook = read(path)
    setup_cell.refresh(notebook, path, kind, project)
    return notebook


def test_labs_get_a_text_link_and_the_code_before_the_first_code_cell(
    project, solution, make
):
    cells = refreshed(solution, "solution", project).cells
    assert [c.cell_type for c in cells[:3]] == ["markdown", "markdown", "code"]
    link = "colab.research.google.com/github/someone/course/blob/main/labs/"
    assert f"[Open in Colab](https://{link}lab9_small.ipynb)" in cells[1].source
    assert f"git+{make.address}@main" in cells[2].source


def test_chapters_get_no_colab_link(project, make):
    path = make.save(project / "book" / "a.ipynb", make.code("1"))
    cells = refreshed(path, "chapter", project).cells
    assert [c.cell_type for c in cells] == ["markdown", "code", "code"]
    assert "colab" not in "".join(c.source for c in cells).lower()


def test_a_stale_cell_is_renewed_where_it_stands(project, make):
    path = make.save(
        project / "book" / "a.ipynb",
        make.code("old", "setup", "remove-input"),
        make.prose("between"),
        make.code("old as well", "setup"),
    )
    cells = refreshed(path, "chapter", project).cells
    assert [c.cell_type for c in cells] == ["markdown", "code", "markdown"]
    assert "find_spec" in cells[1].source
    assert cells[1].metadata.tags == ["setup", "remove-input"]


def test_the_cell_is_short_seeds_torch_and_prints_nothing_when_installed(make):
    code = setup_cell.CODE.format(url=make.address, branch="main")
    assert sum(bool(line.strip()) for line in code.splitlines()) <= 12
    after = "\nassert torch.initial_seed() == 0 and torch.get_num_threads() == 1"
    command = [sys.executable, "-c", code + after]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_cell_installs_from_the_given_source_where_the_package_is_missing(make):
    code = setup_cell.CODE.format(url=make.address, branch="main").split("import torch")
    fake = f"""\
import importlib.util, os, subprocess
importlib.util.find_spec = lambda name: None
subprocess.check_call = lambda command: print(command[1:])
os.environ.pop("UNROLLED_SOURCE", None)
exec({code[0]!r})
os.environ["UNROLLED_SOURCE"] = "/some/folder"
exec({code[0]!r})
"""
    done = subprocess.run([sys.executable, "-c", fake], capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        f"Installing the course package from git+{make.address}@main",
        f"['-m', 'pip', 'install', '-q', 'git+{make.address}@main']",
        "Installing the course package from /some/folder",
        "['-m', 'pip', 'install', '-q', '/some/folder']",
    ]


@pytest.mark.parametrize(
    "config", ["title: x\n", "repository:\n  url: ftp://x\n", "a: [", "", "- 1\n"]
)
def test_a_bad_configuration_is_one_clear_line(project, config):
    (project / "_config.yml").write_text(config)
    with pytest.raises(CourseError, match="expected") as error:
        setup_cell.repository(project)
    assert "\n" not in str(error.value)
