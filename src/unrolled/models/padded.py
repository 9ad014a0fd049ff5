r"""Padded batches of token ids through PyTorch's layers, without reading the padding.

Source: PyTorch's documentation of packed sequences.

PyTorch: ``nn.Embedding``; ``pack_padded_sequence`` and its inverse.

Shapes: ids (B, T), x (B, T, D), mask bool (B, T), True = real step.
"""

from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from unrolled.models.stacked import State, check_mask


def embed(embedding: nn.Embedding, ids: Tensor) -> Tensor:
    r"""Look the ids up; returns (B, T, D).

    Raises:
        ValueError: an id is out of range (on a CPU).
    """
    try:
        return embedding(ids)
    except IndexError:
        got = f"{int(ids.min())} to {int(ids.max())}"
        last = embedding.num_embeddings - 1
        raise ValueError(f"expected ids from 0 to {last}, got {got}") from None


def run_packed(layer: nn.Module, x: Tensor, mask: Tensor) -> tuple[Tensor, State]:
    r"""Run a layer over the real steps of x (B, T, D) alone; zeros at the others.

    Returns:
        What the layer returns: states (B, T, H or 2H) and the last *real* ones.

    Raises:
        ValueError: the mask has another shape, a gap, or a row without a real step.
    """
    check_mask(mask, x)
    lengths, T = mask.sum(dim=1).cpu(), x.shape[1]
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    states, last = layer(packed)
    return pad_packed_sequence(states, batch_first=True, total_length=T)[0], last
