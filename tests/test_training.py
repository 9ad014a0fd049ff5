"""The loop learns, stops on NaN, and the losses count real steps only."""

import math

import pytest
import torch
from torch import nn

from unrolled.data.batching import mask_from_lengths
from unrolled.models.elman import ElmanNetwork
from unrolled.seeds import set_seed
from unrolled.training import (
    TrainConfig,
    sequence_bce,
    sequence_cross_entropy,
    train,
)


def endless(batch):
    while True:
        yield batch


def test_one_batch_is_overfitted():
    set_seed(0)
    x, mask = torch.randn(4, 6, 3), mask_from_lengths(torch.tensor([6, 3, 5, 1]))
    targets = torch.randint(0, 2, (4, 6)).float()
    model = ElmanNetwork(3, 16, 1)

    def loss(model, batch):
        return sequence_bce(model(batch, mask)[..., 0], targets, mask)

    losses = train(model, loss, endless(x), TrainConfig(steps=200, lr=0.02))
    assert len(losses) == 200 and losses[-1] < 0.05 < losses[0]


def test_same_seed_same_losses():
    def once():
        set_seed(1)
        model = nn.Linear(2, 1)
        config = TrainConfig(steps=5)
        return train(model, lambda m, x: m(x).square().mean(), endless(BATCH), config)

    assert once() == once()


BATCH = torch.randn(3, 2, generator=torch.Generator().manual_seed(0))


def test_a_loss_that_is_not_finite_stops_the_loop():
    model = nn.Linear(2, 1)
    with pytest.raises(ValueError, match="smaller learning rate"):
        train(model, lambda m, x: m(x).sum() * math.nan, [BATCH], TrainConfig(steps=1))


def test_too_few_batches_are_reported():
    model = nn.Linear(2, 1)
    with pytest.raises(ValueError, match="expected 3 batches, got 2"):
        train(model, lambda m, x: m(x).sum(), [BATCH] * 2, TrainConfig(steps=3))


def test_bce_is_the_equation_summed_over_real_steps():
    logits, mask = (
        torch.tensor([[0.3, -1.0, 9.0]]),
        mask_from_lengths(torch.tensor([2]), T=3),
    )
    y = torch.tensor([[1.0, 0.0, 0.0]])
    p = torch.sigmoid(logits)
    steps = -y * p.log() - (1 - y) * (1 - p).log()
    expected = steps[0, :2].sum()
    torch.testing.assert_close(sequence_bce(logits, y, mask), expected)


def test_cross_entropy_with_two_classes_is_bce():
    z, mask = torch.randn(4, 5), mask_from_lengths(torch.tensor([5, 1, 3, 2]))
    y = torch.randint(0, 2, (4, 5))
    two = torch.stack([torch.zeros_like(z), z], dim=-1)
    torch.testing.assert_close(
        sequence_cross_entropy(two, y, mask), sequence_bce(z, y.float(), mask)
    )
