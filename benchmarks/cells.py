"""LSTM, GRU and Elman layers, forward and backward: ours against PyTorch's, as ratios.

On a CPU PyTorch hands an LSTM, and no other layer, to a kernel of oneDNN. The second
column has that switched off, so that both sides use the same matrix product.
"""

import time
import warnings
from statistics import median

import torch
from torch import nn
from torch.backends import mkldnn

from unrolled.models.elman import Elman
from unrolled.models.gru import GRU
from unrolled.models.lstm import LSTM

B, T, H = 32, 50, 128
RUNS = 7
PAIRS = [(LSTM, nn.LSTM), (GRU, nn.GRU), (Elman, nn.RNN)]


def seconds(model: nn.Module, x: torch.Tensor, onednn: bool = True) -> float:
    with mkldnn.flags(enabled=onednn):
        start = time.perf_counter()
        model.zero_grad()
        model(x)[0].square().mean().backward()
        return time.perf_counter() - start


def ratios(ours: nn.Module, theirs: nn.Module) -> tuple[float, float]:
    """Return the median of ours / theirs, with oneDNN and without, after a warm-up."""
    ours.load_state_dict(theirs.state_dict())
    x = torch.randn(B, T, H)
    rounds = [
        (seconds(ours, x), seconds(theirs, x), seconds(theirs, x, onednn=False))
        for _ in range(RUNS + 2)
    ][2:]
    return median(a / b for a, b, _ in rounds), median(a / c for a, _, c in rounds)


def main() -> None:
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "TF32 acceleration")  # mkldnn.flags, on any CPU
    print(f"ours / PyTorch, B={B} T={T} D=H={H}, median of {RUNS}")
    print("         as it comes   without oneDNN")
    for layer, torchs in PAIRS:
        both = ratios(layer(H, H), torchs(H, H, batch_first=True))
        print(f"{layer.__name__:8} {both[0]:11.2f} {both[1]:16.2f}")


if __name__ == "__main__":
    main()
