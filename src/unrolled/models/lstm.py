r"""The LSTM (long short-term memory), with forget gate and without peepholes.

Equations, for one time step; each gate has weights and biases of its own::

    i = σ(W_xi x_t + b_xi + W_hi h_{t-1} + b_hi)       input gate: write g?
    f = σ(W_xf x_t + b_xf + W_hf h_{t-1} + b_hf)       forget gate: keep c_{t-1}?
    g = tanh(W_xg x_t + b_xg + W_hg h_{t-1} + b_hg)    what could be written
    o = σ(W_xo x_t + b_xo + W_ho h_{t-1} + b_ho)       output gate: show c_t?
    c_t = f ⊙ c_{t-1} + i ⊙ g
    h_t = o ⊙ tanh(c_t)

Source: S. Hochreiter & J. Schmidhuber, "Long short-term memory", Neural Computation
9(8), 1997, doi:10.1162/neco.1997.9.8.1735. They had no forget gate (f = 1); it is
F. Gers, J. Schmidhuber & F. Cummins, "Learning to forget: continual prediction with
LSTM", Neural Computation 12(10), 2000, doi:10.1162/089976600300015015.

PyTorch: ``nn.LSTMCell``, ``nn.LSTM(batch_first=True)``; same parameter names, gates
stacked in the same order i, f, g, o. ``LSTM`` has one layer in one direction (more of
both: ``stacked``), and a mask in place of packed sequences.

Shapes: x_t (B, D), h_t and c_t (B, H), x (B, T, D), weight_ih (4H, D), weight_hh
(4H, H), biases (4H,). ``input_size`` is D, ``hidden_size`` is H.
"""

import torch
from torch import Tensor, nn

from unrolled.models.elman import check_inputs

State = tuple[Tensor, Tensor]


def lstm_step(gates: Tensor, c: Tensor) -> State:
    r"""Return h_t and c_t (B, H), given c_{t-1} and what σ and tanh get (B, 4H)."""
    i, f, g, o = gates.chunk(4, dim=-1)  # (B, 4H) -> 4 x (B, H)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    return h, c


def hold(old: State, new: State, real: Tensor) -> State:
    r"""Return the new h and c where the step is real, bool (B,), else the old ones."""
    (h, c), (new_h, new_c) = old, new
    real = real[:, None]
    return torch.where(real, new_h, h), torch.where(real, new_c, c)


class LSTMCell(nn.Module):
    r"""One time step as a module, for x_t of size D, h_t and c_t of size H."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size))
        self.bias_ih = nn.Parameter(torch.empty(4 * hidden_size))
        self.bias_hh = nn.Parameter(torch.empty(4 * hidden_size))
        for p in self.parameters():
            nn.init.uniform_(p, -(hidden_size**-0.5), hidden_size**-0.5)

    def forward(self, x: Tensor, state: State) -> State:
        r"""Return h_t, c_t (B, H) for x_t (B, D) and the pair h_{t-1}, c_{t-1}."""
        h, c = state
        from_x = x @ self.weight_ih.T + self.bias_ih
        from_h = h @ self.weight_hh.T + self.bias_hh
        return lstm_step(from_x + from_h, c)


class LSTM(nn.Module):
    r"""The cell unrolled over the T steps of a batch of sequences."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        self.size = input_size, hidden_size
        for name, p in LSTMCell(input_size, hidden_size).named_parameters():
            self.register_parameter(f"{name}_l0", p)

    def forward(
        self, x: Tensor, state: State | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, State]:
        r"""Unroll over the T steps of x.

        Args:
            x: inputs (B, T, D).
            state: the pair h_0, c_0, each (B, H); zeros if None.
            mask: bool (B, T), True = real step. At a padded step h and c are held.

        Returns:
            All h_t (B, T, H), and the pair of the last h and c, each (B, H).

        Raises:
            ValueError: the shape of x, h, c or mask does not fit.
        """
        h, c = self._start(x, state, mask)
        weight_ih, weight_hh, *biases = self.parameters()
        from_x = x @ weight_ih.T + sum(biases)  # all steps at once: (B, T, 4H)
        states = []
        for t, gates in enumerate(from_x.unbind(dim=1)):
            new = lstm_step(gates + h @ weight_hh.T, c)
            h, c = new if mask is None else hold((h, c), new, mask[:, t])
            states.append(h)
        return torch.stack(states, dim=1), (h, c)

    def _start(self, x: Tensor, state: State | None, mask: Tensor | None) -> State:
        if state is None:
            state = (x.new_zeros(len(x), self.size[1]),) * 2
        if not isinstance(state, tuple) or len(state) != 2:
            got = type(state).__name__
            raise ValueError(f"expected the state as a pair (h, c), got a {got}")
        for part in state:
            check_inputs(x, part, mask, self.size)
        return state
