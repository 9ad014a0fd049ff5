"""Padding, masks, batches."""

import pytest
import torch

from unrolled.data.batching import mask_from_lengths, pad, shuffled_batches


def test_padding_fills_with_zeros_behind():
    batch, lengths = pad([torch.tensor([1, 2, 3]), torch.tensor([4])])
    assert batch.tolist() == [[1, 2, 3], [4, 0, 0]]
    assert lengths.tolist() == [3, 1] and lengths.dtype == torch.int64


def test_vectors_are_padded_too():
    batch, _ = pad([torch.ones(2, 5), torch.ones(3, 5)], value=-1)
    assert batch.shape == (2, 3, 5) and (batch[0, 2] == -1).all()


@pytest.mark.parametrize("sequences", [[], [torch.ones(2), torch.ones(0)]])
def test_nothing_to_pad_is_refused(sequences):
    with pytest.raises(ValueError, match="none empty"):
        pad(sequences)


def test_mask_is_true_at_real_steps():
    mask = mask_from_lengths(torch.tensor([2, 0, 3]))
    assert mask.tolist() == [[True, True, False], [False] * 3, [True] * 3]
    assert mask_from_lengths(torch.tensor([1]), T=4).shape == (1, 4)


@pytest.mark.parametrize("lengths", [[5], [-1]])
def test_lengths_that_do_not_fit_are_refused(lengths):
    with pytest.raises(ValueError, match="from 0 to T = 4"):
        mask_from_lengths(torch.tensor(lengths), T=4)


def test_an_epoch_shows_everything_once():
    batches = shuffled_batches(10, 5, torch.Generator().manual_seed(0))
    first = torch.cat([next(batches), next(batches)])
    second = torch.cat([next(batches), next(batches)])
    assert first.sort().values.tolist() == list(range(10))
    assert not torch.equal(first, second)


def test_same_seed_same_batches():
    a, b = (shuffled_batches(9, 4, torch.Generator().manual_seed(3)) for _ in "ab")
    assert all(torch.equal(next(a), next(b)) for _ in range(5))


@pytest.mark.parametrize("size", [0, 11])
def test_batch_size_that_does_not_fit_is_refused(size):
    with pytest.raises(ValueError, match=f"from 1 to n = 10, got {size}"):
        next(shuffled_batches(10, size, torch.Generator()))
