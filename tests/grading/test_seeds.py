import pytest

from unrolled.grading import GradingError
from unrolled.grading.seeds import TRIES, is_safe, safe_seed, sub_seed
from unrolled.grading.trials import statistics


@pytest.mark.parametrize(
    "value, safe",
    [
        (0.12344, True),
        (0.12345, False),
        (0.123451, False),
        (0.1234521, True),
        (-0.12345, False),
        (0.0, True),
        (20.00005, False),
        (20.000056, False),
        (20.000059, True),
    ],
)
def test_a_value_near_a_rounding_boundary_is_not_safe(value, safe):
    assert is_safe([0.5, value]) is safe


def test_the_first_safe_seed_is_taken(lab):
    exercise = lab.exercises["echo"]

    def two_are_bad(stage, answer, seeds):
        bad = [sub_seed(7, "echo", number) for number in (0, 1)]
        return {seed: [0.12345 if seed in bad else 0.5] for seed in seeds}

    assert safe_seed(7, exercise, two_are_bad) == sub_seed(7, "echo", 2)


def test_no_safe_seed_names_the_check(lab):
    asked = []

    def all_are_bad(stage, answer, seeds):
        asked.extend(seeds)
        return {seed: [0.12345] for seed in seeds}

    with pytest.raises(GradingError, match="hidden:echo"):
        safe_seed(7, lab.exercises["echo"], all_are_bad)
    assert len(set(asked)) == TRIES


def test_runs_and_exercises_get_seeds_of_their_own(lab):
    exercises = lab.exercises.values()
    seeds = {safe_seed(s, e, statistics) for s in range(5) for e in exercises}
    assert len(seeds) == 5 * len(exercises)


def test_statistics_are_those_that_the_check_shows(lab):
    exercise = lab.exercises["elman_step"]
    numbers = statistics(exercise.stage(0), exercise.answer, [3, 4])
    assert len(numbers[3]) == 3 * 6 and numbers[3] != numbers[4]
