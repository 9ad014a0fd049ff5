"""The teacher's gradebook of Canvas or Moodle, filled in.

Canvas: `Student,ID,SIS User ID,SIS Login ID,Section,TITLE (NUMBER),…`, a row
`    Points Possible`, then the students. Moodle's grading worksheet:
`Identifier,Full name,…,Grade,…,Last modified (grade),Feedback comments`.

Only grades and feedback comments are changed. `Last modified (grade)` must stay as it
is: by it Moodle notices grades that were changed on the site in the meantime.
"""

import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unrolled.grading import GradingError
from unrolled.grading.delimited import Delimited, Field
from unrolled.grading.names import safe, shown

KINDS = {"canvas": ("Student", "ID"), "moodle": ("Identifier", "Grade")}
OTHER_IDS = {
    "canvas": ("SIS User ID", "SIS Login ID"),
    "moodle": ("ID number", "Username", "Email address"),
}
FEEDBACK = "Feedback comments"
# What the site does not let a file change.
FIXED = ("EX", "N/A")


@dataclass
class Filled:
    """What filling in did: who is missing on either side, and what to look at."""

    kind: str
    data: bytes = b""
    filled: int = 0
    no_submission: list[str] = field(default_factory=list)
    no_row: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Gradebook:
    """A gradebook as it was downloaded."""

    def __init__(self, path: Path, lab: str, title: str, column: str = "") -> None:
        """Read the file and find the lab's column.

        Args:
            path: The file.
            lab: The name of the lab's notebook.
            title: The lab's title.
            column: The title of Canvas's column, if it is not the lab's.

        Raises:
            GradingError: It is no gradebook, or has no column for the lab.
        """
        try:
            self._file = Delimited(Path(path).read_bytes(), str(path))
        except OSError as error:
            raise GradingError(f"cannot read {path}: {error.strerror}") from None
        header = [cell.value.strip() for cell in self._file.rows[0]]
        self._columns = {name: i for i, name in reversed(list(enumerate(header)))}
        kinds = [k for k, names in KINDS.items() if {*names} <= self._columns.keys()]
        if not kinds:
            raise GradingError(
                f"expected a gradebook of Canvas (Student, ID, …) or Moodle "
                f"(Identifier, …, Grade, …), got {', '.join(header[:4])} in {path}: "
                "download it in English"
            )
        self.kind = kinds[0]
        grade = (
            "Grade" if self.kind == "moodle" else _column(header, lab, title, column)
        )
        self._grade = self._columns[grade]
        self._maximum = {"canvas": grade, "moodle": "Maximum Grade"}[self.kind]

    def fill(self, results: dict[str, Any]) -> Filled:
        """Write the points of graded submissions into the rows of their students."""
        done = Filled(self.kind)
        students = self._students()
        rows = self._rows_by_id(students)
        taken: set[int] = set()
        # An id that is spelled exactly so comes first.
        for submission in sorted(
            results["submissions"], key=lambda s: rows.get(s["id"]) is None
        ):
            name = submission["id"]
            row = rows.get(name, rows.get(name.casefold()))
            if row is None or row in taken:
                twice = " (a second submission)" if row in taken else ""
                done.no_row.append(name + twice)
                continue
            taken.add(row)
            self._fill_row(students[row], submission, results, done)
        done.no_row.sort()
        names = [self._name(row) for i, row in enumerate(students) if i not in taken]
        done.no_submission = names
        done.notes += self._maximum_notes(results["max_points"])
        done.data = self._file.data()
        return done

    def _students(self) -> list[list[Field]]:
        """Return the rows of students: those with an id."""
        first = KINDS[self.kind][1 if self.kind == "canvas" else 0]
        rows = [row for row in self._file.rows[1:] if len(row) > self._grade]
        return [row for row in rows if self._value(row, first).strip()]

    def _value(self, row: list[Field], column: str) -> str:
        place = self._columns.get(column, len(row))
        return row[place].value if place < len(row) else ""

    def _name(self, row: list[Field]) -> str:
        return shown(self._value(row, "Student") or self._value(row, "Full name"))

    def _rows_by_id(self, students: list[list[Field]]) -> dict[str, int | None]:
        """Return rows by what a submission may be named after, where it is unique."""
        main: dict[str, int | None] = {}
        other: dict[str, int | None] = {}
        for number, row in enumerate(students):
            first = "ID" if self.kind == "canvas" else "Identifier"
            key = self._value(row, first)
            main |= dict.fromkeys(_spelled(re.sub(r"^\D+(?=\d+$)", "", key)), number)
            values = [self._value(row, column) for column in OTHER_IDS[self.kind]]
            values += [value.partition("@")[0] for value in values if "@" in value]
            for key in set().union(*map(_spelled, values)):
                other[key] = None if key in other else number
        return other | main

    def _fill_row(
        self, row: list[Field], submission: dict, results: dict, done: Filled
    ) -> None:
        old = row[self._grade].value.strip()
        fixed = self._value(row, "Grade can be changed").strip() == "No"
        if submission["status"] != "graded":
            done.notes.append(f"{submission['id']}: not filled in, it was not graded")
        elif fixed or old in FIXED:
            done.notes.append(f"{submission['id']}: left as it is, it is fixed there")
        else:
            self._file.change(row[self._grade], str(submission["points"]))
            place = self._columns.get(FEEDBACK, len(row))
            if self.kind == "moodle" and place < len(row):
                self._file.change(row[place], feedback_html(submission, results))
            done.filled += 1

    def _maximum_notes(self, points: int) -> list[str]:
        """Tell if the site would take the points for another share of the mark."""
        rows = [r for r in self._file.rows[1:] if len(r) > self._grade]
        if self.kind == "canvas":
            rows = [r for r in rows if r[0].value.strip() == "Points Possible"]
        found = {self._value(row, self._maximum).strip() for row in rows[:1]} - {""}
        return [
            f"the gradebook's maximum is {maximum}, the lab has {points} points: "
            "change one of them before you upload"
            for maximum in found
            if not re.fullmatch(rf"{points}([.,]0+)?", maximum)
        ]


def _spelled(value: str) -> set[str]:
    """Return how a submission may be named after an id: exactly, or in lower case."""
    return {safe(value), safe(value).casefold()} if value.strip() else set()


def _column(header: list[str], lab: str, title: str, column: str) -> str:
    """Return the header of Canvas's column for the lab."""
    offered = [name for name in header if re.search(r" \(\d+\)$", name)]
    wanted = {_plain(text) for text in ([column] if column else [lab, title])}
    same = [n for n in offered if {_plain(n), _plain(n.rpartition(" (")[0])} & wanted]
    if not same and not column and len(offered) == 1:
        same = offered
    if len(same) != 1:
        raise GradingError(
            f"expected one column named {column or title!r} in the gradebook, got "
            f"{', '.join(offered) or 'no assignments'}: name it with --column"
        )
    return same[0]


def _plain(text: str) -> str:
    return re.sub(r"\W|_", "", text).casefold()


def feedback_html(submission: dict[str, Any], results: dict[str, Any]) -> str:
    """Return points and hints as one line of HTML; it holds no student's text."""
    lines = [f"{submission['points']} of {results['max_points']} points"]
    for name, exercise in submission["exercises"].items():
        score = f"{name}: {exercise['points']} of {exercise['max_points']}"
        lines.append(score + (f". {exercise['hint']}" if exercise["hint"] else ""))
    return "<br>".join(html.escape(line) for line in lines)
