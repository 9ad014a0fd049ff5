"""LSTM, GRU and Elman layers, forward and backward: ours against PyTorch's, as ratios.

On a CPU PyTorch hands an LSTM, and no other layer, to a kernel of oneDNN, as long as
all sequences are equally long. So there are three columns: sequences of one length;
the same with that kernel switched off, so that both sides use the same matrix product;
and a batch of unequal lengths, padded and masked for ours, packed for PyTorch's.
"""

import time
import warnings
from collections.abc import Callable
from statistics import median

import torch
from torch import Tensor, nn
from torch.backends import mkldnn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from unrolled.models.elman import Elman
from unrolled.models.gru import GRU
from unrolled.models.lstm import LSTM

B, T, H = 32, 50, 128
RUNS = 15
PAIRS = [(LSTM, nn.LSTM), (GRU, nn.GRU), (Elman, nn.RNN)]
COLUMNS = "one length", "without oneDNN", "padded"


def packed(layer: nn.Module, x: Tensor, lengths: Tensor) -> Tensor:
    batch = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(layer(batch)[0], batch_first=True)[0]


def seconds(run: Callable[[], Tensor], onednn: bool = True) -> float:
    with mkldnn.flags(enabled=onednn):
        start = time.perf_counter()
        run().square().mean().backward()
        return time.perf_counter() - start


def ratios(ours: nn.Module, theirs: nn.Module) -> list[float]:
    """Return the medians of ours / theirs, one a column, after two warm-up rounds."""
    ours.load_state_dict(theirs.state_dict())
    x, lengths = torch.randn(B, T, H), torch.randint(T // 2, T + 1, (B,))
    lengths[0] = T
    mask = torch.arange(T) < lengths[:, None]
    rounds = []
    for _ in range(RUNS + 2):
        plain, torchs = seconds(lambda: ours(x)[0]), seconds(lambda: theirs(x)[0])
        without = seconds(lambda: theirs(x)[0], onednn=False)
        masked = seconds(lambda: ours(x, mask=mask)[0])
        unequal = seconds(lambda: packed(theirs, x, lengths))
        rounds.append((plain / torchs, plain / without, masked / unequal))
    return [median(column) for column in zip(*rounds[2:], strict=True)]


def main() -> None:
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "TF32 acceleration")  # mkldnn.flags, on any CPU
    print(f"ours / PyTorch, B={B} T={T} D=H={H}, median of {RUNS}")
    print(" " * 8 + "".join(f"{column:>16}" for column in COLUMNS))
    for layer, torchs in PAIRS:
        figures = ratios(layer(H, H), torchs(H, H, batch_first=True))
        print(f"{layer.__name__:8}" + "".join(f"{ratio:16.2f}" for ratio in figures))


if __name__ == "__main__":
    main()
