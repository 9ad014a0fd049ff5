"""Works in, verdicts out: the sandbox runs the answers, nbval compares.

What a check showed is compared outside the sandbox, by a process that has never seen
the answer; only nbval's clean pass earns points. All else that the student's process
says (type and line of an exception) is told only as far as it can be true.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from unrolled.grading import GradingError
from unrolled.grading.judge_nbval import Nbval
from unrolled.grading.judge_requests import outcomes, request
from unrolled.grading.judge_verdicts import LONGEST, verdicts
from unrolled.grading.sandbox import Sandbox, best_level, run_all, verify
from unrolled.grading.work import Stage, Verdict, Work

PATIENCE = 120.0  # seconds for a reference answer


class Judge:
    """Runs references and answers in one sandbox, and nbval beside it.

    Both start in the background, so that other work can go on meanwhile: the sandbox,
    which takes longer, at once, nbval at the first use. A context manager; closed, it
    starts anew when it is used again.

    Args:
        level: Of the sandbox; None takes the best one that holds.
        unsafe: Whether limits alone will do where nothing holds.
        data: Of the stages to come; others are possible but cost a new start.

    Raises:
        GradingError: Nothing holds, and `unsafe` is False.
    """

    def __init__(
        self,
        level: str | None = None,
        unsafe: bool = False,
        data: Iterable[str] = (),
    ) -> None:
        self._data = set(data)
        # The best level, most likely: torch is imported while the self-test runs.
        self._box: Sandbox | None = Sandbox(level or "namespaces", self._data)
        self._held: Sandbox | None = None  # the one that has passed its self-test
        self._nbval: Nbval | None = None
        try:
            self.level = level or best_level(unsafe)
            self._agreed(unsafe)
        except BaseException:
            self.close()
            raise

    def _agreed(self, unsafe: bool) -> None:
        """Keep the sandbox that was started only if it is the one that is wanted."""
        if self.level == "rlimits" and not unsafe:
            raise GradingError(
                "expected a sandbox that holds, got the level 'rlimits': use --unsafe "
                "if you trust every answer"
            )
        if self._box and self._box.level != self.level:
            self._box.__exit__()
            self._box = None

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for part in (self._box, self._nbval):
            if part:
                part.__exit__()
        self._box = self._nbval = self._held = None

    def reference(self, stages: Sequence[tuple[Stage, str]]) -> list[str]:
        """Return what the hidden checks show with the reference answers.

        Raises:
            GradingError: One of them raises, takes too long or shows nothing.
        """
        shown = [texts[0] for texts in self._trusted(stages)]
        for (stage, _), text in zip(stages, shown, strict=True):
            if not 0 < len(text) <= LONGEST:
                raise GradingError(
                    f"hidden:{stage.exercise}: expected a check that shows 1 to "
                    f"{LONGEST} characters, got {len(text)}: end it with show(...)"
                )
        return shown

    def reference_statistics(
        self, stage: Stage, answer: str, seeds: Sequence[int]
    ) -> dict[int, list[float]]:
        """Return by seed the numbers behind what the hidden check shows.

        Raises:
            GradingError: The reference answer raises or takes too long.
        """
        options = {"seeds": tuple(seeds), "record": True}
        numbers = self._trusted([(stage, answer)], **options)[0]
        return dict(zip(seeds, numbers, strict=True))

    def judge(self, works: Iterable[Work], jobs: int) -> Iterator[Verdict]:
        """Yield verdicts as they come, in any order; closing it ends all processes."""
        works = list(works)
        with self:
            box = self._opened(work.stage for work in works)
            yield from verdicts(outcomes(box, works, jobs), self._nbval)

    def _trusted(
        self, stages: Sequence[tuple[Stage, str]], **options: Any
    ) -> list[list[Any]]:
        """Run reference answers; return what each showed, in order."""
        box = self._opened(stage for stage, _ in stages)
        requests = [
            request(number, stage, answer, timeout=PATIENCE, **options)
            for number, (stage, answer) in enumerate(stages)
        ]
        ended = sorted(run_all(box, requests, jobs=2), key=lambda o: o.key)
        for outcome, (stage, _) in zip(ended, stages, strict=True):
            if outcome.status != "done":
                told = {"error": outcome.status, "text": "", **outcome.report}
                raise GradingError(
                    f"answer:{stage.exercise}: expected the reference answer to pass, "
                    f"got {told['error']} {told['text']}: run the solution"
                )
        return [outcome.report["shown"] for outcome in ended]

    def _opened(self, stages: Iterable[Stage]) -> Sandbox:
        """Return a sandbox in which the data of these stages can be read."""
        data = {path for stage in stages for path in stage.data}
        if not data <= self._data:
            self.close()
            self._data |= data
        self._nbval = self._nbval or Nbval()
        self._box = self._box or Sandbox(self.level, self._data)
        if self.level != "rlimits" and self._box is not self._held:
            verify(self._box)
            self._held = self._box
        return self._box


def reference(
    stages: Sequence[tuple[Stage, str]],
    *,
    level: str | None = None,
    unsafe: bool = False,
) -> list[str]:
    """As `Judge.reference`, in a sandbox of its own."""
    with Judge(level, unsafe) as runner:
        return runner.reference(stages)


def reference_statistics(
    stage: Stage,
    answer: str,
    seeds: Sequence[int],
    *,
    level: str | None = None,
    unsafe: bool = False,
) -> dict[int, list[float]]:
    """As `Judge.reference_statistics`, in a sandbox of its own."""
    with Judge(level, unsafe) as runner:
        return runner.reference_statistics(stage, answer, seeds)


def judge(
    works: Iterable[Work], *, jobs: int, level: str | None = None, unsafe: bool = False
) -> Iterator[Verdict]:
    """As `Judge.judge`, in a sandbox of its own."""
    yield from Judge(level, unsafe).judge(works, jobs)
