r"""Two tasks with a known lag between what is read and what is asked.

Both give sequences of eight symbols and one of four classes; guessing scores 0.25. The
answer is asked after the last step.

* ``latch``: one symbol decides; all others are noise. After the latch and two-sequence
  problems of Y. Bengio, P. Simard & P. Frasconi, "Learning long-term dependencies with
  gradient descent is difficult", IEEE Transactions on Neural Networks 5(2), 1994,
  doi:10.1109/72.279181; theirs have two classes, real numbers and Gaussian noise.
* ``temporal_order``: two symbols and their order decide. Experiment 6a of S. Hochreiter
  & J. Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997,
  doi:10.1162/neco.1997.9.8.1735; theirs is 100 to 110 steps long.

Licence: none needed, the sequences are generated.
"""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

SYMBOLS, CLASSES = 8, 4


def latch(
    n: int, lag: int, generator: torch.Generator, T: int | None = None
) -> tuple[Tensor, Tensor]:
    r"""Return symbols int64 (n, T) and classes int64 (n,).

    The class is the symbol, 0 to 3, that stands ``lag`` steps before the last one; the
    others are drawn from 4 to 7.

    Args:
        n: number of sequences.
        lag: steps from the symbol that decides to the answer; 0 is no lag.
        generator: of the random numbers.
        T: steps; lag + 1 if None, so that the first symbol decides.

    Raises:
        ValueError: the lag does not fit into T steps.
    """
    T = lag + 1 if T is None else T
    if not 0 <= lag < T:
        raise ValueError(f"expected a lag from 0 to T - 1 = {T - 1}, got {lag}")
    x = torch.randint(CLASSES, SYMBOLS, (n, T), generator=generator)
    y = torch.randint(CLASSES, (n,), generator=generator)
    x[:, T - 1 - lag] = y
    return x, y


def temporal_order(n: int, T: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    r"""Return symbols int64 (n, T) and classes int64 (n,).

    Each of two marks is an X (0) or a Y (1); the classes are XX, XY, YX, YY. The first
    stands in the second tenth of the sequence, the other in the sixth. The sequence
    begins with E (6) and ends with B (7); the others are noise, drawn from 2 to 5.

    Args:
        n: number of sequences.
        T: steps, at least 20.
        generator: of the random numbers.

    Raises:
        ValueError: T is below 20.
    """
    if T < 20:
        raise ValueError(f"expected T of 20 steps or more, got {T}")
    x = torch.randint(2, 6, (n, T), generator=generator)
    x[:, 0], x[:, -1] = 6, 7
    marks = torch.randint(2, (n, 2), generator=generator)
    for k, start in enumerate((T // 10, T // 2)):
        place = start + torch.randint(T // 10, (n, 1), generator=generator)
        x.scatter_(1, place, marks[:, k : k + 1])
    return x, 2 * marks[:, 0] + marks[:, 1]


def fresh(
    task: Callable[..., tuple], generator: torch.Generator, **options: int
) -> Iterator[tuple[Tensor, Tensor]]:
    r"""Yield batches ``task(generator=generator, **options)`` without end, all new."""
    while True:
        yield task(generator=generator, **options)
