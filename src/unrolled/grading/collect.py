"""Find the submissions in a folder, a zip archive or a single file.

Whose file it is, is told by its name:

* Canvas exports `familygiven_LATE_12345_67890_file-1.ipynb`: the first number is the
  student's id, the second that of the upload (the highest is the newest).
* Moodle exports `Full Name_1234567_assignsubmission_file_/file.ipynb` (or the same
  without a folder): the number is the participant's.
* Otherwise a folder holds one student's files and its name is the id; a notebook that
  lies in no folder is one student's and its name without `.ipynb` is the id.

Students choose the end of such a name, and sometimes their own name in it. So the first
numbers count, and an id that comes with two names gets no mark.

Nothing is opened here: that is left to a confined process.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from unrolled.grading import GradingError
from unrolled.grading.entries import MAX_FILES, Entry, entries
from unrolled.grading.names import identities, shown

KIND = "assignsubmission_(?:file|onlinetext)"  # both, if a student used both
MOODLE_FOLDER = re.compile(rf"(?P<name>.+)_(?P<id>\d+)_{KIND}_?", re.S)
MOODLE_FILE = re.compile(rf"(?P<name>.+?)_(?P<id>\d+)_{KIND}_.*", re.S)
CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_.*", re.I | re.S
)

TOLD = 5  # of many files of a kind


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
    students: dict[str, dict[str, list[Entry]]] = defaultdict(dict)
    for entry in listed:
        if student := _student(entry, canvas):
            identity, name = student
            students[identity].setdefault(name, []).append(entry)
    if not students:
        raise GradingError(
            f"expected notebooks (.ipynb) of students in {path}, found none: "
            "give their folder, or the zip archive from Canvas or Moodle"
        )
    return [
        _chosen(identity, claims, lab, canvas)
        for claims, identity in zip(
            students.values(), identities(students), strict=True
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

    A date in a name, as in `alice_2026_11_03.ipynb`, has the same form, and a student
    may give it to the end of a name from Moodle.
    """
    alone = [e for e in listed if len(e.parts) == 1 and not e.problem]
    names = [entry.parts[0] for entry in alone if entry.is_notebook]
    matches = [CANVAS.fullmatch(name) for name in names]
    ours = [m for m in matches if m and "_assignsubmission_" not in m["name"]]
    return bool(names) and len({m["upload"] for m in ours}) == len(names)


def _student(entry: Entry, canvas: bool) -> tuple[str, str] | None:
    """Return whose file it is, as (id, name); None for what is nobody's."""
    top, alone = entry.parts[0], len(entry.parts) == 1
    match = CANVAS.fullmatch(top) if canvas else None
    match = match or (MOODLE_FILE if alone else MOODLE_FOLDER).fullmatch(top)
    if match:
        return match["id"], match["name"]
    if not alone:
        return top, ""
    if entry.is_notebook or entry.problem:
        return PurePosixPath(top).stem, ""
    return None


def _chosen(
    identity: str, claims: dict[str, list[Entry]], lab: str, canvas: bool
) -> Found:
    """Pick the newest of a student's notebooks, if it is clear whose they are."""
    files = [entry for claim in claims.values() for entry in claim]
    if len(claims) > 1:
        firsts = [shown("/".join(claim[0].parts)) for claim in claims.values()]
        flag = f"one id under {len(claims)} names: {', '.join(firsts[:TOLD])}"
        problem = "files under several names have this id; whose are they"
        return Found(identity, problem=problem, flags=[flag])
    name = shown(*claims)
    if len(files) > MAX_FILES:
        problem = f"it is over {MAX_FILES} files, not one notebook"
        return Found(identity, name, problem=problem)
    return _newest(Found(identity, name), files, lab, canvas)


def _newest(found: Found, files: list[Entry], lab: str, canvas: bool) -> Found:
    """Fill in the newest of a student's notebooks, and what became of the others."""
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
    found.flags += [
        f"left out: {shown(e.parts[-1])} is {e.problem}" for e in odd[:TOLD]
    ]
    if len(odd) > TOLD:
        found.flags.append(f"left out: {len(odd) - TOLD} more")
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
    natural = [_number(p) if p.isdecimal() else (-1, p) for p in pieces]
    upload = _number(match["upload"] if match else "")
    return upload, lab in stem, natural, entry.parts


def _number(digits: str) -> tuple[int, str]:
    """Sort like the number does; `int` takes some thousand digits at most."""
    digits = digits.lstrip("0")
    return len(digits), digits
