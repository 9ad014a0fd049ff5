"""From works to checks that run, in an order in which none helps another."""

from collections.abc import Iterator
from typing import Any

from unrolled.grading.sandbox import Outcome, Request, Sandbox, run_all
from unrolled.grading.work import Stage, Work

TOGETHER = 32  # submissions, of which all are done before the next ones begin


def outcomes(box: Sandbox, works: list[Work], jobs: int) -> Iterator[Outcome]:
    """Run all works; the sandbox ends while nbval compares the last ones."""
    for part in parts(works):
        yield from run_all(box, part, jobs)
    box.stop()


def parts(works: list[Work]) -> Iterator[list[Request]]:
    """Yield what may run at the same time: answers to one exercise only.

    A process that answers a later exercise holds the reference answers to earlier ones.
    """
    names = list(dict.fromkeys(work.submission for work in works))
    for start in range(0, len(names), TOGETHER):
        chosen = set(names[start : start + TOGETHER])
        found: dict[Stage, list[Request]] = {}
        for w in works:
            if w.submission in chosen:
                wanted = request(w, w.stage, w.answer, timeout=w.timeout)
                found.setdefault(w.stage, []).append(wanted)
        yield from (found[stage] for stage in sorted(found, key=lambda s: len(s.cells)))


def request(key: Any, stage: Stage, answer: str, **options: Any) -> Request:
    """Return the check of an answer, at its stage's seed if no others are given."""
    options = {"seeds": (stage.seed,), **options}
    return Request(
        key, stage.cells, answer, stage.hidden, forbidden=stage.forbidden, **options
    )
