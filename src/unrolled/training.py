r"""One training loop for every model of the book, and the losses it minimises."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer
from tqdm import tqdm


@dataclass(frozen=True)
class TrainConfig:
    r"""How to train.

    Args:
        steps: number of updates.
        lr: learning rate of Adam at the start.
        clip: largest norm of the gradient; inf switches clipping off.
        decay: True lets the learning rate fall linearly to zero.
    """

    steps: int = 500
    lr: float = 1e-2
    clip: float = 1.0
    decay: bool = True


def train(
    model: nn.Module,
    loss: Callable[..., Tensor],
    batches: Iterable,
    config: TrainConfig,
    title: str = "",
) -> list[float]:
    r"""Minimise ``loss(model, batch)`` over ``config.steps`` batches with Adam.

    Args:
        model: changed in place.
        loss: gives a scalar tensor for the model and one batch.
        batches: at least ``config.steps`` batches, of any form that ``loss`` takes.
        config: how to train.
        title: stands before the progress bar, which is shown while training.

    Returns:
        The loss of every step.

    Raises:
        ValueError: a loss is not finite, or the batches ran out.
    """
    optimiser = torch.optim.Adam(model.parameters(), lr=config.lr)
    losses: list[float] = []
    bar = tqdm(
        total=config.steps, desc=title, file=sys.stdout, leave=False, mininterval=0.5
    )
    with bar:
        for _, batch in zip(range(config.steps), batches, strict=False):
            left = 1 - len(losses) / config.steps if config.decay else 1
            optimiser.param_groups[0]["lr"] = config.lr * left
            new = update(model, loss(model, batch), optimiser, config.clip)
            losses.append(new)
            bar.update()
    if len(losses) < config.steps:
        raise ValueError(f"expected {config.steps} batches, got {len(losses)}")
    return losses


def update(model: nn.Module, loss: Tensor, optimiser: Optimizer, clip: float) -> float:
    r"""Take one step down the gradient of a scalar loss; return the loss.

    Raises:
        ValueError: the loss is not finite.
    """
    if not torch.isfinite(loss):
        got = f"expected a finite loss, got {loss.item()}"
        raise ValueError(f"{got}: try a smaller learning rate")
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    return loss.item()


def sequence_bce(logits: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
    r"""Binary cross-entropy: summed over real steps, averaged over the batch.

    Args:
        logits: (B, T), before the sigmoid.
        targets: (B, T), 0 or 1.
        mask: bool (B, T), True = real step.

    Returns:
        A scalar, nats per sequence.
    """
    steps = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (steps * mask).sum(dim=1).mean()


def sequence_cross_entropy(logits: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
    r"""Softmax cross-entropy: summed over real steps, averaged over the batch.

    Args:
        logits: (B, T, V).
        targets: int64 (B, T), from 0 to V - 1.
        mask: bool (B, T), True = real step.

    Returns:
        A scalar, nats per sequence.
    """
    steps = F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    return (steps * mask).sum(dim=1).mean()
