"""From how checks ended to verdicts, with nbval's help."""

import ast
import builtins
import time
from collections.abc import Iterable, Iterator
from typing import Any

from unrolled.grading.judge_nbval import Nbval
from unrolled.grading.sandbox import Outcome
from unrolled.grading.work import Verdict, Work

LONGEST = 20_000  # characters that a check may show
BATCH, PAUSE = 64, 1.0  # nbval gets this many at a time, or what came in a second
# Other exceptions are told as "Exception": their names could carry anything, the text
# of the hidden check for one.
ERRORS = {
    *("CheckError", "LinAlgError", "NotWrittenError", "OutOfMemoryError"),
    *(name for name in dir(builtins) if name.endswith(("Error", "Exit", "Interrupt"))),
    *("Exception", "BaseException", "StopIteration", "Warning", "UserWarning"),
}
Pending = list[tuple[Work, str]]


def verdicts(outcomes: Iterable[Outcome], nbval: Nbval) -> Iterator[Verdict]:
    """Tell at once what failed; let nbval compare the rest, meanwhile, in batches."""
    pending: Pending = []
    sent: Pending = []
    last = time.monotonic()
    for outcome in outcomes:
        if verdict := _failed(outcome):
            yield verdict
        else:
            pending.append((outcome.key, _text(outcome)))
        if nbval.ready():
            yield from _compared(sent, nbval.receive())
        waited = time.monotonic() - last > PAUSE
        if pending and not nbval.busy and (waited or len(pending) >= BATCH):
            sent, pending, last = pending, [], time.monotonic()
            nbval.send([(text, work.expected) for work, text in sent])
    if nbval.busy:
        yield from _compared(sent, nbval.receive())
    if pending:
        nbval.send([(text, work.expected) for work, text in pending])
        yield from _compared(pending, nbval.receive())


def _failed(outcome: Outcome) -> Verdict | None:
    """Return the verdict on a check that did not come to its end."""
    work, status, error, line = outcome.key, outcome.status, "", None
    if status == "done":
        text = _text(outcome)
        if text is not None and len(text) <= LONGEST:
            return None
        status = "died" if text is None else "output"
    elif status == "error":
        error, line = _error(work, outcome.report)
        status = "forbidden" if error in work.stage.forbidden else "error"
    return Verdict(work.submission, work.stage.exercise, status, error, line)


def _error(work: Work, report: dict[str, Any]) -> tuple[str, int | None]:
    """Return the exception's type, or the forbidden name, and the answer's line."""
    name, text, line = (str(report.get(key)) for key in ("error", "text", "line"))
    if name == "ForbiddenError" and text in work.stage.forbidden:
        name = text
    elif name not in ERRORS:
        name = "Exception"
    lines = range(1, work.answer.count("\n") + 2)
    claimed = next((n for n in lines if str(n) == line), 0)
    starts = _starts(work.answer) if claimed else []
    return name, max((start for start in starts if start <= claimed), default=None)


def _starts(answer: str) -> list[int]:
    """Return the lines where statements start, or where the syntax is wrong.

    A student's process can claim no other lines: numbers could carry anything.
    """
    try:
        tree = ast.parse(answer)
    except SyntaxError as error:
        return [error.lineno or 1]
    except (ValueError, RecursionError, MemoryError):
        return []
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]


def _text(outcome: Outcome) -> str | None:
    """Return what a check showed, as text that can be written to a file."""
    match outcome.report.get("shown"):
        case [str(text)]:
            return text.encode("utf8", "replace").decode("utf8")
    return None


def _compared(pairs: Pending, passed: list[bool]) -> Iterator[Verdict]:
    for (work, _), clean in zip(pairs, passed, strict=True):
        status = "passed" if clean else "wrong"
        yield Verdict(work.submission, work.stage.exercise, status)
