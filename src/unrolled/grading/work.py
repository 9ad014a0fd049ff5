"""What passes between the grader's halves: works to run, and verdicts on them."""

from dataclasses import dataclass
from typing import Literal

Status = Literal[
    "passed",  # nbval compared and found no difference
    "wrong",  # the check ran; its output differs from the reference's
    "error",  # the answer or the check raised
    "timeout",
    "output",  # more output than allowed
    "died",  # the process ended before the check did
    "forbidden",  # the answer uses a name that the exercise forbids
    "missing",  # there is no answer, or the stub was left as it was
]


@dataclass(frozen=True)
class Stage:
    """Trusted code of one exercise, the same for the whole class.

    Attributes:
        exercise: Its name.
        cells: Sources of the lab's cells before the answer, reference answers of
            earlier exercises among them.
        hidden: Source of the hidden check, run after the answer.
        seed: What `unrolled.checks.draw` starts from before the hidden check.
        forbidden: Dotted names that raise when used, such as `torch.nn.RNN`.
        data: Files or folders outside the package that the cells read; bound
            read-only.
    """

    exercise: str
    cells: tuple[str, ...]
    hidden: str
    seed: int = 0
    forbidden: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """One answer to one exercise, to be run and compared.

    Attributes:
        submission: The student's id.
        stage: The exercise.
        answer: Source of the answer cell; untrusted.
        expected: What the hidden check prints with the reference answer.
        timeout: Seconds of wall clock for answer and check together.
    """

    submission: str
    stage: Stage
    answer: str
    expected: str
    timeout: float = 10.0


@dataclass(frozen=True)
class Verdict:
    """The outcome of one work; holds nothing that a student may not see.

    Attributes:
        submission: The student's id.
        exercise: Its name.
        status: See `Status`; only "passed" earns points.
        error: Type of the exception, as `ValueError`; empty where none was raised.
        line: Line of the answer cell, from 1, where it was raised, if it was there.
    """

    submission: str
    exercise: str
    status: Status
    error: str = ""
    line: int | None = None
