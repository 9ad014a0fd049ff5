"""What lies in a folder or a zip archive, listed without opening any of it."""

import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from unrolled.grading import GradingError

MAX_BYTES = 256 * 2**20  # of one notebook; those with 100 MB of output are read
MAX_FILES = 100_000  # of one student
JUNK = ("__MACOSX", "__pycache__")
FOLDER = "a folder, not a notebook"


@dataclass(frozen=True)
class Entry:
    """A file, or what pretends to be one.

    Attributes:
        parts: The folders it lies in and its name, never "..", never empty.
        container: The file itself, or the archive that holds it.
        member: Its number in the archive, None outside of archives.
        problem: Why it must not be opened; empty if it may be.
    """

    parts: tuple[str, ...]
    container: Path
    member: int | None = None
    problem: str = ""

    @property
    def is_notebook(self) -> bool:
        """Tell whether its name is that of a notebook."""
        return _is_named_notebook(self.parts[-1])

    def without_top(self) -> "Entry":
        """Return the same entry as if its outermost folder were not there."""
        return replace(self, parts=self.parts[1:])

    def read(self) -> bytes:
        """Return the contents, at most one byte more than allowed.

        Raises:
            OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError: It is
                unreadable, damaged, encrypted or packed in an unknown way.
        """
        if self.member is None:
            with open(self.container, "rb") as file:
                return file.read(MAX_BYTES + 1)
        with zipfile.ZipFile(self.container) as archive:
            info = archive.infolist()[self.member]
            with archive.open(info) as file:
                return file.read(MAX_BYTES + 1)


def entries(path: Path) -> list[Entry]:
    """List a folder, a zip archive, or a single notebook; sorted.

    Raises:
        GradingError: It is none of these or cannot be read.
    """
    path = Path(path)
    try:
        if path.is_dir():
            found = list(_folder(path))
        elif zipfile.is_zipfile(path):
            found = list(_archive(path))
        elif path.is_file() and path.suffix == ".ipynb":
            found = [Entry((path.name,), path)]
        else:
            raise GradingError(
                f"expected a folder, a zip archive or a notebook, got {path}: "
                "check the path"
            )
    # An archive with a name that is not in UTF-8, though it says so: a ValueError.
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise GradingError(
            f"cannot read {path} ({error}): download it again, or unpack it and give "
            "the folder"
        ) from None
    return sorted(found, key=lambda entry: entry.parts)


def _is_named_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def _junk(parts: tuple[str, ...]) -> bool:
    """Tell whether a file was left by a system or an editor."""
    return any(
        part in JUNK
        or part.startswith("._")
        or (part.startswith(".") and not _is_named_notebook(part))
        for part in parts
    )


def _folder(root: Path) -> Iterator[Entry]:
    """List a folder; of what lies in one of its folders, not much over the limit."""
    counts: Counter[tuple[str, ...]] = Counter()
    closed: list[OSError] = []
    for place, folders, files in os.walk(root, onerror=closed.append):
        if counts[Path(place).relative_to(root).parts[:1]] > MAX_FILES:
            folders.clear()
            continue
        links = [name for name in folders if os.path.islink(Path(place, name))]
        odd = [name for name in folders if _is_named_notebook(name)]
        for name in {*files, *links, *odd}:
            path = Path(place, name)
            parts = path.relative_to(root).parts
            if not _junk(parts):
                counts[parts[:1]] += 1
                yield Entry(parts, path, problem=_problem_of(path))
        folders[:] = [name for name in folders if name not in odd]
    for path in (Path(error.filename) for error in closed):
        if path == root:
            raise PermissionError("the folder may not be listed")
        parts = path.relative_to(root).parts
        if not _junk(parts):
            yield Entry(parts, path, problem="a folder that may not be listed")


def _problem_of(path: Path) -> str:
    try:
        state = path.lstat()
    except OSError:
        return "unreadable"
    return _problem(state.st_mode, state.st_size)


def _problem(mode: int, size: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_ISDIR(mode):
        return FOLDER
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "not a regular file"
    if size > MAX_BYTES:
        return f"too large (over {MAX_BYTES >> 20} MB): clear its outputs"
    return ""


def _archive(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for number, info in enumerate(archive.infolist()):
            name = info.filename.replace("\\", "/")
            parts = tuple(p for p in name.split("/") if p not in ("", ".", ".."))
            problem = _problem(info.external_attr >> 16, info.file_size)
            odd = [i for i, p in enumerate(parts[:-1], 1) if _is_named_notebook(p)]
            if info.is_dir() or odd:
                problem = FOLDER
                parts = parts[: odd[0]] if odd else parts
            if _escapes(name):
                problem = "a path that leads out of the archive"
            elif info.flag_bits & 1:
                problem = "encrypted"
            plain = info.is_dir() and not (parts and _is_named_notebook(parts[-1]))
            if parts and not plain and not _junk(parts):
                yield Entry(parts, path, number, problem)


def _escapes(name: str) -> bool:
    """Tell whether a name in an archive would be written elsewhere if unpacked."""
    absolute = name.startswith("/") or re.match(r"[A-Za-z]:", name)
    return bool(absolute) or ".." in name.split("/")
