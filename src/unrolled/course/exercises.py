"""Which cells of a notebook belong to which exercise."""

from dataclasses import dataclass

from nbformat import NotebookNode

from unrolled.course import CourseError
from unrolled.course.notebook import where
from unrolled.course.tags import parse_all


@dataclass
class Exercise:
    """Positions of an exercise's cells in the notebook; None where there is none."""

    answer: int | None = None
    check: int | None = None
    hidden: int | None = None
    points: int = 0


def exercises(notebook: NotebookNode, path: object) -> dict[str, Exercise]:
    """Return the exercises by name, in the order of their first cells.

    Raises:
        CourseError: A cell is missing, doubled, out of order, or lacks its first line.
    """
    found: dict[str, Exercise] = {}
    for position, tag in enumerate(parse_all(notebook, path)):
        if tag.role not in ("answer", "check", "hidden"):
            continue
        exercise = found.setdefault(tag.name, Exercise())
        if getattr(exercise, tag.role) is not None:
            place = where(path, position, notebook.cells[position])
            raise CourseError(
                f"{place}: expected one cell {tag.role}:{tag.name}, got a second: "
                "rename one of them"
            )
        setattr(exercise, tag.role, position)
        exercise.points += tag.points or 0
    for name, exercise in found.items():
        _check_complete(name, exercise, path)
        _check_first_line(name, notebook.cells[exercise.answer], exercise.answer, path)
    return found


def _check_complete(name: str, exercise: Exercise, path: object) -> None:
    """Every answer has a check after it; nothing belongs to an unknown exercise."""
    if exercise.answer is None:
        role = "check" if exercise.check is not None else "hidden"
        raise CourseError(
            f"{path}: expected a cell answer:{name} for {role}:{name}, got none: "
            "add it or mend the name"
        )
    if exercise.check is None:
        raise CourseError(
            f"{path}: expected a cell check:{name} for answer:{name}, got none: add it"
        )
    for role in ("check", "hidden"):
        position = getattr(exercise, role)
        if position is not None and position < exercise.answer:
            raise CourseError(
                f"{path}: expected {role}:{name} after answer:{name}, got it before "
                f"(cells {position + 1} and {exercise.answer + 1}): move it down"
            )


def _check_first_line(
    name: str, cell: NotebookNode, position: int, path: object
) -> None:
    wanted = f"# exercise: {name}"
    got = cell.source.split("\n", 1)[0]
    if got != wanted:
        raise CourseError(
            f"{where(path, position, cell)}: expected the first line {wanted!r}, "
            f"got {got!r}: mend it"
        )
