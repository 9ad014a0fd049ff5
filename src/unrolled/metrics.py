r"""Scores of predictions."""

import torch
from torch import Tensor


def balanced_accuracy(predicted: Tensor, target: Tensor) -> float:
    r"""Return the mean of two shares: right among positives, right among negatives.

    Guessing, and always giving the same answer, score 0.5.

    Args:
        predicted: bool, any shape.
        target: bool, the same shape.

    Raises:
        ValueError: the shapes differ, or the target holds one class only.
    """
    if predicted.shape != target.shape:
        got = f"{tuple(predicted.shape)} and {tuple(target.shape)}"
        raise ValueError(f"expected two equal shapes, got {got}")
    predicted, target = predicted.bool(), target.bool()
    if target.all() or not target.any():
        raise ValueError("expected both classes among the targets, got one")
    right = predicted == target
    return (right[target].float().mean() + right[~target].float().mean()).item() / 2


def ranking_score(score: Tensor, target: Tensor) -> float:
    r"""Return the probability that a positive outscores a negative (area under ROC).

    Ties count one half; 0.5 is chance.

    Args:
        score: numbers (N,).
        target: bool (N,).

    Raises:
        ValueError: the shapes differ, or the target holds one class only.
    """
    if score.shape != target.shape or score.ndim != 1:
        got = f"{tuple(score.shape)} and {tuple(target.shape)}"
        raise ValueError(f"expected two shapes (N,), got {got}")
    if target.all() or not target.any():
        raise ValueError("expected both classes among the targets, got one")
    negatives = score[~target].sort().values
    below = torch.searchsorted(negatives, score[target])
    not_above = torch.searchsorted(negatives, score[target], right=True)
    return (below + not_above).double().mean().item() / (2 * len(negatives))
