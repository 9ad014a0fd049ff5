"""Find, read and write the project's notebooks."""

import json
import os
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from unrolled.course import CourseError

KINDS = {"book": "chapter", "solutions": "solution", "labs": "lab"}


def project_root(start: Path | None = None) -> Path:
    """Return the folder with `_config.yml` at or above `start` (default: here).

    Raises:
        CourseError: No folder above has a `_config.yml`.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "_config.yml").is_file():
            return folder
    raise CourseError(
        f"expected to be inside the project (a folder with _config.yml), "
        f"got {start}: change into the project first"
    )


def kind(path: Path, root: Path) -> str:
    """Return "chapter", "solution" or "lab", by the folder the notebook lies in.

    Raises:
        CourseError: The path is not in book/, solutions/ or labs/.
    """
    try:
        return KINDS[path.resolve().relative_to(root).parts[0]]
    except (ValueError, KeyError):
        raise CourseError(
            f"expected a notebook in book/, solutions/ or labs/ of {root}, got {path}: "
            "move it there"
        ) from None


def notebooks(root: Path, *folders: str) -> list[Path]:
    """List the notebooks below `folders` (default: all three), sorted."""
    paths = (p for f in folders or KINDS for p in (root / f).rglob("*.ipynb"))
    return sorted(p for p in paths if ".ipynb_checkpoints" not in p.parts)


def read(path: Path) -> NotebookNode:
    """Read a notebook of format 4.

    Raises:
        CourseError: The file is missing, unreadable or no notebook.
    """
    path = Path(path)
    if not path.is_file():
        raise CourseError(f"expected a notebook, found no file {path}: check the path")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CourseError(f"cannot read {path}: {error.strerror}") from None
    except ValueError as error:
        raise _not_a_notebook(path, f"text that is no JSON ({error})") from None
    return _validated(data, path)


def _validated(data: Any, path: Path) -> NotebookNode:
    """Turn JSON into a notebook or say what is wrong with it."""
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise _not_a_notebook(path, "JSON without a list of cells")
    if data.get("nbformat") != 4:
        raise _not_a_notebook(path, f"nbformat {data.get('nbformat')!r}")
    data["nbformat_minor"] = max(5, data.get("nbformat_minor", 0))
    for position, cell in enumerate(data["cells"]):
        if isinstance(cell, dict):
            cell.setdefault("id", f"cell-{position}")
    try:
        notebook = nbformat.v4.rwbase.rejoin_lines(nbformat.from_dict(data))
        with warnings.catch_warnings():  # of ids, which are normalised anyway
            warnings.simplefilter("ignore")
            nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds on broken input
        raise _not_a_notebook(path, str(error).splitlines()[0]) from None
    return notebook


def _not_a_notebook(path: Path, got: str) -> CourseError:
    return CourseError(
        f"expected a Jupyter notebook (format 4), got {got} in {path}: "
        "save it from Jupyter or Colab as .ipynb"
    )


def text(notebook: NotebookNode) -> str:
    """Return the notebook's text on disk: sorted keys, one space, last newline."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def write_text(path: Path, content: str) -> None:
    """Replace one file; see `write_texts`."""
    write_texts({path: content})


def write_texts(contents: dict[Path, str]) -> None:
    """Replace files in one step each, and none of them unless all can be written.

    Raises:
        CourseError: A folder or the disk does not let us write.
    """
    new = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    path = None
    try:
        for path, temporary in new.items():
            path.parent.mkdir(exist_ok=True)
            temporary.write_text(contents[path], encoding="utf-8", newline="\n")
        for path, temporary in new.items():
            os.replace(temporary, path)
    except OSError as error:
        for temporary in new.values():
            temporary.unlink(missing_ok=True)
        raise CourseError(
            f"cannot write {path}: {error.strerror}; expected a folder that can be "
            "written: mend its permissions or free some space"
        ) from None


def where(path: Path | str, position: int, cell: NotebookNode) -> str:
    """Name a cell for a message: its notebook, its number and how it starts."""
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"{path}, cell {position + 1} ({first.strip()[:40]!r})"
