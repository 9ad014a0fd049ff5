"""Lab 1 for nbgrader and otter-grader: what `grading.py --peers` measures.

Each program gets the lab in its own format and is called by its own commands. The
hidden checks stand there as assertions, on the same inputs and with the numbers that
the reference printed. Alone this file does nothing.
"""

import ast
import csv
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell

from unrolled.course.tags import parse

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
TESTS = """\
from unrolled.checks import draw, statistics
draw.restart()
{check}
values = [{values}]
expected = {expected}
assert len(values) == len(expected)
for value, right in zip(values, expected):
    if isinstance(value, torch.Tensor):
        shape, numbers = right
        assert tuple(value.shape) == shape
        found = torch.tensor(statistics(value))
        assert torch.allclose(found, torch.tensor(numbers), rtol=0, atol=1e-4)
    else:
        assert repr(value) == right
"""
TEST_CONFIG = '''\
""" # BEGIN TEST CONFIG
points: {points}
hidden: true
""" # END TEST CONFIG
'''


def tests(hidden: NotebookNode) -> str:
    """Turn a hidden check, which ends with `show`, into assertions."""
    printed = "".join(output.text for output in hidden.outputs)
    last = ast.parse(hidden.source).body[-1]
    return TESTS.format(
        check="\n".join(hidden.source.splitlines()[: last.lineno - 1]),
        values=", ".join(ast.unparse(argument) for argument in last.value.args),
        expected=[expected_value(line) for line in printed.splitlines()],
    )


def expected_value(line: str) -> str | tuple[tuple[int, ...], tuple[float, ...]]:
    """Read a line that `show` printed: shape and numbers of a tensor, or a `repr`."""
    tensor = re.fullmatch(r"(\([\d, ]*\)) (\S+) (\S+) (\S+)", line)
    if not tensor:
        return line
    shape, *numbers = tensor.groups()
    return ast.literal_eval(shape), tuple(map(float, numbers))


@dataclass
class Peer:
    """A program that grades: the folder of its course, and where its programs are."""

    course: Path
    programs: Path

    @property
    def path(self) -> str:
        """The programs call each other by name: theirs come first."""
        return f"{self.programs}{os.pathsep}{os.environ['PATH']}"

    def run(self, *command: str) -> None:
        environment = {**os.environ, "PATH": self.path}
        options = {"cwd": self.course, "env": environment, "capture_output": True}
        subprocess.run(command, check=True, **options)

    def write_source(self, cells: list[NotebookNode]) -> None:
        path = self.course / "source/lab/lab.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(new_notebook(cells=cells, metadata=KERNEL), path)

    def submission(self, student: str) -> Path:
        return self.course / f"submitted/{student}/lab/lab.ipynb"

    def hand_in(self, student: str, answers: dict[str, str]) -> None:
        """Fill answers into the student's version of the lab."""
        notebook = nbformat.read(self.course / self.LAB, 4)
        for cell in notebook.cells:
            if exercise := re.match(r"# exercise: (\w+)", cell.source):
                cell.source = answers.get(exercise[1], cell.source)
        self.submission(student).parent.mkdir(parents=True)
        nbformat.write(notebook, self.submission(student))

    def check_marks(self, right: list[str], untouched: str) -> None:
        """Refuse a measurement of a program that did not grade what it was given."""
        marks = self.marks()
        points, most = marks.pop(untouched)
        assert points == 0 and most > 0, f"an untouched lab has {points} of {most}"
        assert sorted(marks) == sorted(right), "submissions are missing"
        assert all(mark == (most, most) for mark in marks.values()), "marks are missing"


class Nbgrader(Peer):
    """`nbgrader autograde`: one command for the class, one submission at a time."""

    REQUIREMENT = "nbgrader==0.9.6"
    LAB = "release/lab/lab.ipynb"

    def prepare(self, cells: list[NotebookNode]) -> None:
        self.write_source([self.cell(cell) for cell in cells])
        self.run("nbgrader", "generate_assignment", "lab")

    @staticmethod
    def cell(cell: NotebookNode) -> NotebookNode:
        tags, source = parse(cell), cell.source
        if tags.role not in ("answer", "hidden"):
            return new_code_cell(source)
        hidden = tags.role == "hidden"
        about = {"schema_version": 3, "grade_id": f"{tags.role}-{tags.name}"}
        about |= {"grade": hidden, "locked": hidden, "solution": not hidden}
        about |= {"task": False, "cell_type": "code"}
        if hidden:
            about["points"] = tags.points
            source = f"### BEGIN HIDDEN TESTS\n{tests(cell)}### END HIDDEN TESTS"
        return new_code_cell(source, metadata={"nbgrader": about})

    def commands(self, students: list[str]) -> Iterator[list[str]]:
        """Yield the one command; it leaves out what it has graded before."""
        yield ["nbgrader", "autograde", "lab"]

    def marks(self) -> dict[str, tuple[float, float]]:
        self.run("nbgrader", "export", "--to", "grades.csv")
        with (self.course / "grades.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        return {
            r["student_id"]: (float(r["score"]), float(r["max_score"])) for r in rows
        }


class Otter(Peer):
    """`otter run`: a command for each submission, without a container."""

    REQUIREMENT = "otter-grader[grading]==7.0.0"
    LAB = "made/student/lab.ipynb"

    def prepare(self, cells: list[NotebookNode]) -> None:
        config = new_raw_cell("# ASSIGNMENT CONFIG\ninit_cell: true")
        self.write_source(
            [config, *(new for cell in cells for new in self.cells(cell))]
        )
        self.run("otter", "assign", "source/lab/lab.ipynb", "made", "--no-pdfs")

    @staticmethod
    def cells(cell: NotebookNode) -> list[NotebookNode]:
        tags, source, before, after = parse(cell), cell.source, [], []
        if tags.role == "answer":
            before = [f"# BEGIN QUESTION\nname: {tags.name}", "# BEGIN SOLUTION"]
            after = ["# END SOLUTION"]
        elif tags.role == "hidden":
            before, after = ["# BEGIN TESTS"], ["# END TESTS", "# END QUESTION"]
            source = TEST_CONFIG.format(points=tags.points) + tests(cell)
        raw = [list(map(new_raw_cell, texts)) for texts in (before, after)]
        return [*raw[0], new_code_cell(source), *raw[1]]

    def commands(self, students: list[str]) -> Iterator[list[str]]:
        (archive,) = self.course.glob("made/autograder/*.zip")
        for student in students:
            path = self.submission(student)
            places = ["-a", str(archive), "-o", str(path.parents[1])]
            yield ["otter", "run", *places, str(path)]

    def marks(self) -> dict[str, tuple[float, float]]:
        marks = {}
        for path in self.course.glob("submitted/*/results.json"):
            results = json.loads(path.read_text())["tests"]
            scored = [test for test in results if "max_score" in test]
            score, most = (
                sum(t[key] for t in scored) for key in ("score", "max_score")
            )
            marks[path.parent.name] = score, most
        return marks
