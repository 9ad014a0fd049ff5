"""The generated set-up cells, the same text in every notebook."""

import re
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from unrolled.course import CourseError

CODE = """\
import os
import sys
from importlib.util import find_spec
from subprocess import check_call

if find_spec("unrolled") is None:
    source = "git+{url}@{branch}"
    source = os.environ.get("UNROLLED_SOURCE", source)
    print("Installing the course package from", source)
    check_call([sys.executable, "-m", "pip", "install", "-q", source])

import torch

torch.manual_seed(0)
torch.set_num_threads(1)"""
LINK = (
    "[Open in Colab](https://colab.research.google.com/github/{slug}/blob/{branch}"
    "/labs/{name}) to run this lab in your browser; the first code cell installs "
    "what is missing."
)


def repository(root: Path) -> tuple[str, str]:
    """Return the URL and the branch that `_config.yml` gives.

    Raises:
        CourseError: The configuration is unreadable or has no repository.url.
    """
    import yaml

    try:
        config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
        entry = config["repository"]
        return check_url(entry["url"]), entry.get("branch", "main")
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            f"expected repository.url in {root / '_config.yml'}, got "
            f"{type(error).__name__}: add it"
        ) from None


def check_url(url: str) -> str:
    """Return the URL without trailing slash or `.git`.

    Raises:
        CourseError: It is no GitHub repository (Colab opens notebooks only from there).
    """
    url = re.sub(r"(\.git)?/*$", "", str(url))
    if not re.fullmatch(r"https://github\.com/[\w-]+/[\w.-]+", url):
        raise CourseError(
            f"expected https://github.com/OWNER/NAME, got {url}: "
            "give the address of the published repository"
        )
    return url


def slug(url: str) -> str:
    """Return OWNER/NAME of a repository's URL."""
    return url.removeprefix("https://github.com/")


def refresh(notebook: NotebookNode, path: Path, kind: str, root: Path) -> None:
    """Put the current set-up cells in place, new ones where there are none yet.

    The code becomes the first code cell, the link follows the title.
    """
    url, branch = repository(root)
    code = new_code_cell(CODE.format(url=url, branch=branch))
    hidden = "remove-input" if kind == "chapter" else "hide-input"
    code.metadata.tags = [hidden, "setup"]
    first = [i for i, c in enumerate(notebook.cells) if c.cell_type == "code"]
    _place(notebook, code, first[0] if first else len(notebook.cells))
    if kind == "chapter":  # chapters hold MyST, which Colab shows raw
        notebook.cells = [c for c in notebook.cells if not _is_setup(c, "markdown")]
        return
    text = LINK.format(slug=slug(url), branch=branch, name=path.name)
    link = new_markdown_cell(text, metadata={"tags": ["setup"]})
    _place(notebook, link, 1 if notebook.cells[0].cell_type == "markdown" else 0)


def _place(notebook: NotebookNode, new: NotebookNode, position: int) -> None:
    """Give the first set-up cell of this type the new text, or insert the cell."""
    old = [c for c in notebook.cells if _is_setup(c, new.cell_type)]
    for extra in old[1:]:
        notebook.cells.remove(extra)
    if old:
        old[0].source = new.source
    else:
        notebook.cells.insert(position, new)


def _is_setup(cell: NotebookNode, cell_type: str) -> bool:
    return cell.cell_type == cell_type and "setup" in cell.metadata.get("tags", [])
