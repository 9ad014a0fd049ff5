r"""Hidden checks: seeded inputs, and printed statistics that nbval compares."""

from typing import Any

import torch
from torch import Tensor


class _Draw:
    """Seeded inputs for hidden checks; starts anew after each ``show``."""

    def __init__(self) -> None:
        self.restart(seed=0)

    def restart(self, seed: int | None = None) -> None:
        self.seed = self.seed if seed is None else seed
        self.generator = torch.Generator().manual_seed(self.seed)

    def __call__(self, *shape: int) -> Tensor:
        r"""Return standard normal float64 numbers of the given shape."""
        return torch.randn(*shape, generator=self.generator, dtype=torch.float64)

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        r"""Return int64 numbers from low to high - 1 of the given shape."""
        return torch.randint(low, high, shape, generator=self.generator)


draw = _Draw()


def statistics(value: Tensor) -> tuple[float, float, float]:
    r"""Return mean, projection on a fixed random direction, and mean square."""
    flat = value.detach().to(torch.float64).flatten()
    generator = torch.Generator().manual_seed(flat.numel())
    direction = torch.randn(flat.numel(), generator=generator, dtype=torch.float64)
    projection = flat @ direction / max(flat.numel(), 1) ** 0.5
    return flat.mean().item(), projection.item(), flat.square().mean().item()


def show(*values: Any) -> None:
    r"""Print what a hidden check compares, one line a value.

    Tensors and numbers: shape, mean, projection and mean square at 4 decimals. All
    else: its ``repr``. The next ``draw`` starts anew from its seed.
    """
    draw.restart()
    for value in values:
        if isinstance(value, (bool, int, float)):
            value = torch.tensor(value)
        if not isinstance(value, Tensor):
            print(repr(value))
            continue
        numbers = (f"{n + 0.0:.4f}" for n in statistics(value))
        numbers = ("0.0000" if n == "-0.0000" else n for n in numbers)
        print(tuple(value.shape), *numbers)
