"""Student notebooks (labs/) are generated from solved ones (solutions/)."""

import re
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from unrolled.course import CourseError
from unrolled.course.exercises import exercises
from unrolled.course.normalise import normalised
from unrolled.course.notebook import notebooks, read, text, where, write_texts

BEGIN, END, STUB = "# BEGIN SOLUTION", "# END SOLUTION", "# STUB:"


def lab_text(solution: Path, root: Path) -> str:
    """Return the text of the lab that belongs to a solution.

    Raises:
        CourseError: The solution breaks a rule; the message names the cell.
    """
    name = solution.resolve().relative_to(root)
    lab = student_version(read(solution), name)
    return text(normalised(lab, root / "labs" / solution.name, root))


def student_version(solution: NotebookNode, path: object) -> NotebookNode:
    """Remove hidden checks and replace what stands between the markers by stubs."""
    lab = deepcopy(solution)
    found = exercises(lab, path)
    for name, exercise in found.items():
        cell = lab.cells[exercise.answer]
        try:
            cell.source = stub(cell.source, name)
        except CourseError as error:
            place = where(path, exercise.answer, cell)
            raise CourseError(f"{place}: {error}") from None
    hidden = {exercise.hidden for exercise in found.values()}
    lab.cells = [cell for i, cell in enumerate(lab.cells) if i not in hidden]
    for position, cell in enumerate(lab.cells):
        if BEGIN in cell.source or END in cell.source:
            raise CourseError(
                f"{where(path, position, cell)}: expected solution markers in "
                "answer:NAME cells only: tag the cell or remove them"
            )
    return lab


def stub(source: str, name: str) -> str:
    """Replace each marked block of an answer by its `# STUB:` lines, or by a raise."""
    kept, block, indent = [], None, ""
    for line in source.splitlines():
        word = line.strip()
        if word == BEGIN and block is None:
            block, indent = [], line[: len(line) - len(line.lstrip())]
        elif word == END and block is not None:
            default = [f'raise NotImplementedError("exercise {name}")']
            kept += [(indent + code).rstrip() for code in block or default]
            block = None
        elif word in (BEGIN, END):
            raise CourseError(
                f"expected {BEGIN} and {END} in turn, got {word}: mend it"
            )
        elif block is None:
            kept.append(line)
        elif word.startswith(STUB):
            block.append(re.sub(rf"^\s*{STUB} ?", "", line))
    if block is not None:
        raise CourseError(
            f"expected {END} after {BEGIN}, got the end of the cell: add it"
        )
    if "\n".join(kept) == source:
        raise CourseError(
            f"expected {BEGIN} … {END} around the answer, got none: add it"
        )
    return "\n".join(kept)


def make_labs(root: Path, check: bool = False) -> list[str]:
    """Write every lab that is stale; return one line for each.

    With `check` nothing is written. All labs are made before the first is written, so
    that an error in one solution leaves the folder as it was.

    Raises:
        CourseError: A solution breaks a rule, or a lab has no solution.
    """
    wanted = {
        root / "labs" / solution.name: lab_text(solution, root)
        for solution in notebooks(root, "solutions")
    }
    for lab in notebooks(root, "labs"):
        if lab not in wanted:
            raise CourseError(
                f"expected solutions/{lab.name} for labs/{lab.name}, found none: "
                "labs are generated; add the solution or delete the lab"
            )
    stale = {lab: new for lab, new in wanted.items() if _on_disk(lab) != new}
    if not check:
        write_texts(stale)
    return [f"labs/{lab.name}" for lab in stale]


def _on_disk(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
