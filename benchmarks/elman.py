"""Elman layer, forward and backward: ours against nn.RNN, as a ratio in one run."""

import time
from statistics import median

import torch
from torch import nn

from unrolled.models.elman import Elman


def seconds(model: nn.Module, x: torch.Tensor) -> float:
    start = time.perf_counter()
    model.zero_grad()
    model(x)[0].square().mean().backward()
    return time.perf_counter() - start


def main() -> None:
    torch.set_num_threads(1)
    print("   B    T    H   ours / nn.RNN (median of 15)")
    for B, T, H in [(32, 50, 32), (32, 50, 128), (64, 100, 128)]:
        ours, theirs = Elman(H, H), nn.RNN(H, H, batch_first=True)
        ours.load_state_dict(theirs.state_dict())
        x = torch.randn(B, T, H)
        pairs = [(seconds(ours, x), seconds(theirs, x)) for _ in range(15)]
        ratio = median(a / b for a, b in pairs[2:])
        print(f"{B:4} {T:4} {H:4}   {ratio:.2f}")


if __name__ == "__main__":
    main()
