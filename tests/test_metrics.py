"""Scores."""

import pytest
import torch

from unrolled.metrics import (
    alignment_score,
    balanced_accuracy,
    bleu,
    exact_match,
    ranking_score,
)

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


def test_exact_match_counts_whole_sentences():
    assert exact_match([[1, 2], (3,), []], [(1, 2), [4], []]) == 2 / 3


def test_bleu_equals_its_definition():
    right = ["the cat sat on the mat".split()]
    assert bleu(right, right) == pytest.approx(100)
    # 5 of 6 words, 4 of 5 pairs, 3 of 4 triples, 2 of 3 quadruples are right
    found = ["the cat sat on the rug".split()]
    score = 100 * (5 / 6 * 4 / 5 * 3 / 4 * 2 / 3) ** 0.25
    assert bleu(found, right) == pytest.approx(score)


def test_bleu_takes_tokens_as_they_are():
    assert bleu([["1969.", "júl", ",", "x"]], [["1969", ".", "júl", ","]]) < 50


@pytest.mark.parametrize("score", [exact_match, bleu])
def test_sentences_without_partner_are_refused(score):
    for found, right in (([["a"]], [["a"], ["b"]]), ([], [])):
        with pytest.raises(ValueError, match="as many sentences as references"):
            score(found, right)


def test_alignment_score_looks_where_a_place_is_known():
    weights = torch.tensor([[[0.7, 0.3], [0.4, 0.6], [0.1, 0.9]]])
    assert alignment_score(weights, torch.tensor([[0, -1, 1]])) == (
        1.0,
        pytest.approx(0.8),
    )
    share, mass = alignment_score(weights, torch.tensor([[1, 1, -1]]))
    assert (share, mass) == (0.5, pytest.approx(0.45))


@pytest.mark.parametrize(
    "alignment", [[[0, 1]], [[-1, -1, -1]], [[0, 1, 2]]], ids=["T", "none", "far"]
)
def test_an_alignment_that_does_not_fit_is_refused(alignment):
    with pytest.raises(ValueError, match="expected"):
        alignment_score(torch.ones(1, 3, 2) / 2, torch.tensor(alignment))
