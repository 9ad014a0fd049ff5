r"""Sequences of unequal length in one tensor: padding, lengths, masks, batches."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor


def pad(sequences: Sequence[Tensor], value: float = 0) -> tuple[Tensor, Tensor]:
    r"""Stack sequences (T_i, ...) into one batch (B, T, ...), T the longest.

    Args:
        sequences: at least one tensor, all equal but for their first size.
        value: what fills the padded steps; 0 is ``<pad>``.

    Returns:
        The batch (B, T, ...) and the int64 lengths (B,).

    Raises:
        ValueError: no sequence is given, or one is empty.
    """
    lengths = torch.tensor([len(s) for s in sequences], dtype=torch.int64)
    if len(lengths) == 0 or lengths.min() == 0:
        got = lengths.tolist()
        raise ValueError(f"expected at least one sequence, none empty; got {got}")
    batch = torch.nn.utils.rnn.pad_sequence(
        list(sequences), batch_first=True, padding_value=value
    )
    return batch, lengths


def mask_from_lengths(lengths: Tensor, T: int | None = None) -> Tensor:
    r"""Return the bool mask (B, T), True at real steps; T defaults to the longest.

    Raises:
        ValueError: a length is negative or exceeds T.
    """
    T = int(lengths.max()) if T is None else T
    if lengths.min() < 0 or lengths.max() > T:
        raise ValueError(f"expected lengths from 0 to T = {T}, got {lengths.tolist()}")
    return torch.arange(T, device=lengths.device) < lengths[:, None]


def shuffled_batches(
    n: int, batch_size: int, generator: torch.Generator
) -> Iterator[Tensor]:
    r"""Yield int64 index tensors (batch_size,) without end, a new shuffle each epoch.

    Raises:
        ValueError: batch_size is not from 1 to n.
    """
    if not 1 <= batch_size <= n:
        raise ValueError(f"expected batch_size from 1 to n = {n}, got {batch_size}")
    while True:
        order = torch.randperm(n, generator=generator)
        yield from order[: n - n % batch_size].split(batch_size)
