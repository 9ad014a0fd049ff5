r"""Sequence to sequence: one network reads the source, another writes the target.

Equations; s = 1 … S counts the source, t = 1 … T the target, and y_0 is ``<bos>``::

    h_s = f(x_s, h_{s-1})                encoder;  c = h_S, what is left of the source
    s_0 = c,  s_t = g(y_{t-1}, s_{t-1})  decoder, c at the first step only
    p(y_t | y_<t, x) = softmax(W_sy s_t + b_y)

With ``every_step=True`` the decoder sees c at every step, s_t = g(y_{t-1}, s_{t-1}, c),
and c stays the same: it is *not* the decoder's last state.

Source: I. Sutskever, O. Vinyals & Q. Le, "Sequence to sequence learning with neural
networks", NeurIPS 2014, arXiv:1409.3215: c at the first step, LSTM. The context at
every step: K. Cho et al., 2014, arXiv:1406.1078; their output also sees c and y_{t-1}.

PyTorch: none; the layers are ``nn.LSTM`` or ``nn.GRU``, as given.

Shapes: source (B, S), target_in (B, T), source_mask bool (B, S), c and s_t (B, H), an
LSTM's with its cell state beside it, logits (B, T, V).
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from unrolled.models.padded import embed, run_packed
from unrolled.models.stacked import State, join, split


class Seq2SeqState(NamedTuple):
    r"""What the decoder carries: s_t (B, H) or the pair s_t, cell; and c (B, H)."""

    s: State
    context: Tensor


class Seq2Seq(nn.Module):
    r"""Encoder and decoder.

    Args:
        source_size: symbols of the source.
        target_size: symbols of the target, V.
        hidden_size: H.
        embedding_size: numbers for a symbol.
        layer: ``nn.LSTM`` or ``nn.GRU``.
        every_step: the decoder sees c at every step, not at the first only.
        dropout: share of embeddings and last states that is dropped in training.
    """

    def __init__(
        self,
        source_size: int,
        target_size: int,
        hidden_size: int = 128,
        embedding_size: int = 64,
        layer: type[nn.Module] = nn.LSTM,
        every_step: bool = False,
        dropout: float = 0.0,
    ):
        super().__init__()
        self.every_step, self.dropout = every_step, nn.Dropout(dropout)
        self.source_embedding = nn.Embedding(source_size, embedding_size)
        self.target_embedding = nn.Embedding(target_size, embedding_size)
        width = embedding_size + hidden_size * every_step
        self.encoder = layer(embedding_size, hidden_size, batch_first=True)
        self.decoder = layer(width, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, target_size)

    def forward(self, source: Tensor, source_mask: Tensor, target_in: Tensor) -> Tensor:
        r"""Return the logits (B, T, V), the decoder being given the right y_{t-1}.

        Args:
            source: ids (B, S).
            source_mask: bool (B, S), True = real token.
            target_in: ids (B, T), ``<bos>`` and the target (teacher forcing).

        Raises:
            ValueError: an id is out of range; a mask has another shape, a gap, or a
                row without a real token.
        """
        return self._decode(target_in, self.start(source, source_mask))[0]

    def start(self, source: Tensor, source_mask: Tensor) -> Seq2SeqState:
        r"""Read the source; return the state before the first target step."""
        embedded = self.dropout(embed(self.source_embedding, source))
        _, last = run_packed(self.encoder, embedded, source_mask)
        s = split(last, 1)[0]
        return Seq2SeqState(s, s[0] if isinstance(s, tuple) else s)

    def step(self, token: Tensor, state: Seq2SeqState) -> tuple[Tensor, Seq2SeqState]:
        r"""Return the logits (B, V) of y_t and the next state, given y_{t-1} (B,)."""
        logits, state = self._decode(token[:, None], state)
        return logits[:, 0], state

    def _decode(self, tokens: Tensor, state: Seq2SeqState):
        s, context = state
        x = self.dropout(embed(self.target_embedding, tokens))
        if self.every_step:
            repeated = context[:, None].expand(-1, x.shape[1], -1)
            x = torch.cat([x, repeated], dim=-1)
        states, last = self.decoder(x, join([s]))
        state = Seq2SeqState(split(last, 1)[0], context)  # c stays what it was
        return self.readout(self.dropout(states)), state
