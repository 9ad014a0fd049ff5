import json

import nbformat
import pytest
from nbformat.v4 import new_output

from unrolled.course import CourseError, normalise
from unrolled.course.normalise import normalise_file, normalised
from unrolled.course.notebook import read, text


def stream(message):
    return new_output("stream", name="stdout", text=message)


def normal(path, project):
    return normalised(read(path), path, project)


def test_a_second_time_changes_nothing(project, solution):
    assert normalise_file(solution, project)
    first = solution.read_bytes()
    assert not normalise_file(solution, project)
    assert solution.read_bytes() == first


def test_check_reports_and_writes_nothing(project, solution):
    before = solution.read_bytes()
    assert normalise_file(solution, project, check=True)
    assert solution.read_bytes() == before


def test_counts_run_from_one_over_the_cells_that_ran(project, make):
    path = make.save(
        project / "book" / "a.ipynb",
        make.code("1", count=7),
        make.code("never run"),
        make.code("print(2)", count=3, outputs=[stream("2\n")]),
    )
    cells = [c for c in normal(path, project).cells if c.cell_type == "code"]
    assert [c.execution_count for c in cells] == [None, 1, None, 2]


def test_labs_have_neither_counts_nor_outputs(project, make):
    cell = make.code("print(2)", count=3, outputs=[stream("2\n")])
    path = make.save(project / "labs" / "a.ipynb", cell)
    cells = [c for c in normal(path, project).cells if c.cell_type == "code"]
    assert [(c.execution_count, c.outputs) for c in cells] == [(None, [])] * 2


def test_labs_fold_hidden_code_for_colab_and_jupyterlab(project, make):
    cells = make.code("a = 1", "hide-input"), make.code("b = 2")
    for folder, metadata in (
        ("labs", {"cellView": "form", "jupyter": {"source_hidden": True}}),
        ("solutions", {}),
    ):
        (project / folder).mkdir(exist_ok=True)
        path = make.save(project / folder / "a.ipynb", *cells)
        hidden, shown = normal(path, project).cells[-2:]
        assert hidden.metadata == {"tags": ["hide-input"], **metadata}
        assert shown.metadata == {}
        nbformat.validate(normal(path, project))


def test_ids_follow_roles_and_positions(project, solution, make):
    ids = [cell.id for cell in normal(solution, project).cells]
    assert ids == [
        "cell-1",
        "setup-markdown",
        "setup-code",
        "answer-double",
        "check-double",
        "hidden-double",
    ]
    doubled = make.save(
        project / "book" / "a.ipynb",
        make.code("1", "answer:x"),
        make.code("2", "answer:x"),
    )
    ids = [cell.id for cell in normal(doubled, project).cells]
    assert len(set(ids)) == len(ids)


def test_what_editors_and_kernels_leave_is_dropped(project, make):
    path = make.save(project / "book" / "a.ipynb", make.code("1", count=1))
    data = json.loads(path.read_text())
    data["metadata"] = {
        "widgets": {"state": {}},
        "colab": {"provenance": []},
        "kernelspec": {"name": "mine", "display_name": "Mine"},
        "language_info": {"name": "python", "version": "3.13.1"},
    }
    data["cells"][1]["metadata"] = {
        "execution": {"iopub.execute_input": "2026-01-01"},
        "collapsed": True,
        "tags": ["hide-input"],
        "mystnb": {"image": {"alt": "x"}},
    }
    path.write_text(json.dumps(data))
    notebook = normal(path, project)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    assert set(notebook.cells[-1].metadata) == {"mystnb", "tags"}
    assert "2026-01-01" not in text(notebook)


def test_the_text_is_sorted_and_ends_with_a_newline(project, solution):
    normalise_file(solution, project)
    content = solution.read_text()
    assert content.endswith("}\n") and not content.endswith("\n\n")
    again = json.dumps(
        json.loads(content), sort_keys=True, indent=1, ensure_ascii=False
    )
    assert content == again + "\n"


def test_a_machine_path_in_an_output_is_an_error_that_names_the_cell(project, make):
    bad = make.code("print(p)", count=1, outputs=[stream(f"{project}/x\n")])
    path = make.save(project / "book" / "a.ipynb", bad)
    before = path.read_bytes()
    with pytest.raises(CourseError, match=r"book/a\.ipynb, cell 3 \('print\(p\)'\)"):
        normalise_file(path, project)
    assert path.read_bytes() == before


def test_notebooks_elsewhere_are_refused(project, make):
    path = make.save(project / "loose.ipynb")
    with pytest.raises(CourseError, match="book/, solutions/ or labs/"):
        normalise.normalised(read(path), path, project)
