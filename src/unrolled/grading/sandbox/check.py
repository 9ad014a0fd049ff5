"""What a jailed process does: run an answer and its hidden check.

Nothing here is trusted once the answer runs; what it reports is compared elsewhere.
"""

import io
import random
import sys
from functools import partial
from types import TracebackType
from typing import Any

ANSWER = "<answer>"


def run(request: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """Run one answer in the names that its stage made.

    Args:
        request: `answer`, `hidden`, `seeds`, and `record`: whether the unrounded
            statistics are wanted.
        names: The variables of the notebook.

    Returns:
        By seed, what the hidden check showed; or the exception and its line.
    """
    try:
        _seed()
        exec(compile(request["answer"], ANSWER, "exec"), names)
        hidden = compile(request["hidden"], "<check>", "exec")
        show = _recorded if request["record"] else _shown
        return {"shown": [show(hidden, names, seed) for seed in request["seeds"]]}
    except BaseException as error:
        return {"error": type(error).__name__, "line": _line(error), "text": str(error)}


def _shown(hidden: Any, names: dict[str, Any], seed: int) -> str:
    """Run the hidden check; return what `show` printed, not what the answer did."""
    checks, printed = sys.modules["unrolled.checks.hidden"], io.StringIO()
    checks.print = partial(print, file=printed)
    checks.draw.restart(seed)
    _seed()
    exec(hidden, names)
    return printed.getvalue()


def _recorded(hidden: Any, names: dict[str, Any], seed: int) -> list[float]:
    """Run the hidden check; return the numbers behind what `show` printed."""
    checks, numbers = sys.modules["unrolled.checks.hidden"], []
    original = checks.statistics

    def statistics(value: Any) -> tuple[float, ...]:
        numbers.extend(original(value))
        return original(value)

    checks.statistics = statistics
    _shown(hidden, names, seed)
    checks.statistics = original
    return numbers


def _seed() -> None:
    """Give reference and answer the same random numbers."""
    random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
        sys.modules["numpy"].random.seed(0)


def _line(error: BaseException) -> int | None:
    """Return the last line of the answer that had to do with an exception."""
    if isinstance(error, SyntaxError) and error.filename == ANSWER:
        return error.lineno
    line, trace = None, error.__traceback__
    while isinstance(trace, TracebackType):
        if trace.tb_frame.f_code.co_filename == ANSWER:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
