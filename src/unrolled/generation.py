r"""Writing a target symbol by symbol: greedy and beam search, in batches.

Both take any model with the two methods of ``Seq2Seq`` and ``AttentionSeq2Seq``::

    state = model.start(source, source_mask)       # a named tuple of tensors (B, ...)
    logits, state = model.step(token, state)       # (B, V), given the last token (B,)

Source: beam search as in I. Sutskever, O. Vinyals & Q. Le, 2014, arXiv:1409.3215,
section 3.2. They rank by log p; dividing it by a power of the length, so that long
sentences are not punished for being long, is in Y. Wu et al., 2016, arXiv:1609.08144,
section 7, whose divisor is ((5 + T) / 6)^α where ours is T^α.

Shapes: source (B, S) ids, source_mask bool (B, S), True = real token. Sentences come
out as lists of ids, without ``<bos>`` and ``<eos>``.
"""

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

BOS, EOS = 1, 2
NEVER = [0, BOS]  # <pad> and <bos> are never written
State = Any  # a tensor (B, ...), or a tuple of states


class Written(NamedTuple):
    r"""B sentences.

    Args:
        tokens: the ids of each.
        log_p: log p of each (B,), ``<eos>`` counted if it was written.
        weights: attention a (B, T, S), T the longest with ``<eos>``; None without.
    """

    tokens: list[list[int]]
    log_p: Tensor
    weights: Tensor | None


class Hypothesis(NamedTuple):
    r"""A sentence (ids), its log p, and log p over the length to the power α."""

    tokens: list[int]
    log_p: float
    score: float


@torch.no_grad()
def greedy(
    model: nn.Module, source: Tensor, source_mask: Tensor, max_steps: int = 100
) -> Written:
    r"""Write the likeliest next symbol, until each sentence has its ``<eos>``.

    Args:
        model: see above; use ``model.eval()`` if it has dropout.
        source: ids (B, S).
        source_mask: bool (B, S).
        max_steps: where a sentence without ``<eos>`` is cut off, at least 1.

    Raises:
        ValueError: max_steps is below 1; what the model refuses.
    """
    _at_least_one(max_steps=max_steps)
    state = model.start(source, source_mask)
    token = source.new_full((len(source),), BOS)
    going = torch.ones_like(token, dtype=torch.bool)
    log_p, tokens, weights = 0, [], []
    for _ in range(max_steps):
        logits, state = model.step(token, state)
        best, token = _log_softmax(logits).max(dim=-1)
        log_p = log_p + best * going
        tokens.append(token.where(going, EOS))
        weights.append(getattr(state, "weights", None))
        going = going & (token != EOS)
        if not going.any():
            break
    found = None if weights[0] is None else torch.stack(weights, dim=1)
    return Written([_cut(y) for y in torch.stack(tokens, 1).tolist()], log_p, found)


@torch.no_grad()
def beam_search(
    model: nn.Module,
    source: Tensor,
    source_mask: Tensor,
    beam: int = 5,
    max_steps: int = 100,
    alpha: float = 1.0,
) -> list[list[Hypothesis]]:
    r"""Follow the ``beam`` likeliest beginnings; one of them is greedy search.

    Args:
        model: see above.
        source: ids (B, S).
        source_mask: bool (B, S).
        beam: beginnings that are kept for each sentence, K, at least 1.
        max_steps: where a sentence without ``<eos>`` is cut off, at least 1.
        alpha: the final score is log p / T^alpha, ``<eos>`` counted; 0 is log p.

    Returns:
        For each source up to K hypotheses, the best score first.

    Raises:
        ValueError: beam or max_steps is below 1; what the model refuses.
    """
    _at_least_one(beam=beam, max_steps=max_steps)
    B, K = len(source), beam
    state = _rows(model.start(source, source_mask), _repeat(B, K, source.device))
    tokens = source.new_full((B * K, 1), BOS)
    log_p = torch.full((B, K), -torch.inf, device=source.device)
    log_p[:, 0] = 0  # at first all K are the same: keep one
    first = torch.arange(B, device=source.device)[:, None] * K
    for _ in range(max_steps):
        logits, state = model.step(tokens[:, -1], state)
        steps = _log_softmax(logits)
        done = (tokens[:, 1:] == EOS).any(dim=1)
        steps[done] = -torch.inf  # a finished one goes on as it is: <eos>, for nothing
        steps[done, EOS] = 0
        V = steps.shape[-1]
        log_p, best = (log_p[..., None] + steps.view(B, K, V)).flatten(1).topk(K)
        rows = (first + best // V).flatten()
        tokens = torch.cat([tokens[rows], (best % V).view(-1, 1)], dim=1)
        state = _rows(state, rows)
        if (tokens[:, 1:] == EOS).any(dim=1).all():
            break
    return _rank(tokens[:, 1:].view(B, K, -1), log_p, alpha)


def _rank(tokens: Tensor, log_p: Tensor, alpha: float) -> list[list[Hypothesis]]:
    """Sort the K hypotheses of each source; drop those that are impossible."""
    found = []
    for sentences, scores in zip(tokens.tolist(), log_p.tolist(), strict=True):
        kept = []
        for y, p in zip(sentences, scores, strict=True):
            length = len(_cut(y)) + (EOS in y)
            if p > -torch.inf:
                kept.append(Hypothesis(_cut(y), p, p / length**alpha))
        found.append(sorted(kept, key=lambda h: -h.score))
    return found


def _at_least_one(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"expected {name} of 1 or more, got {number}")


def _log_softmax(logits: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=-1)
    log_p[:, NEVER] = -torch.inf
    return log_p


def _cut(tokens: list[int]) -> list[int]:
    return tokens[: tokens.index(EOS)] if EOS in tokens else tokens


def _repeat(B: int, K: int, device: torch.device) -> Tensor:
    return torch.arange(B, device=device).repeat_interleave(K)


def _rows(state: State, rows: Tensor) -> State:
    """Select rows of every tensor in a state."""
    if isinstance(state, Tensor):
        return state[rows]
    parts = [_rows(part, rows) for part in state]
    return type(state)(*parts) if hasattr(state, "_fields") else tuple(parts)
