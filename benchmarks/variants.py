"""Right but different answers to the labs, over 200 seeds: how many fail falsely."""

import runpy
from pathlib import Path

import torch

from unrolled.grading.lab import load_lab
from unrolled.grading.seeds import safe_seed
from unrolled.grading.trials import Trial, statistics

ROOT = Path(__file__).parents[1]
SEEDS = 200


def main() -> None:
    torch.set_num_threads(1)
    print("lab                    exercise        answers  trials  false fails")
    for path in sorted((ROOT / "tests/mutants").glob("*.py")):
        variants = runpy.run_path(str(path))["VARIANTS"]
        for name, exercise in load_lab(
            ROOT / "solutions" / f"{path.stem}.ipynb"
        ).exercises.items():
            trial = Trial(exercise)
            seeds = [safe_seed(seed, exercise, statistics) for seed in range(SEEDS)]
            right = trial.printed(exercise.answer, seeds)
            printed = [trial.printed(source, seeds) for _, source in variants[name]]
            trials = SEEDS * len(printed)
            fails = trials - sum(
                a == b for p in printed for a, b in zip(p, right, strict=True)
            )
            print(f"{path.stem:22} {name:15} {len(printed):7} {trials:7} {fails:12}")


if __name__ == "__main__":
    main()
