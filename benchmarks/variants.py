"""Answers to the labs over 200 seeds: right ones that fail, wrong ones that win.

One wrong answer in many thousand trials may print what the right one prints, by chance:
four decimals are compared. One that wins for more than a seed in some hundreds does not
win by chance: let its hidden check draw other inputs.
"""

import runpy
from pathlib import Path

import torch

from unrolled.grading.lab import load_lab
from unrolled.grading.seeds import safe_seed
from unrolled.grading.trials import Trial, statistics

ROOT = Path(__file__).parents[1]
SEEDS = 200


def wins(trial: Trial, answers: list[tuple], seeds: list[int], right: list) -> str:
    """Return how many trials of the answers print what the right one prints."""
    printed = [trial.printed(answer[1], seeds) for answer in answers]
    won = sum(a == b for p in printed for a, b in zip(p, right, strict=True))
    return f"{won} of {len(printed) * len(seeds)}"


def main() -> None:
    torch.set_num_threads(1)
    print(f"{'lab':22} {'exercise':15} {'right that win':>16} {'wrong that win':>16}")
    for path in sorted((ROOT / "tests/mutants").glob("*.py")):
        answers = runpy.run_path(str(path))
        lab = load_lab(ROOT / "solutions" / f"{path.stem}.ipynb")
        for name, exercise in lab.exercises.items():
            trial = Trial(exercise)
            seeds = [safe_seed(seed, exercise, statistics) for seed in range(SEEDS)]
            right = trial.printed(exercise.answer, seeds)
            good, bad = (
                wins(trial, answers[kind][name], seeds, right)
                for kind in ("VARIANTS", "MUTANTS")
            )
            print(f"{path.stem:22} {name:15} {good:>16} {bad:>16}", flush=True)


if __name__ == "__main__":
    main()
