"""Take the answers, and nothing else, out of a notebook that a student sent."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from unrolled.grading.entries import MAX_BYTES
from unrolled.grading.exercise import Lab
from unrolled.grading.names import shown

FIRST_LINE = re.compile(r"\s*#\s*exercise:\s*([a-z][a-z0-9_-]*)\s*(\n|$)")
MAX_ANSWER = 100_000  # characters
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class UnreadableError(Exception):
    """It is no notebook; the message says what it is, for teacher and student."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its source and its tags."""

    source: str
    tags: tuple[str, ...]

    def role(self, kind: str) -> str:
        """Return NAME of its tag `kind:NAME`, or ""."""
        tags = (tag.removeprefix(f"{kind}:") for tag in self.tags if f"{kind}:" in tag)
        return next(tags, "")

    @property
    def answers(self) -> str:
        """Return the exercise it answers: by its tag, else by its first line."""
        line = FIRST_LINE.match(self.source)
        return self.role("answer") or (line[1] if line else "")


@dataclass
class Submission:
    """Answers by exercise, and what the teacher should know about the file."""

    answers: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def parse(data: bytes, lab: Lab) -> Submission:
    """Read a notebook of any format and find the lab's answers in it.

    Raises:
        UnreadableError: It is no notebook.
    """
    submission = Submission()
    text = _decoded(data, submission.flags)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("it is not a notebook (not JSON)") from None
    cells = list(_code_cells(notebook, submission.flags))
    found = [(cell.answers, cell) for cell in cells if cell.answers in lab.exercises]
    order = [name for name, _ in found]
    for name, cell in found:
        if len(cell.source) > MAX_ANSWER:
            submission.flags.append(f"{name}: over {MAX_ANSWER} characters, left out")
        else:
            submission.answers[name] = cell.source
    submission.flags += [
        f"{name}: {order.count(name)} answer cells, the last counts"
        for name in lab.exercises
        if order.count(name) > 1
    ]
    if not found:
        submission.flags.append("no answer cell of this lab: is it another notebook?")
    elif (once := list(dict.fromkeys(order))) != [
        n for n in lab.exercises if n in once
    ]:
        submission.flags.append("the exercises stand in another order")
    if found:
        submission.flags += _check_cells(cells, lab)
    return submission


def _decoded(data: bytes, flags: list[str]) -> str:
    if not data.strip():
        raise UnreadableError("the file is empty")
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"it is over {MAX_BYTES >> 20} MB: clear its outputs")
    encoding = next((BOMS[bom] for bom in BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        flags.append("not in UTF-8, read as Latin-1")
        return data.decode("latin-1")


def _code_cells(notebook: Any, flags: list[str]) -> Iterator[Cell]:
    """Yield the code cells of a notebook of format 3 or later."""
    if not isinstance(notebook, dict):
        raise UnreadableError("it is JSON, but not a notebook")
    version = notebook.get("nbformat")
    sheets = notebook.get("worksheets")
    cells = notebook.get("cells")
    if not isinstance(cells, list) and isinstance(sheets, list):
        cells = [c for s in sheets if isinstance(s, dict) for c in _list(s, "cells")]
    if not isinstance(cells, list):
        raise UnreadableError("it is JSON, but not a notebook (it has no cells)")
    if version != 4:
        flags.append(f"notebook format {shown(str(version)[:20])}, not 4")
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            metadata = cell.get("metadata")
            tags = _list(metadata, "tags") if isinstance(metadata, dict) else []
            source = _source(cell.get("source", cell.get("input", "")))
            yield Cell(source, tuple(t for t in tags if isinstance(t, str)))


def _list(owner: dict, key: str) -> list:
    value = owner.get(key)
    return value if isinstance(value, list) else []


def _source(value: Any) -> str:
    """Return a cell's text: of any line ends, no NUL, no lone surrogates."""
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text.encode("utf-8", "replace").decode()


def _check_cells(cells: list[Cell], lab: Lab) -> Iterator[str]:
    """Tell which visible checks were edited or removed; they earn nothing anyway."""
    checks = {cell.role("check"): cell.source for cell in cells if cell.role("check")}
    sources = {_squeezed(cell.source) for cell in cells}
    for name, exercise in lab.exercises.items():
        if _squeezed(exercise.check) not in sources:
            yield f"{name}: check cell {'edited' if name in checks else 'removed'}"


def _squeezed(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
