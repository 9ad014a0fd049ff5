r"""Claims: a statement, the rule that decides on it, and the numbers measured."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from statistics import fmean, stdev

from unrolled.checks.visible import CheckError


class ClaimError(CheckError):
    """A claim's rule does not hold for what was measured."""


def claim(
    name: str,
    measured: Mapping[str, Sequence[float]],
    rule: Callable[[Mapping[str, Sequence[float]]], bool],
    statement: str,
    source: str = "",
) -> None:
    r"""Check a statement against what was measured, and print it with its numbers.

    Args:
        name: identifier of the claim, as in the cell's tag ``claim:NAME``.
        measured: label to the values, one a seed, at least three.
        rule: true for the values for which the statement holds.
        statement: one sentence.
        source: bibliography key of who said it first.

    Raises:
        ValueError: fewer than three values, or one that is not finite.
        ClaimError: the rule does not hold.
    """
    rows = []
    for label, values in measured.items():
        if len(values) < 3 or not all(map(isfinite, values)):
            got = list(values)
            raise ValueError(f"{name}: expected 3 or more numbers for {label}: {got}")
        rows.append(f"  {label}: {fmean(values):.3g} ± {stdev(values):.2g}")
    if not rows:
        raise ValueError(f"{name}: expected at least one measured series, got none")
    numbers = "\n".join(rows)
    if not rule(measured):
        raise ClaimError(f"the claim does not hold: {statement}\n{numbers}")
    print(f"✓ {statement}{f' [{source}]' if source else ''}\n{numbers}")
