"""Read a lab: exercises, points, hints, and the code before each."""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from unrolled.course import labs
from unrolled.course import notebook as notebooks
from unrolled.course.exercises import Exercise as Cells
from unrolled.course.exercises import exercises
from unrolled.course.needs import defines, reads
from unrolled.course.tags import Tags, parse_all
from unrolled.grading import GradingError
from unrolled.grading.exercise import ALWAYS_FORBIDDEN, Exercise, Lab

# Lines that go on are indented under the first.
RULE = re.compile(r"^# (hint|forbid):(.*(?:\n#  +.*)*)", re.M)


def load_lab(path: Path) -> Lab:
    """Read a solution notebook.

    Raises:
        CourseError: It is no notebook or its tags are wrong.
        GradingError: It has no hidden check, or one without its hint.
    """
    notebook = notebooks.read(path)
    tags = parse_all(notebook, path.name)
    found = exercises(notebook, path.name)
    graded = {name: cells for name, cells in found.items() if cells.hidden is not None}
    if not graded:
        raise GradingError(
            f"expected hidden checks in {path}, found none: name a lab of solutions/"
        )
    listed = {
        name: _exercise(name, cells, notebook, tags, path)
        for name, cells in graded.items()
    }
    text = notebooks.text(notebook).encode()
    title = _title(notebook, path)
    return Lab(path.stem, title, listed, hashlib.sha256(text).hexdigest())


def _title(notebook: NotebookNode, path: Path) -> str:
    heading = re.search(r"^# (.+)$", notebook.cells[0].source, re.M)
    return heading[1].strip() if heading else path.stem


def _exercise(
    name: str, cells: Cells, notebook: NotebookNode, tags: list[Tags], path: Path
) -> Exercise:
    answer, check, hidden = (
        notebook.cells[position].source
        for position in (cells.answer, cells.check, cells.hidden)
    )
    rules = [
        (kind, " ".join(text.replace("\n#", " ").split()))
        for kind, text in RULE.findall(hidden)
    ]
    hints = [text for kind, text in rules if kind == "hint" and text]
    if len(hints) != 1:
        raise GradingError(
            f"{path}, hidden:{name}: expected one line '# hint: …', "
            f"got {len(hints)}: write the sentence that students see"
        )
    forbidden = " ".join(text for kind, text in rules if kind == "forbid").split()
    return Exercise(
        name=name,
        points=cells.points,
        hint=hints[0],
        forbidden=(*forbidden, *ALWAYS_FORBIDDEN),
        answer=answer,
        stub=labs.stub(answer, name),
        check=check,
        hidden=hidden,
        cells=tuple(_before(notebook, tags, cells.answer, hidden + "\n" + answer)),
    )


def _before(
    notebook: NotebookNode, tags: list[Tags], end: int, use: str
) -> Iterator[str]:
    """Yield the code before an answer that it and its hidden check may need."""
    pairs = list(zip(notebook.cells, tags, strict=True))[:end]
    wanted = reads(use) - defines(use)
    for cell, tag in pairs:
        if cell.cell_type != "code" or tag.role in ("check", "hidden"):
            continue
        if tag.role == "setup":
            yield without_installation(cell.source)
        elif "uses-answers" not in tag.plain or wanted & defines(cell.source):
            yield cell.source


def without_installation(source: str) -> str:
    """Leave out the part of the set-up cell that installs the package."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not isinstance(node, ast.If)]
    return ast.unparse(tree)
