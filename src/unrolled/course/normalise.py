"""The normal form of a notebook: the same text for the same content."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from unrolled.course import CourseError, setup_cell, source_cells, tags
from unrolled.course.notebook import kind, read, text, where, write_text
from unrolled.course.outputs import normalise_outputs, traces

CELL_KEYS = ("mystnb", "tags")
NOTEBOOK_KEYS = ("mystnb",)
# How Colab and JupyterLab fold the code of a cell; the site does it by the tag.
FOLDED = {"cellView": "form", "jupyter": {"source_hidden": True}}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "name": "python", "pygments_lexer": "ipython3"}


def normalised(notebook: NotebookNode, path: Path, root: Path) -> NotebookNode:
    """Bring a notebook into normal form, in place; a second time changes nothing.

    Raises:
        CourseError: A bad tag, an unknown `source:`, or a machine path in an output.
    """
    which = kind(path, root)
    setup_cell.refresh(notebook, path, which, root)
    parsed = tags.parse_all(notebook, _short(path, root))
    source_cells.fill(notebook, _short(path, root))
    _metadata(notebook, fold=which == "lab")
    _ids(notebook, parsed)
    _counts(notebook, strip=which == "lab")
    _no_traces(notebook, path, root)
    return notebook


def normalise_file(path: Path, root: Path, check: bool = False) -> bool:
    """Normalise one file; return whether it was (or, under `check`, is) different."""
    wanted = text(normalised(read(path), path, root))
    changed = path.read_text(encoding="utf-8") != wanted
    if changed and not check:
        write_text(path, wanted)
    return changed


def _short(path: Path, root: Path) -> Path:
    return path.resolve().relative_to(root)


def _metadata(notebook: NotebookNode, fold: bool) -> None:
    """Keep the metadata that authors write, drop what editors and kernels leave."""
    kept = {k: v for k, v in notebook.metadata.items() if k in NOTEBOOK_KEYS}
    kept |= {"kernelspec": KERNEL, "language_info": LANGUAGE}
    notebook.metadata = nbformat.from_dict(kept)
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        cell.metadata = NotebookNode(
            {k: v for k, v in cell.metadata.items() if k in CELL_KEYS and v}
        )
        if "tags" in cell.metadata:
            cell.metadata.tags = sorted(set(cell.metadata.tags))
        if fold and "hide-input" in cell.metadata.get("tags", ()):
            cell.metadata |= nbformat.from_dict(FOLDED)


def _ids(notebook: NotebookNode, parsed: list[tags.Tags]) -> None:
    """Name cells by their role, the others by their position among the others."""
    seen, plain = set(), 0
    for cell, tag in zip(notebook.cells, parsed, strict=True):
        wanted = f"{tag.role}-{tag.name}" if tag.name else tag.role
        if tag.role == "setup":
            wanted = f"setup-{cell.cell_type}"
        wanted = (wanted or "").replace(".", "-")[:64]
        if not wanted or wanted in seen:
            plain += 1
            wanted = f"cell-{plain}"
        seen.add(wanted)
        cell.id = wanted


def _counts(notebook: NotebookNode, strip: bool) -> None:
    """Number the cells that ran from 1 on; in labs none of them has run."""
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        ran = cell.execution_count is not None or cell.outputs
        if strip or not ran:
            cell.execution_count, cell.outputs = None, []
            continue
        count += 1
        cell.execution_count = count
        cell.outputs = normalise_outputs(cell.outputs, count)


def _no_traces(notebook: NotebookNode, path: Path, root: Path) -> None:
    """Refuse outputs that spell a path or an address of this machine."""
    for position, cell in enumerate(notebook.cells):
        found = traces(cell.get("outputs", []), str(root))
        if found:
            raise CourseError(
                f"{where(_short(path, root), position, cell)}: expected an output that "
                f"is the same everywhere, got {found[0]!r}: print less and run it again"
            )
