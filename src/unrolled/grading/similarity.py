"""Answers that are nearly the same once names and comments are set aside."""

import ast
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SHINGLE = 4  # consecutive nodes that count as one feature
SHORT = 60  # features; what has fewer, everybody writes alike
NEAR = 0.9  # share of features in common
COMMON = 0.2  # of the class; what more have is no sign of copying

Shingles = frozenset[int]


@dataclass(frozen=True)
class Pair:
    """Two students whose answers to an exercise are nearly the same.

    Attributes:
        exercise: Its name.
        students: Their ids, sorted.
        share: Students with that answer, they among them.
        of: Students who gave an answer.
    """

    exercise: str
    students: tuple[str, str]
    share: int
    of: int


def shingles(source: str, stub: str = "") -> Shingles:
    """Return what an answer adds to its stub; nothing if that is short or no Python."""
    added = _features(source) - _features(stub)
    return added if len(added) >= SHORT else frozenset()


def _features(source: str) -> Shingles:
    try:
        nodes = list(_Normal().tokens(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    runs = ("|".join(nodes[i : i + SHINGLE]) for i in range(len(nodes) - SHINGLE + 1))
    return frozenset(_hash(run) for run in runs)


def pairs(
    exercise: str, answers: Mapping[str, Shingles], reference: Shingles
) -> list[Pair]:
    """Return the pairs of students whose answers are suspiciously alike.

    Not among them: short answers, what a large part of the class has, and what equals
    the solution, since many find it without help.
    """
    unlike = {i: s for i, s in answers.items() if s and not _near(s, reference)}
    near: dict[str, set[str]] = {student: {student} for student in unlike}
    students = sorted(unlike)
    for i, first in enumerate(students):
        for second in students[i + 1 :]:
            if _near(unlike[first], unlike[second]):
                near[first].add(second)
                near[second].add(first)
    limit = max(2, int(COMMON * len(answers)))
    return [
        Pair(exercise, (first, second), len(near[first]), len(answers))
        for first in students
        for second in sorted(near[first])
        if first < second and len(near[first]) <= limit
    ]


def _near(first: Shingles, second: Shingles) -> bool:
    union = len(first | second)
    return bool(union) and len(first & second) >= NEAR * union


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


class _Normal:
    """Names in the order in which they first appear; no comments, no docstrings."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def tokens(self, node: ast.AST) -> Iterator[str]:
        yield type(node).__name__
        for field, value in ast.iter_fields(node):
            if field in ("id", "arg", "name") and isinstance(value, str):
                yield self.names.setdefault(value, f"n{len(self.names)}")
            elif field in ("attr", "value", "n") and not isinstance(value, ast.AST):
                yield repr(value)
            elif field not in ("annotation", "returns", "type_comment", "ctx", "kind"):
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST) and not _is_docstring(child):
                        yield from self.tokens(child)


def _is_docstring(node: ast.AST) -> bool:
    """Tell whether a statement is a bare string; it has no effect anywhere."""
    constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return constant and isinstance(node.value.value, str)
