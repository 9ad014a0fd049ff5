r"""More layers, more directions: pieces that make any recurrent layer deep or two-way.

Layer n reads the states of layer n - 1; the backward direction reads each sequence from
its last *real* step to its first, and its states are turned round again::

    ahead = layer_1(x)
    back = reverse(layer_2(reverse(x)))
    states_t = [ahead_t, back_t]

Source: M. Schuster & K. Paliwal, "Bidirectional recurrent neural networks", IEEE
Transactions on Signal Processing 45(11), 1997, doi:10.1109/78.650093; dropout between
layers, never over time: W. Zaremba, I. Sutskever & O. Vinyals, "Recurrent neural
network regularization", 2014, arXiv:1409.2329.

PyTorch: the arguments ``num_layers``, ``bidirectional`` and ``dropout`` of ``nn.LSTM``,
``nn.GRU``, ``nn.RNN``; same parameter names (``weight_ih_l1_reverse``), same shape of
the last state, (layers · directions, B, H), an LSTM's a pair of such. At padded steps
the states mean nothing, where a packed sequence has zeros.

Shapes: x (B, T, D), states (B, T, H) or (B, T, 2H), mask bool (B, T).
"""

import torch
from torch import Tensor, nn

State = Tensor | tuple[Tensor, Tensor]


def reverse(x: Tensor, mask: Tensor | None = None) -> Tensor:
    r"""Turn every sequence of x (B, T, ...) round; padding stays behind.

    Args:
        x: the batch.
        mask: bool (B, T), True = real step; real steps first, at least one. None: all.

    Raises:
        ValueError: the mask has another shape, a gap, or a sequence without real step.
    """
    if mask is None:
        return x.flip(1)
    check_mask(mask, x)
    T, lengths = x.shape[1], mask.sum(dim=1, keepdim=True)
    steps = torch.arange(T, device=x.device).expand(len(x), T)
    source = torch.where(mask, lengths - 1 - steps, steps)
    return x[torch.arange(len(x), device=x.device)[:, None], source]


def check_mask(mask: Tensor, x: Tensor) -> None:
    r"""Refuse a mask that does not start with real steps, for each sequence of x.

    Raises:
        ValueError: another shape, a gap, or a sequence of length 0.
    """
    if mask.dtype != torch.bool or mask.shape != x.shape[:2]:
        got = f"{mask.dtype} {tuple(mask.shape)}"
        raise ValueError(f"expected a bool mask {tuple(x.shape[:2])}, got {got}")
    if 0 in mask.shape or not mask[:, 0].all() or (mask[:, 1:] & ~mask[:, :-1]).any():
        wanted = "at least one real step a sequence, and all padding behind them"
        raise ValueError(f"expected {wanted}, got lengths {mask.sum(1).tolist()}")


class Bidirectional(nn.Module):
    r"""Two layers, one reading forwards, one backwards; states side by side (B, T, 2H).

    Args:
        ahead: recurrent layer such as ``LSTM``.
        back: another of the same sizes.
    """

    def __init__(self, ahead: nn.Module, back: nn.Module):
        super().__init__()
        self.layers = ahead, back
        adopt(self, ahead, "_l0", "_l0")
        adopt(self, back, "_l0", "_l0_reverse")

    def forward(
        self, x: Tensor, state: State | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, State]:
        r"""Return all states (B, T, 2H) and the last ones (2, B, H) of x (B, T, D)."""
        start_ahead, start_back = split(state, 2)
        ahead, last = self.layers[0](x, start_ahead, mask)
        back, first = self.layers[1](reverse(x, mask), start_back, mask)
        states = torch.cat([ahead, reverse(back, mask)], dim=-1)
        return states, join([last, first])


class Stacked(nn.Module):
    r"""Layers on top of each other, at least one.

    Args:
        layers: recurrent or ``Bidirectional`` layers; each fits the one below.
        dropout: share of the states that is dropped between two layers, in training.
    """

    def __init__(self, *layers: nn.Module, dropout: float = 0.0):
        super().__init__()
        if not layers:
            raise ValueError("expected at least one layer, got none")
        self.layers, self.dropout = layers, nn.Dropout(dropout)
        for n, layer in enumerate(layers):
            adopt(self, layer, "_l0", f"_l{n}")

    def forward(
        self, x: Tensor, state: State | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, State]:
        r"""Return the top layer's states and the last states of all layers.

        Args:
            x: inputs (B, T, D).
            state: what an earlier call returned as last states; zeros if None.
            mask: bool (B, T), True = real step.
        """
        lasts = []
        starts = split(state, len(self.layers))
        for layer, start in zip(self.layers, starts, strict=True):
            states, last = layer(x, start, mask)
            x = self.dropout(states)  # for the next layer, if there is one
            lasts.append(last)
        return states, join(lasts)


def adopt(module: nn.Module, layer: nn.Module, old: str, new: str) -> None:
    """Register a layer's parameters under PyTorch's names, shared with the layer."""
    for name, p in layer.named_parameters():
        module.register_parameter(name.replace(old, new), p)


def join(lasts: list[State]) -> State:
    """Stack last states, (B, H) or (n, B, H), as PyTorch does; pairs stay pairs."""
    if isinstance(lasts[0], tuple):
        return tuple(join(part) for part in zip(*lasts, strict=True))
    return torch.cat([last.reshape(-1, *last.shape[-2:]) for last in lasts])


def split(state: State | None, n: int) -> list[State | None]:
    """Undo ``join``: n states, each as its layer wants it."""
    if state is None:
        return [None] * n
    if isinstance(state, tuple):
        return list(zip(*(split(part, n) for part in state), strict=True))
    if state.ndim != 3 or len(state) % n:
        wanted = f"a state ({n} or a multiple, batch, hidden)"
        raise ValueError(f"expected {wanted}, got {tuple(state.shape)}")
    return [part.squeeze(0) for part in state.chunk(n)]
