r"""From one update gate to the GRU (gated recurrent unit).

Equations, for one time step. With one gate, u for *update*: 1 writes, 0 passes on::

    u = σ(W_xu x_t + b_xu + W_hu h_{t-1} + b_hu)
    n = tanh(W_xn x_t + b_xn + W_hn h_{t-1} + b_hn)          the candidate
    h_t = u ⊙ n + (1 - u) ⊙ h_{t-1}

The GRU has a second gate, r for *reset*, and calls the first z. Here, as in PyTorch, z
is turned round, z = 1 - u: 1 passes on, 0 writes; and r acts after the matrix product::

    r = σ(W_xr x_t + b_xr + W_hr h_{t-1} + b_hr)
    z = σ(W_xz x_t + b_xz + W_hz h_{t-1} + b_hz)
    n = tanh(W_xn x_t + b_xn + r ⊙ (W_hn h_{t-1} + b_hn))
    h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}

Conventions differ, so weights of one do not fit another:

* K. Cho et al., "Learning phrase representations using RNN encoder–decoder", 2014,
  arXiv:1406.1078, the first GRU: z passes on, as here; r after the product in version
  1, r ⊙ (U h), and before it in version 3, U (r ⊙ h).
* J. Chung et al., "Empirical evaluation of gated recurrent neural networks", 2014,
  arXiv:1412.3555: z *writes*; r before the product.

PyTorch: ``nn.GRUCell``, ``nn.GRU(batch_first=True)``; same parameter names, gates
stacked in the same order r, z, n. The one-gate cell, order u, n, has no counterpart.

Shapes: x_t (B, D), h_t (B, H), x (B, T, D), weight_ih (3H, D), weight_hh (3H, H),
biases (3H,); with one gate 2H for 3H.
"""

import torch
from torch import Tensor, nn

from unrolled.models.elman import check_inputs


def update_gate_step(from_x: Tensor, from_h: Tensor, h: Tensor) -> Tensor:
    r"""Return h_t (B, H) from W_x x_t + b_x, W_h h_{t-1} + b_h (B, 2H) and h_{t-1}."""
    u, n = (from_x + from_h).chunk(2, dim=-1)  # (B, 2H) -> 2 x (B, H)
    u = u.sigmoid()
    return u * n.tanh() + (1 - u) * h


def gru_step(from_x: Tensor, from_h: Tensor, h: Tensor) -> Tensor:
    r"""Return h_t (B, H) from W_x x_t + b_x, W_h h_{t-1} + b_h (B, 3H) and h_{t-1}."""
    x_r, x_z, x_n = from_x.chunk(3, dim=-1)  # (B, 3H) -> 3 x (B, H)
    h_r, h_z, h_n = from_h.chunk(3, dim=-1)
    r = (x_r + h_r).sigmoid()
    z = (x_z + h_z).sigmoid()
    n = (x_n + r * h_n).tanh()
    return (1 - z) * n + z * h


class UpdateGateCell(nn.Module):
    r"""One time step with one gate, for x_t of size D and h_t of size H."""

    rows, step = 2, staticmethod(update_gate_step)

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        n = self.rows * hidden_size
        self.weight_ih = nn.Parameter(torch.empty(n, input_size))
        self.weight_hh = nn.Parameter(torch.empty(n, hidden_size))
        self.bias_ih = nn.Parameter(torch.empty(n))
        self.bias_hh = nn.Parameter(torch.empty(n))
        for p in self.parameters():
            nn.init.uniform_(p, -(hidden_size**-0.5), hidden_size**-0.5)

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        r"""Return h_t (B, H) for x_t (B, D) and h_{t-1} (B, H)."""
        from_x = x @ self.weight_ih.T + self.bias_ih
        from_h = h @ self.weight_hh.T + self.bias_hh
        return self.step(from_x, from_h, h)


class GRUCell(UpdateGateCell):
    r"""The same with two gates."""

    rows, step = 3, staticmethod(gru_step)


class GRU(nn.Module):
    r"""A cell unrolled over T steps; ``cell`` may also be ``UpdateGateCell``."""

    def __init__(self, input_size: int, hidden_size: int, cell: type = GRUCell):
        super().__init__()
        self.size, self.step = (input_size, hidden_size), cell.step
        for name, p in cell(input_size, hidden_size).named_parameters():
            self.register_parameter(f"{name}_l0", p)

    def forward(
        self, x: Tensor, h: Tensor | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        r"""Unroll over the T steps of x.

        Args:
            x: inputs (B, T, D).
            h: initial state h_0 (B, H); zeros if None.
            mask: bool (B, T), True = real step. At a padded step the state is held.

        Returns:
            All states (B, T, H) and the last state (B, H).

        Raises:
            ValueError: the shape of x, h or mask does not fit.
        """
        h = x.new_zeros(len(x), self.size[1]) if h is None else h
        check_inputs(x, h, mask, self.size)
        weight_ih, weight_hh, bias_ih, bias_hh = self.parameters()
        inputs = x @ weight_ih.T + bias_ih  # all steps at once: (B, T, 3H)
        states = []
        for t, from_x in enumerate(inputs.unbind(dim=1)):
            new = self.step(from_x, h @ weight_hh.T + bias_hh, h)
            h = new if mask is None else torch.where(mask[:, t, None], new, h)
            states.append(h)
        return torch.stack(states, dim=1), h
