r"""Scores of predictions."""

from collections.abc import Sequence

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


def exact_match(found: Sequence[Sequence], right: Sequence[Sequence]) -> float:
    r"""Return the share of sentences, lists of tokens or ids, that are wholly right.

    Raises:
        ValueError: there is no sentence, or not as many on both sides.
    """
    _check_pairs(found, right)
    pairs = zip(found, right, strict=True)
    return sum(list(a) == list(b) for a, b in pairs) / len(found)


def bleu(found: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> float:
    r"""Return corpus BLEU, 0 to 100, of tokenised sentences with one reference each.

    Sacrebleu counts, on the tokens as they are; sentences must not be made of ids.

    Source: K. Papineni et al., ACL 2002, doi:10.3115/1073083.1073135; M. Post, "A call
    for clarity in reporting BLEU scores", WMT 2018, arXiv:1804.08771.

    Raises:
        ValueError: there is no sentence, or not as many on both sides.
    """
    from sacrebleu import corpus_bleu  # takes a while to import, and few need it

    _check_pairs(found, right)
    texts, references = ([" ".join(y) for y in side] for side in (found, right))
    return corpus_bleu(texts, [references], tokenize="none", force=True).score


def alignment_score(weights: Tensor, alignment: Tensor) -> tuple[float, float]:
    r"""Compare attention with a known alignment, where there is one.

    Args:
        weights: a (B, T, S), each row of S a distribution.
        alignment: int64 (B, T), the source step of each target step, -1 where none is.

    Returns:
        The share of target steps whose largest weight stands at the known source step,
        and the mean weight that stands there.

    Raises:
        ValueError: the shapes do not fit, or no step has a known place.
    """
    if weights.shape[:2] != alignment.shape or weights.ndim != 3:
        got = f"{tuple(weights.shape)} and {tuple(alignment.shape)}"
        raise ValueError(f"expected (B, T, S) and (B, T), got {got}")
    known = alignment >= 0
    if not known.any() or alignment.max() >= weights.shape[2]:
        wanted = f"places from 0 to {weights.shape[2] - 1}, at least one"
        raise ValueError(f"expected {wanted}, got {alignment.unique().tolist()}")
    a, place = weights[known], alignment[known]
    right = a.argmax(dim=-1) == place
    return right.float().mean().item(), a.gather(1, place[:, None]).mean().item()


def _check_pairs(found: Sequence, right: Sequence) -> None:
    if len(found) != len(right) or not len(found):
        got = f"{len(found)} and {len(right)}"
        raise ValueError(f"expected as many sentences as references, got {got}")
