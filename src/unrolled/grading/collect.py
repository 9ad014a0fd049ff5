"""Find the submissions in a folder, a zip archive or a single file.

Whose file it is, is told by its name:

* Canvas exports `familygiven_LATE_12345_67890_file-1.ipynb`: the first number is the
  student's id, the second that of the upload (the highest is the newest).
* Moodle exports `Full Name_1234567_assignsubmission_file_/file.ipynb` (or the same
  without a folder): the number is the participant's.
* Otherwise a folder holds one student's files and its name is the id; a notebook that
  lies in no folder is one student's and its name without `.ipynb` is the id.

Nothing is opened here: that is left to a confined process.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from unrolled.grading import GradingError
from unrolled.grading.entries import Entry, entries

KIND = "assignsubmission_(?:file|onlinetext)"  # both, if a student used both
MOODLE_FOLDER = re.compile(rf"(?P<name>.+)_(?P<id>\d+)_{KIND}_?")
MOODLE_FILE = re.compile(rf"(?P<name>.+?)_(?P<id>\d+)_{KIND}_.*")
CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_.+", re.I
)


@dataclass
class Found:
    """What one student handed in; `problem` says why `entry` must not be opened."""

    id: str
    name: str = ""
    entry: Entry | None = None
    problem: str = ""
    flags: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Return the path inside the folder or archive, as it may be shown."""
        return shown("/".join(self.entry.parts)) if self.entry else ""


def collect(path: Path, lab: str) -> list[Found]:
    """Return what there is to grade, one item a student, sorted by id.

    Raises:
        GradingError: There is nothing, or it can't be read.
    """
    listed = _unwrapped(entries(path))
    canvas = _is_canvas(listed)
    students: dict[str, tuple[str, list[Entry]]] = {}
    for entry in listed:
        if student := _student(entry, canvas):
            students.setdefault(student[0], (student[1], []))[1].append(entry)
    if not students:
        raise GradingError(
            f"expected notebooks (.ipynb) of students in {path}, found none: "
            "give their folder, or the zip archive from Canvas or Moodle"
        )
    return [
        _chosen(identity, name, files, lab, canvas)
        for (name, files), identity in zip(
            students.values(), _identities(students), strict=True
        )
    ]


def _unwrapped(listed: list[Entry]) -> list[Entry]:
    """Leave out a folder around everything, as zip programs add it."""
    tops = {entry.parts[0] for entry in listed if not entry.problem}
    notebooks = [entry for entry in listed if entry.is_notebook]
    deep = all(len(entry.parts) > 1 for entry in listed if not entry.problem)
    packed = all(entry.member is not None for entry in listed)
    if not (packed and deep and len(tops) == 1 and len(notebooks) > 1):
        return listed
    if MOODLE_FOLDER.fullmatch(*tops):
        return listed
    return [e.without_top() if len(e.parts) > 1 else e for e in listed]


def _is_canvas(listed: list[Entry]) -> bool:
    """Tell whether all names are Canvas's: each with an upload number of its own.

    A date in a name, as in `alice_2026_11_03.ipynb`, has the same form.
    """
    alone = [e for e in listed if len(e.parts) == 1 and not e.problem]
    names = [entry.parts[0] for entry in alone if entry.is_notebook]
    matches = [CANVAS.fullmatch(name) for name in names]
    uploads = {match["upload"] for match in matches if match}
    return bool(names) and all(matches) and len(uploads) == len(names)


def _student(entry: Entry, canvas: bool) -> tuple[str, str] | None:
    """Return whose file it is, as (id, name); None for what is nobody's."""
    top, alone = entry.parts[0], len(entry.parts) == 1
    match = (MOODLE_FILE if alone else MOODLE_FOLDER).fullmatch(top)
    if not match and alone and canvas:
        match = CANVAS.fullmatch(top)
    if match:
        return match["id"], shown(match["name"])
    if not alone:
        return top, ""
    if entry.is_notebook or entry.problem:
        return PurePosixPath(top).stem, ""
    return None


def _chosen(
    identity: str, name: str, files: list[Entry], lab: str, canvas: bool
) -> Found:
    """Pick the newest of a student's notebooks."""
    found = Found(identity, name)
    notebooks = [e for e in files if e.is_notebook and not e.problem]
    ranked = sorted(notebooks, key=lambda e: _rank(e, lab, canvas))
    odd = [entry for entry in files if entry.problem]
    if not ranked:
        found.entry = (odd or files)[-1]
        found.problem = found.entry.problem or "there is no notebook (.ipynb) among it"
        return found
    found.entry = ranked[-1]
    if len(ranked) > 1:
        found.flags.append(f"{len(ranked)} notebooks handed in, {found.file} counts")
    found.flags += [f"left out: {shown(e.parts[-1])} is {e.problem}" for e in odd]
    match = CANVAS.fullmatch(found.entry.parts[0]) if canvas else None
    if match and match["late"]:
        found.flags.append("late, says Canvas")
    return found


def _rank(entry: Entry, lab: str, canvas: bool) -> tuple:
    """Sort by upload, then by whether it is named like the lab, then by name."""
    match = CANVAS.fullmatch(entry.parts[0]) if canvas else None
    stem = PurePosixPath(entry.parts[-1]).stem
    # Numbers count as numbers: lab-10 is newer than lab-9, and lab-1 than lab.
    pieces = re.split(r"(\d+)", stem)
    natural = [(int(p) if p.isdecimal() else -1, p) for p in pieces]
    return int(match["upload"]) if match else 0, lab in stem, natural, entry.parts


def _identities(raw: Iterable[str]) -> list[str]:
    """Return ids that are file names on every system, each only once.

    Who has a harmless name keeps it, whatever others are called.
    """
    names = list(raw)
    taken = {name for name in names if safe(name) == name}
    identities = []
    for name in names:
        base = identity = safe(name)
        number = 1
        while name != base and identity in taken:
            number += 1
            identity = f"{base}~{number}"
        taken.add(identity)
        identities.append(identity)
    return identities


def safe(text: str) -> str:
    """Return a name that is harmless as a file's."""
    kept = re.sub(r"[^\w.@+-]+", "_", unicodedata.normalize("NFC", shown(text)))
    return kept.strip("._")[:80] or "unnamed"


def shown(text: str) -> str:
    """Return text from a file's name without control characters, not too long."""
    text = text.encode("utf-8", "replace").decode()
    kept = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:200])
    return "".join(kept)
