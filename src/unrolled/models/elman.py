r"""The Elman network (simple recurrent network).

Equations, for one time step::

    h_t = tanh(W_xh x_t + b_xh + W_hh h_{t-1} + b_hh)
    y_t = W_hy h_t + b_y

The lecture writes one bias, b_h = b_xh + b_hh; two are kept, as in PyTorch.

Source: J. L. Elman, "Finding structure in time", Cognitive Science 14(2), 1990,
doi:10.1016/0364-0213(90)90002-E. Elman's units are logistic and his gradient stops
after one step; here the units are tanh and the gradient goes back through all steps.

PyTorch: ``nn.RNNCell``, ``nn.RNN(batch_first=True)``; same parameter names. ``Elman``
has one layer in one direction, and a mask in place of packed sequences.

Shapes: x_t (B, D), h_t (B, H), y_t (B, K), x (B, T, D), weight_ih (H, D),
weight_hh (H, H). ``input_size`` is D, ``hidden_size`` is H, ``output_size`` is K.
"""

import torch
from torch import Tensor, nn


def elman_step(
    x: Tensor,
    h: Tensor,
    weight_ih: Tensor,
    weight_hh: Tensor,
    bias_ih: Tensor,
    bias_hh: Tensor,
) -> Tensor:
    r"""One step, h_t from x_t (B, D) and h_{t-1} (B, H). Returns (B, H)."""
    return torch.tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)


class ElmanCell(nn.Module):
    r"""One time step as a module, for x_t of size D and h_t of size H."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.empty(hidden_size, input_size))
        self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size))
        self.bias_ih = nn.Parameter(torch.empty(hidden_size))
        self.bias_hh = nn.Parameter(torch.empty(hidden_size))
        for p in self.parameters():
            nn.init.uniform_(p, -(hidden_size**-0.5), hidden_size**-0.5)

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        r"""Return h_t (B, H) for x_t (B, D) and h_{t-1} (B, H)."""
        return elman_step(
            x, h, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh
        )


class Elman(nn.Module):
    r"""The cell unrolled over the T steps of a batch of sequences."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        self.size = input_size, hidden_size
        for name, p in ElmanCell(input_size, hidden_size).named_parameters():
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
        states = []
        for t in range(x.shape[1]):  # the same weights at every step
            new = elman_step(x[:, t], h, *self.parameters())
            h = new if mask is None else torch.where(mask[:, t, None], new, h)
            states.append(h)
        return torch.stack(states, dim=1), h


def check_inputs(x: Tensor, h: Tensor, mask: Tensor | None, size: tuple) -> None:
    r"""Refuse shapes that do not fit; ``size`` is (input_size, hidden_size).

    Raises:
        ValueError: with the expected and the received shape.
    """
    input_size, hidden_size = size
    if x.ndim != 3 or x.shape[-1] != input_size or x.shape[1] == 0:
        wanted = f"x (batch, time >= 1, input_size = {input_size})"
        raise ValueError(f"expected {wanted}, got {tuple(x.shape)}")
    if h.shape != (len(x), hidden_size):
        wanted = f"h (batch, hidden) = {(len(x), hidden_size)}"
        raise ValueError(f"expected {wanted}, got {tuple(h.shape)}")
    if mask is not None and (mask.dtype != torch.bool or mask.shape != x.shape[:2]):
        got = f"{mask.dtype} {tuple(mask.shape)}"
        raise ValueError(f"expected a bool mask {tuple(x.shape[:2])}, got {got}")


class ElmanNetwork(nn.Module):
    r"""Elman layer with a linear read-out to y_t of size K (logits) at every step."""

    def __init__(self, input_size: int, hidden_size: int, output_size: int):
        super().__init__()
        self.rnn = Elman(input_size, hidden_size)
        self.readout = nn.Linear(hidden_size, output_size)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        r"""Return the logits y (B, T, K) for the inputs x (B, T, D)."""
        states, _ = self.rnn(x, mask=mask)
        return self.readout(states)
