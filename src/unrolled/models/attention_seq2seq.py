r"""Sequence to sequence with attention: each step looks at all source states again.

Equations; i = 1 … S counts the source, t = 1 … T the target, y_0 is ``<bos>``::

    h_i = [→h_i, ←h_i]                    annotations: a GRU in each direction
    s_0 = tanh(W_0 ←h_1 + b_0)
    e_{t,i} = g(s_{t-1}, h_i)             the score, of ``attention``
    a_t = softmax(e_t),  c_t = Σ_i a_{t,i} h_i
    s_t = GRU([y_{t-1}, c_t], s_{t-1})
    p(y_t | y_<t, x) = softmax(W_o tanh(W_r [s_t, c_t, y_{t-1}] + b_r) + b_o)

With ``query_token=True`` the score is g([s_{t-1}, y_{t-1}], h_i): a departure from the
paper and the lecture, with which the network learns sooner where to look.

Source: D. Bahdanau, K. Cho & Y. Bengio, "Neural machine translation by jointly learning
to align and translate", ICLR 2015, arXiv:1409.0473, appendix A. Theirs has a maxout
where W_r and tanh stand, W_0 without bias, and a GRU that resets before the product.

PyTorch: none; the layers are ``nn.GRU`` and ``nn.GRUCell``. Cost: T · S scores.

Shapes: source (B, S), target_in (B, T), h (B, S, H), each direction H / 2, s_t and c_t
(B, H), a (B, T, S), logits (B, T, V).
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from unrolled.models.attention import AdditiveAttention, attend, masked_softmax
from unrolled.models.padded import embed, run_packed


class AttentionState(NamedTuple):
    r"""What the decoder carries: s_t; of the source h, ``key(h)``, mask; last a_t."""

    s: Tensor
    annotations: Tensor
    keys: Tensor
    mask: Tensor
    weights: Tensor


class AttentionSeq2Seq(nn.Module):
    r"""Two-way encoder, attention, decoder; sizes as of ``Seq2Seq``, H even."""

    def __init__(
        self,
        source_size: int,
        target_size: int,
        hidden_size: int = 64,
        embedding_size: int = 32,
        score: type[nn.Module] = AdditiveAttention,
        query_token: bool = False,
        dropout: float = 0.0,
    ):
        super().__init__()
        H, E = hidden_size, embedding_size
        if H % 2:
            raise ValueError(f"expected an even hidden_size, for two ways, got {H}")
        self.query_token, self.dropout = query_token, nn.Dropout(dropout)
        self.source_embedding = nn.Embedding(source_size, E)
        self.target_embedding = nn.Embedding(target_size, E)
        self.encoder = nn.GRU(E, H // 2, batch_first=True, bidirectional=True)
        self.start_state = nn.Linear(H // 2, H)
        self.score = score(H + E * query_token, H)
        self.decoder = nn.GRUCell(E + H, H)
        self.hidden = nn.Linear(H + H + E, E)
        self.readout = nn.Linear(E, target_size)

    def forward(self, source: Tensor, source_mask: Tensor, target_in: Tensor) -> Tensor:
        r"""Return the logits (B, T, V); arguments and errors as of ``Seq2Seq``."""
        return self.align(source, source_mask, target_in)[0]

    def align(self, source: Tensor, source_mask: Tensor, target_in: Tensor):
        r"""Return the logits (B, T, V) and the weights a (B, T, S)."""
        state = self.start(source, source_mask)
        y = self.dropout(embed(self.target_embedding, target_in))
        steps = []
        for y_t in y.unbind(dim=1):
            state, context = self._attend(y_t, state)
            steps.append((state.s, context, state.weights))
        s, contexts, weights = (torch.stack(x, 1) for x in zip(*steps, strict=True))
        return self._write(s, contexts, y), weights

    def start(self, source: Tensor, source_mask: Tensor) -> AttentionState:
        r"""Read the source; return the state before the first target step."""
        embedded = self.dropout(embed(self.source_embedding, source))
        h, last = run_packed(self.encoder, embedded, source_mask)
        s = torch.tanh(self.start_state(last[1]))  # last[1]: ←h_1
        none_yet = torch.zeros_like(h[..., 0])
        return AttentionState(s, h, self.score.key(h), source_mask, none_yet)

    def step(self, token: Tensor, state: AttentionState):
        r"""Return the logits (B, V) of y_t and the next state, given y_{t-1} (B,)."""
        y = self.dropout(embed(self.target_embedding, token))
        state, context = self._attend(y, state)
        return self._write(state.s, context, y), state

    def _attend(
        self, y: Tensor, state: AttentionState
    ) -> tuple[AttentionState, Tensor]:
        # query_token, not in the lecture: y_{t-1}, too, decides where to look
        query = torch.cat([state.s, y], dim=-1) if self.query_token else state.s
        weights = masked_softmax(self.score(query, state.keys), state.mask)
        context = attend(weights, state.annotations)  # annotations: all h_i
        s = self.decoder(torch.cat([y, context], dim=-1), state.s)
        return state._replace(s=s, weights=weights), context

    def _write(self, s: Tensor, context: Tensor, y: Tensor) -> Tensor:
        hidden = torch.tanh(self.hidden(torch.cat([s, context, y], dim=-1)))
        return self.readout(self.dropout(hidden))
