r"""Attention: how well does a query fit each of S states, and what do they hold?

Equations, for a query q and source states h_i, i = 1 … S::

    e_i = v · tanh(W q + U h_i + b)     additive score, or
    e_i = q · (U h_i) / √Q              scaled dot product
    a = softmax(e) over the real i      0 ≤ a_i ≤ 1, Σ_i a_i = 1
    c = Σ_i a_i h_i                     the context

Source: the additive score is of D. Bahdanau, K. Cho & Y. Bengio, "Neural machine
translation by jointly learning to align and translate", ICLR 2015, arXiv:1409.0473;
there W and U have no bias. The product with one matrix for both sides is "general" of
M. Luong, H. Pham & C. Manning, 2015, arXiv:1508.04025; its scale of A. Vaswani et al.,
2017, arXiv:1706.03762, section 3.2.1.

PyTorch: ``F.scaled_dot_product_attention`` for the dot product, many queries at once.

Shapes: q (B, Q), h (B, S, H), e and a (B, S), mask bool (B, S), c (B, H).
"""

import torch
from torch import Tensor, nn


def masked_softmax(scores: Tensor, mask: Tensor) -> Tensor:
    r"""Softmax over the last size, where the mask is True; all zeros if it never is."""
    lowest = torch.finfo(scores.dtype).min
    # * mask: a row that is all padding becomes zeros
    return scores.masked_fill(~mask, lowest).softmax(dim=-1) * mask


class AdditiveAttention(nn.Module):
    r"""e_i = v · tanh(W q + U h_i + b), through ``size`` units (default: the query's).

    Args:
        query_size: numbers in a query q.
        key_size: numbers in a source state h_i.
        size: of the layer between.
    """

    def __init__(self, query_size: int, key_size: int, size: int | None = None):
        super().__init__()
        size = size or query_size
        self.query = nn.Linear(query_size, size, bias=False)
        self.key = nn.Linear(key_size, size)
        self.v = nn.Linear(size, 1, bias=False)

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        r"""Return e (B, S) for q (B, Q) and U h + b, ``key(h)``, (B, S, size)."""
        return self.v(torch.tanh(self.query(query)[:, None] + keys)).squeeze(-1)


class DotAttention(nn.Module):
    r"""e_i = q · (U h_i) / √Q. Args as of ``AdditiveAttention``, without ``size``."""

    def __init__(self, query_size: int, key_size: int):
        super().__init__()
        self.key = nn.Linear(key_size, query_size, bias=False)

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        r"""Return e (B, S) for q (B, Q) and U h, ``key(h)``, (B, S, Q)."""
        return (keys @ query[:, :, None]).squeeze(-1) / query.shape[-1] ** 0.5


def attend(weights: Tensor, states: Tensor) -> Tensor:
    r"""Return c (B, H), the mean of the states (B, S, H) with the weights a (B, S)."""
    return (weights[:, None] @ states)[:, 0]  # (B, 1, S) @ (B, S, H)
