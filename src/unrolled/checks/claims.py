r"""Claims: a statement, the rule that decides on it, and the numbers measured."""

from collections.abc import Callable, Mapping, Sequence
from math import floor, isfinite, log10
from statistics import fmean, stdev

from unrolled.checks.visible import CheckError


class ClaimError(CheckError):
    """A claim's rule does not hold for what was measured."""


def claim(
    name: str,
    measured: Mapping[str, Sequence[float] | float],
    rule: Callable[[Mapping[str, Sequence[float]]], bool],
    statement: str,
    source: str = "",
) -> None:
    r"""Check a statement against what was measured, and print it with its numbers.

    Args:
        name: identifier of the claim, as in the cell's tag ``claim:NAME``.
        measured: label to the values, one a seed, at least three; or to a single
            number where nothing depends on a seed. The first two are compared.
        rule: true for the values for which the statement holds; gets lists. It must
            not hold with the first two series swapped (a single one: negated).
        statement: one sentence.
        source: bibliography key of who said it first.

    Raises:
        ValueError: no series, fewer than three values, one that is not finite, or a
            rule that holds for the opposite as well.
        ClaimError: the rule does not hold.
    """
    if not measured:
        raise ValueError(f"{name}: expected at least one measured series, got none")
    series = {k: v if isinstance(v, Sequence) else [v] for k, v in measured.items()}
    for label, values in series.items():
        exact = not isinstance(measured[label], Sequence)
        if (len(values) < 3 and not exact) or not all(map(isfinite, values)):
            got = list(values)
            raise ValueError(f"{name}: expected 3 or more numbers for {label}: {got}")
    numbers = "\n".join(f"  {k}: {_summary(v)}" for k, v in series.items())
    if not rule(series):
        raise ClaimError(f"the claim does not hold: {statement}\n{numbers}")
    if rule(_opposite(series)):
        first = " and ".join(list(series)[:2])
        change = "swapped" if len(series) > 1 else "negated"
        raise ValueError(f"{name}: expected a rule that fails with {first} {change}")
    print(f"✓ {statement}{f' [{source}]' if source else ''}\n{numbers}")


def _opposite(series: dict[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    """Swap the first two series; a single one changes its sign."""
    first, *others = series
    if not others:
        return {first: [-value for value in series[first]]}
    return series | {first: series[others[0]], others[0]: series[first]}


def _summary(values: Sequence[float]) -> str:
    """Mean ± standard deviation, both to two digits of the latter."""
    if len(values) == 1:
        return f"{values[0]:.3g} (exact)"
    spread = stdev(values)
    digits = max(0, 1 - floor(log10(spread))) if spread else 3
    return f"{fmean(values):.{digits}f} ± {spread:.{digits}f}"
