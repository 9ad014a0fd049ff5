"""Scores."""

import pytest
import torch

from unrolled.metrics import balanced_accuracy, ranking_score

T, F = True, False


def test_balanced_accuracy_weighs_both_classes_alike():
    target = torch.tensor([T, F, F, F, F])
    assert balanced_accuracy(torch.tensor([F] * 5), target) == 0.5
    assert balanced_accuracy(target, target) == 1.0
    assert balanced_accuracy(torch.tensor([T, T, F, F, F]), target) == 0.875


def test_ranking_score_counts_ordered_pairs():
    target = torch.tensor([T, F, T, F])
    assert ranking_score(torch.tensor([3.0, 1, 4, 2]), target) == 1.0
    assert ranking_score(torch.tensor([3.0, 1, 2, 2.5]), target) == 0.75
    assert ranking_score(torch.ones(4), target) == 0.5


@pytest.mark.parametrize("score", [balanced_accuracy, ranking_score])
def test_what_cannot_be_scored_is_refused(score):
    with pytest.raises(ValueError, match=r"\(3,\) and \(2,\)"):
        score(torch.ones(3), torch.tensor([T, F]))
    with pytest.raises(ValueError, match="both classes"):
        score(torch.ones(2), torch.tensor([T, T]))
