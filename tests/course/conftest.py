"""A small project in a temporary folder."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ADDRESS = "https://github.com/someone/course"


def code(source, *tags, outputs=None, count=None):
    cell = new_code_cell(source, outputs=outputs or [], execution_count=count)
    cell.metadata.tags = list(tags)
    return cell


def exercise(name="double", answer="x + x", points=2):
    """Return the three cells of an exercise about one function."""
    return [
        code(
            f"# exercise: {name}\ndef {name}(x):\n    # BEGIN SOLUTION\n"
            f"    return {answer}\n    # END SOLUTION",
            f"answer:{name}",
        ),
        code(f"assert {name}(3) == 6\nprint('ok')", f"check:{name}"),
        code(
            f"print({name}(5))",
            f"hidden:{name}",
            f"points:{points}",
            "nbval-check-output",
        ),
    ]


def save(path: Path, *cells) -> Path:
    notebook = new_notebook(cells=[new_markdown_cell("# A title"), *cells])
    path.write_text(nbformat.writes(notebook))
    return path


@pytest.fixture
def make():
    """What builds notebooks for a test: `code`, `exercise`, `save`, `address`."""
    return SimpleNamespace(
        code=code,
        exercise=exercise,
        save=save,
        prose=new_markdown_cell,
        notebook=lambda *cells: new_notebook(cells=list(cells)),
        address=ADDRESS,
    )


@pytest.fixture
def solution(project):
    return save(project / "solutions" / "lab9_small.ipynb", *exercise())
