"""Seeds for hidden checks that no right answer can miss by rounding."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from unrolled.grading import GradingError
from unrolled.grading.exercise import Exercise
from unrolled.grading.work import Stage

# What `show` prints of a stage and an answer, before rounding, for each seed.
Statistics = Callable[[Stage, str, Sequence[int]], Mapping[int, Sequence[float]]]

# Units in the last of the 4 printed decimals. What is computed in float32 is off by
# more where the number is large.
MARGIN, MARGIN_OF_ONE, LARGEST_MARGIN = 0.02, 0.004, 0.1
AT_ONCE, TRIES = 4, 64


def sub_seed(seed: int, exercise: str, number: int) -> int:
    """Return the number-th seed that a run's seed gives to an exercise."""
    text = f"{seed}/{exercise}/{number}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:4])


def is_safe(values: Iterable[float]) -> bool:
    """Tell whether no value lies at a place where rounding could go either way."""
    return all(abs((v * 1e4) % 1 - 0.5) >= _margin(v) for v in values)


def _margin(value: float) -> float:
    return min(max(MARGIN, MARGIN_OF_ONE * abs(value)), LARGEST_MARGIN)


def safe_seed(seed: int, exercise: Exercise, statistics: Statistics) -> int:
    """Return an exercise's first safe seed.

    Raises:
        GradingError: None of 64 is: the check shows a number that lies there always.
    """
    stage = exercise.stage(seed)
    for start in range(0, TRIES, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        candidates = [sub_seed(seed, exercise.name, number) for number in numbers]
        values = statistics(stage, exercise.answer, candidates)
        for candidate in candidates:
            if is_safe(values[candidate]):
                return candidate
    raise GradingError(
        f"hidden:{exercise.name}: expected a seed whose statistics are not on a "
        f"rounding boundary, found none among {TRIES}: show other shapes"
    )
