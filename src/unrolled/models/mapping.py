r"""One recurrent network for every type of mapping.

Equations, the same for all types, for t = 1 … T::

    h_t = cell(x_t, h_{t-1})        x_t = 0 after the last input
    y_t = W_hy h_t + b_y

The types differ in which steps read and which count. With S inputs and L outputs::

    type                      reads     writes, and enters the loss
    one-to-one                1         1
    one-to-many               1         1 … L
    many-to-one               1 … S     S
    many-to-many              1 … S     1 … L, where L = S (aligned)
    many-to-many-unaligned    1 … S     S + 1 … S + L

Source: the types as drawn by A. Karpathy, "The unreasonable effectiveness of recurrent
neural networks", 2015, https://karpathy.github.io/2015/05/21/rnn-effectiveness.
PyTorch: any recurrent layer of ``torch.nn`` will do, as do those of this package.
Shapes: x (B, S, D), masks (B, T), outputs (N, K) of the N steps that write.
``input_size`` is D, ``hidden_size`` is H, ``output_size`` is K.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from unrolled.models.elman import Elman, check_inputs

TYPES = "one-to-one one-to-many many-to-one many-to-many many-to-many-unaligned".split()


def loss_mask(kind: str, inputs: Tensor | int = 1, outputs: Tensor | int = 1) -> Tensor:
    r"""Return the bool mask (B, T), True where an output is written.

    Args:
        kind: one of ``TYPES``.
        inputs: how many steps each sequence reads, int64 (B,); a number if all agree.
        outputs: how many it writes, likewise.

    Raises:
        ValueError: there is no such type, or the numbers do not fit it.
    """
    if kind not in TYPES:
        raise ValueError(f"expected a type of {TYPES}, got {kind!r}")
    S, L = (torch.as_tensor(n).reshape(-1) for n in (inputs, outputs))
    wrong = [
        min(S.min(), L.min()) < 1,
        kind.startswith("one") and S.max() > 1,
        kind.endswith("one") and L.max() > 1,
        kind == "many-to-many" and not torch.equal(S, L),
    ]
    if any(wrong):
        got = f"{S.tolist()} inputs and {L.tolist()} outputs"
        raise ValueError(f"expected 1 or more steps that fit {kind}, got {got}")
    first = {"many-to-one": S - 1, "many-to-many-unaligned": S}.get(kind, 0 * S)
    first, end = first[:, None], (first + L)[:, None]
    t = torch.arange(int(end.max()), device=S.device)
    return (first <= t) & (t < end)


class MappingNetwork(nn.Module):
    r"""A recurrent layer (its class: ours or PyTorch's) and a linear read-out."""

    def __init__(
        self, input_size: int, hidden_size: int, output_size: int, layer: type = Elman
    ):
        super().__init__()
        options = {"batch_first": True} if issubclass(layer, nn.RNNBase) else {}
        self.size = input_size, hidden_size
        self.rnn = layer(input_size, hidden_size, **options)
        self.readout = nn.Linear(hidden_size, output_size)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        r"""Return the outputs (N, K) at the N steps of the mask, in order.

        Args:
            x: inputs (B, S, D); zeros follow them if the mask is longer.
            mask: bool (B, T), or (1, T) for all sequences.

        Raises:
            ValueError: the shape of x or of the mask does not fit.
        """
        if mask.ndim != 2 or len(mask) not in (1, len(x)):
            wanted = f"a mask (batch = {len(x)} or 1, time)"
            raise ValueError(f"expected {wanted}, got {tuple(mask.shape)}")
        check_inputs(x, x.new_zeros(len(x), self.size[1]), None, self.size)
        states, _ = self.rnn(lengthen(x, mask.shape[1]))
        return self.readout(states[mask.expand(len(x), -1)])


def lengthen(x: Tensor, T: int) -> Tensor:
    r"""Return x (B, T, D): zeros follow, or what comes after step T is cut."""
    return F.pad(x, (0, 0, 0, T - x.shape[1]))


def feed_back(x: Tensor, y: Tensor) -> Tensor:
    r"""Let a network read x_t (B, S, D) and y_{t-1} of the right outputs (B, L, K).

    Returns:
        Inputs (B, L, D + K), with y_0 = 0: teacher forcing.
    """
    before = F.pad(y[:, :-1], (0, 0, 1, 0))
    return torch.cat([lengthen(x, y.shape[1]), before], dim=-1)


@torch.no_grad()
def generate(model: MappingNetwork, x: Tensor, choose: Callable) -> Tensor:
    r"""Write an output at each step of x (B, T, D) and read it at the next.

    The model was trained on ``feed_back``; ``choose`` turns a read-out (B, 1, K) into
    an output of that shape. Returns (B, T, K).
    """
    written, state = [x.new_zeros(len(x), 1, model.readout.out_features)], None
    for x_t in x.split(1, dim=1):
        states, state = model.rnn(torch.cat([x_t, written[-1]], dim=-1), state)
        written.append(choose(model.readout(states)))
    return torch.cat(written[1:], dim=1)
