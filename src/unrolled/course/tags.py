"""The vocabulary of cell tags.

Ours: `answer:NAME`, `check:NAME`, `hidden:NAME` with `points:N`, `claim:NAME`,
`source:dotted.name`, `setup`, `uses-answers`. `PLAIN` lists what has no value, among it
the tags of nbval and of the site.
"""

import difflib
import re
from dataclasses import dataclass

from nbformat import NotebookNode

from unrolled.course import CourseError
from unrolled.course.notebook import where

PLAIN = frozenset(
    {
        "hide-input",
        "nbval-check-output",
        "nbval-ignore-output",
        "raises-exception",
        "remove-input",
        "uses-answers",  # runs only once the answers are there
    }
)
VALUES = {
    "answer": r"[a-z][a-z0-9_-]*",
    "check": r"[a-z][a-z0-9_-]*",
    "claim": r"[a-z][a-z0-9_-]*",
    "hidden": r"[a-z][a-z0-9_-]*",
    "points": r"[1-9][0-9]*",
    "source": r"unrolled(\.[A-Za-z_]\w*)+",
}
# nbval must compare these outputs, or they prove nothing.
COMPARED = ("claim", "hidden")


@dataclass(frozen=True)
class Tags:
    """What the tags of one cell say; `role` is None for an ordinary cell."""

    role: str | None = None
    name: str | None = None
    points: int | None = None
    plain: frozenset[str] = frozenset()


def parse(cell: NotebookNode) -> Tags:
    """Read a cell's tags.

    Raises:
        CourseError: An unknown tag, a bad value, two roles in one cell, or a role that
            does not fit; the message does not name the cell (`parse_all` does).
    """
    roles, plain, points = [], set(), None
    for tag in cell.metadata.get("tags", []):
        key, colon, value = tag.partition(":")
        if tag in PLAIN:
            plain.add(tag)
        elif tag == "setup":
            roles.append(("setup", None))
        elif not colon or not re.fullmatch(VALUES.get(key, "$^"), value):
            raise CourseError(_unknown(tag))
        elif key == "points":
            points = int(value)
        else:
            roles.append((key, value))
    if len(roles) > 1:
        names = ", ".join(f"{role}:{name}" if name else role for role, name in roles)
        raise CourseError(f"expected one role, got {names}: keep one of these tags")
    role, name = roles[0] if roles else (None, None)
    tags = Tags(role, name, points, frozenset(plain))
    _check_fit(tags, cell.cell_type)
    return tags


def parse_all(notebook: NotebookNode, path: object) -> list[Tags]:
    """Read the tags of all cells; errors name the notebook and the cell."""
    parsed = []
    for position, cell in enumerate(notebook.cells):
        try:
            parsed.append(parse(cell))
        except CourseError as error:
            raise CourseError(f"{where(path, position, cell)}: {error}") from None
    return parsed


def _check_fit(tags: Tags, cell_type: str) -> None:
    """Refuse combinations that would be silently without effect."""
    shown = f"{tags.role}:{tags.name}"
    if tags.role not in (None, "setup") and cell_type != "code":
        raise CourseError(f"expected a code cell under {shown}, got {cell_type}")
    if tags.role == "hidden" and tags.points is None:
        raise CourseError(f"expected points:N beside {shown}, got none: add it")
    if tags.role != "hidden" and tags.points is not None:
        raise CourseError(
            f"expected points:{tags.points} on a hidden:NAME cell only: move it there"
        )
    if tags.role in COMPARED and "nbval-check-output" not in tags.plain:
        raise CourseError(f"expected nbval-check-output beside {shown}: add this tag")


def _unknown(tag: str) -> str:
    """Say what is wrong with a tag and name the nearest right one."""
    key, colon, value = tag.partition(":")
    if key in VALUES and colon:
        return f"bad tag {tag!r}: expected {key}: followed by {VALUES[key]}"
    words = [*PLAIN, "setup", *(f"{key}:" for key in VALUES)]
    near = difflib.get_close_matches(key + colon, words, n=1, cutoff=0.5)
    advice = f"did you mean {near[0] + (value if colon else '')!r}?" if near else ""
    known = ", ".join(sorted(PLAIN)) + ", setup, " + ":…, ".join(sorted(VALUES)) + ":…"
    return f"unknown tag {tag!r}: {advice or 'known are ' + known}"
