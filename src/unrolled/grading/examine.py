"""What can be said about a submission without running it."""

import ast
import re
import zipfile
from dataclasses import dataclass, field

from unrolled.grading import rules, similarity
from unrolled.grading.entries import Entry
from unrolled.grading.exercise import ALWAYS_FORBIDDEN, Exercise, Lab
from unrolled.grading.reflection import reflection
from unrolled.grading.submission import Submission, UnreadableError, parse
from unrolled.grading.work import Status

# nbval obeys such comments, also inside of strings.
MARKER = re.compile(r"NBVAL_|PYTEST_VALIDATE_")
MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|\S*\?\??[ \t]*)$", re.M)


@dataclass(frozen=True)
class Answer:
    """The answer to one exercise.

    Attributes:
        source: What is to be run.
        status: "missing", "forbidden" or "error" if it is not to be run, else None.
        name: The forbidden name, or the exception.
        line: Its line.
        flag: What the teacher had better look at, if it is run all the same.
        shingles: Of its normalised form, for comparison; empty if it is short.
    """

    source: str = ""
    status: Status | None = None
    name: str = ""
    line: int | None = None
    flag: str = ""
    shingles: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Examined:
    """A submission, read; `problem` says why it could not be."""

    answers: dict[str, Answer] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    problem: str = ""


def examine(entry: Entry, lab: Lab) -> Examined:
    """Read a submission; whatever is in it, this gives a result."""
    try:
        submission = parse(entry.read(), lab)
    except UnreadableError as error:
        return Examined(problem=str(error))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return Examined(problem=f"it cannot be read ({type(error).__name__})")
    answers = {
        name: _answer(submission, exercise) for name, exercise in lab.exercises.items()
    }
    flags = [f"{name}: {a.flag}" for name, a in answers.items() if a.flag]
    return Examined(answers, (*submission.flags, *flags))


def _answer(submission: Submission, exercise: Exercise) -> Answer:
    source = submission.answers.get(exercise.name)
    if source is None or _bare(source) in ("", _bare(exercise.stub)):
        return Answer(status="missing")
    source = defused(source)
    try:
        known = rules.aliases(exercise.cells)
        use = rules.forbidden_use(source, exercise.forbidden, known)
        looks = reflection(source, known, exercise.forbidden)
        shingles = similarity.shingles(source, exercise.stub)
    except RecursionError:  # thousands of brackets or dots in each other
        return Answer(source, "error", "RecursionError")
    if set(exercise.forbidden) - set(ALWAYS_FORBIDDEN):
        use = use or looks  # it could lead to what is forbidden
    flag = f"uses {looks[0]} (line {looks[1]})" if looks and not use else ""
    name, line = use or ("", None)
    status: Status | None = "forbidden" if use else None
    return Answer(source, status, name, line, flag, shingles)


def _bare(source: str) -> str:
    """Return the code without blank lines and lines of comment."""
    lines = (line.rstrip() for line in source.splitlines())
    return "\n".join(s for s in lines if s and not s.lstrip().startswith("#"))


def defused(source: str) -> str:
    """Take the effect from nbval's markers and from magics; keep the line numbers."""
    source = MARKER.sub(lambda match: match[0].lower(), source)
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return MAGIC.sub(r"\1pass", source)
    return source  # what is Python holds no magics
