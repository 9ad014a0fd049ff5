r"""The cases of `tests/js/mapping.test.mjs` are what Python plans.

To store them again after a change: `python tests/widgets/test_mapping_cases.py`.
"""

import json
from pathlib import Path

import pytest

from unrolled.widgets.mapping_plan import TYPES, plan_steps

STORED = Path(__file__).parents[1] / "js" / "mapping_cases.json"
LENGTHS = {
    "one-to-one": [(1, 1)],
    "one-to-many": [(1, 1), (1, 4)],
    "many-to-one": [(1, 1), (5, 1)],
    "many-to-many": [(1, 1), (8, 8)],
    "many-to-many-unaligned": [(1, 1), (3, 5), (4, 2)],
}


def make_cases() -> list[dict]:
    return [
        {"type": kind, "inputs": i, "outputs": o, "expected": plan_steps(kind, i, o)}
        for kind, lengths in LENGTHS.items()
        for i, o in lengths
    ]


def test_stored_plans_are_what_python_plans():
    assert set(LENGTHS) == set(TYPES)
    assert json.loads(STORED.read_text()) == json.loads(json.dumps(make_cases()))


MASKS = {
    ("one-to-one", 1, 1): ("1", "1"),
    ("one-to-many", 1, 4): ("1000", "1111"),
    ("many-to-one", 3, 1): ("111", "001"),
    ("many-to-many", 3, 3): ("111", "111"),
    ("many-to-many-unaligned", 2, 3): ("11000", "00111"),
}


@pytest.mark.parametrize("plan", MASKS)
def test_a_type_decides_which_steps_read_and_which_count(plan):
    steps = plan_steps(*plan)
    masks = ["".join(str(int(step[k] is not None)) for step in steps) for k in (0, 1)]
    assert tuple(masks) == MASKS[plan]


if __name__ == "__main__":
    STORED.write_text(json.dumps(make_cases(), separators=(",", ":")) + "\n")
