r"""The gates that keep, before training: how long does a fresh network remember?

A gate that stands at σ(b) keeps σ(b)^k of the state over k steps. With b = 0 half is
left after one step, with b = 1 half after 2.2. With b = ln T the gate is T / (T + 1),
and e^-1 is left after about T steps.

Source: a positive forget bias is in F. Gers, J. Schmidhuber & F. Cummins, 2000,
doi:10.1162/089976600300015015; 1 as a rule in R. Jozefowicz, W. Zaremba & I. Sutskever,
"An empirical exploration of recurrent network architectures", ICML 2015; ``chrono`` is
C. Tallec & Y. Ollivier, "Can recurrent neural networks warp time?", ICLR 2018,
arXiv:1804.11188. ln T for all units is a simplification of it.

PyTorch: none. Both functions take cells and layers, ours and PyTorch's, stacked or not.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn


def set_keep_bias(layer: nn.Module, bias: float | Tensor) -> None:
    r"""Set the bias of the gate that keeps: f of an LSTM, z of a GRU.

    Args:
        layer: changed in place: ``bias_ih`` gets the number, ``bias_hh`` 0.
        bias: one number, or one for each unit (H,).

    Raises:
        ValueError: the layer is neither an LSTM nor a GRU.
    """
    for blocks_ih, blocks_hh in _biases(layer):
        # f is the second of i, f, g, o; z is the second of r, z, n
        blocks_ih[1], blocks_hh[1] = bias, 0


def chrono(layer: nn.Module, T: int, generator: torch.Generator | None = None) -> None:
    r"""Draw memories of 1 to T - 1 steps: b = log U(1, T - 1), as Tallec and Ollivier.

    Args:
        layer: changed in place: b to the gate that keeps, -b to an LSTM's input gate.
        T: the longest lag that is expected, in steps, at least 3.
        generator: of the random numbers.

    Raises:
        ValueError: T is below 3, or the layer is neither an LSTM nor a GRU.
    """
    if T < 3:
        raise ValueError(f"expected a lag T of 3 steps or more, got {T}")
    for blocks_ih, blocks_hh in _biases(layer):
        steps = torch.empty_like(blocks_ih[1])
        bias = steps.uniform_(1, T - 1, generator=generator).log()
        blocks_ih[1], blocks_hh[1] = bias, 0
        if len(blocks_ih) == 4:  # an LSTM: i goes against f
            blocks_ih[0], blocks_hh[0] = -bias, 0


def _biases(layer: nn.Module) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield both biases of each layer as blocks (4 or 3, H), free of autograd."""
    parameters = dict(layer.named_parameters())
    for name in [name for name in parameters if "weight_hh" in name]:
        rows, H = parameters[name].shape
        if rows not in (4 * H, 3 * H):
            got = f"{type(layer).__name__} with {rows // H} block(s) of weights"
            raise ValueError(f"expected an LSTM (4) or a GRU (3), got {got}")
        yield tuple(
            parameters[name.replace("weight_hh", bias)].data.view(-1, H)
            for bias in ("bias_ih", "bias_hh")
        )
