"""The page of all claims, written from the notebooks' stored outputs.

A comment ``<!-- claims -->`` on a page becomes, for each notebook of the book, its
claims: the statement, which leads to its section, who said it first, and the numbers.
"""

import re
from pathlib import Path
from textwrap import dedent

from myst_parser.mdit_to_docutils.base import default_slugify
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from unrolled.course.notebook import notebooks, read
from unrolled.course.tags import parse_all

PLACE = "<!-- claims -->"
PRINTED = re.compile(r"✓ (.+?)(?: \[(\w+)\])?\n((?s:.+))")
HEADING = re.compile(r"^#+ (.+)$", re.M)


def claims_of(notebook: NotebookNode, path: Path) -> list[tuple[str, str, str]]:
    """List a notebook's claims: name, the heading they stand under, what they print.

    Raises:
        ExtensionError: A claim has no stored output.
    """
    found, heading = [], ""
    for cell, tag in zip(notebook.cells, parse_all(notebook, path), strict=True):
        if cell.cell_type == "markdown":
            heading = [heading, *HEADING.findall(cell.source)][-1]
        if tag.role == "claim":
            printed = "".join(output.get("text", "") for output in cell.outputs)
            if not PRINTED.match(printed):
                raise ExtensionError(
                    f"{path}: expected the claim {tag.name} to print a line with ✓, "
                    f"got {printed[:40]!r}: run the notebook"
                )
            found.append((tag.name, heading, printed))
    return found


def entry(name: str, target: str, printed: str) -> str:
    """Write one claim as Markdown; its statement leads to `target`."""
    statement, source, numbers = PRINTED.match(printed).groups()
    plain = re.sub(r"([\\`*_\[\]<>${}])", r"\\\1", statement)
    cited = f" {{cite:p}}`{source}`" if source else ""
    return (
        f"(claim-{name})=\n**[{plain}]({target})**{cited} · `{name}`\n\n"
        f"```text\n{dedent(numbers).rstrip()}\n```\n"
    )


def section(path: Path, folder: Path) -> tuple[int, str]:
    """Return how many claims a notebook makes, and its part of the page."""
    notebook = read(path)
    page = path.relative_to(folder).as_posix()
    found = claims_of(notebook, path)
    title = HEADING.findall(notebook.cells[0].source)[0]
    entries = [
        entry(name, f"{page}#{default_slugify(heading)}", printed)
        for name, heading, printed in found
    ]
    return len(found), "\n".join([f"## [{title}]({page})\n", *entries])


def write_ledger(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the claims where a page asks for them."""
    if PLACE not in source[0]:
        return
    folder = Path(app.env.doc2path(docname)).parent
    paths = notebooks(folder, ".")
    for path in paths:
        app.env.note_dependency(str(path))
    counts, parts = zip(*(section(path, folder) for path in paths), strict=True)
    total = f"{sum(counts)} claims in {len(paths)} notebooks.\n"
    source[0] = source[0].replace(PLACE, "\n".join([total, *parts]))


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("source-read", write_ledger)
