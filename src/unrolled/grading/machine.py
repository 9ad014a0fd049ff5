"""What runs answers: the sandbox and the judge, as the rest of the grader sees them."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from unrolled.grading.seeds import Statistics
from unrolled.grading.work import Stage, Verdict, Work


@dataclass(frozen=True)
class Machine:
    """How answers are run: in the sandbox; in tests of the rest, in this process.

    Attributes:
        sandbox: Name of the level and what it keeps out, for the report.
        reference: What the hidden checks print with the reference answers.
        statistics: The numbers in it before rounding, for many seeds.
        judge: Verdicts on works, in any order; closing it ends all processes.
        close: Ends what is still there.
    """

    sandbox: str
    reference: Callable[[list[tuple[Stage, str]]], list[str]]
    statistics: Statistics
    judge: Callable[[Iterable[Work]], Generator[Verdict]]
    close: Callable[[], None] = lambda: None


def sandboxed(jobs: int, level: str | None = None, unsafe: bool = False) -> Machine:
    """Return the machine that students' code may be given to.

    Raises:
        GradingError: This computer offers no sandbox, and `unsafe` is not given.
    """
    from unrolled.grading.judge import Judge
    from unrolled.grading.sandbox import describe

    judge = Judge(level, unsafe)
    return Machine(
        f"{judge.level}: {describe(judge.level)}",
        judge.reference,
        judge.reference_statistics,
        lambda works: judge.judge(works, jobs),
        judge.close,
    )
