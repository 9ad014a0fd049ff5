"""The grid behind chapter 2's learning rate: validation loss, with and without tanh."""

from itertools import product
from statistics import fmean

import torch
from torch import Tensor
from torch.nn import functional as F

from unrolled.data import source_code
from unrolled.data.batching import mask_from_lengths, pad, shuffled_batches
from unrolled.data.vocabulary import Vocabulary
from unrolled.models import elman
from unrolled.seeds import set_seed
from unrolled.training import TrainConfig, sequence_bce, train

VOCAB = Vocabulary(map(chr, range(32, 127)))
STEPS = {
    "tanh": elman.elman_step,
    "linear": lambda x, h, w, u, b, c: x @ w.T + b + h @ u.T + c,
}


def batch(split: str) -> tuple[Tensor, Tensor, Tensor]:
    lines = [s for s in source_code.lines(split, 60) if set("'\"") & set(s.text)]
    ids, lengths = pad([VOCAB.encode(s.text) for s in lines])
    y, _ = pad([s.labels["string"].float() for s in lines])
    return ids, y, mask_from_lengths(lengths)


def loss(model: elman.ElmanNetwork, ids: Tensor, y: Tensor, mask: Tensor) -> Tensor:
    T = int(mask.sum(dim=1).max())
    x, y, mask = F.one_hot(ids, len(VOCAB)).float()[:, :T], y[:, :T], mask[:, :T]
    return sequence_bce(model(x, mask)[..., 0], y, mask)


def validation_loss(lr: float, seed: int, data: tuple, held_out: tuple) -> float:
    generator = set_seed(seed)
    model = elman.ElmanNetwork(len(VOCAB), 8, 1)
    batches = shuffled_batches(len(data[0]), 64, generator)
    config = TrainConfig(steps=600, lr=lr)
    train(model, lambda m, i: loss(m, *(part[i] for part in data)), batches, config)
    with torch.no_grad():
        return loss(model, *held_out).item() / held_out[2].sum(1).float().mean().item()


def main() -> None:
    torch.set_num_threads(1)
    data, held_out = batch("train"), batch("valid")
    print("step    rate  nats a character (3 seeds)  ratio to tanh at 0.03")
    rows = {}
    for (name, step), lr in product(STEPS.items(), (0.01, 0.03, 0.1)):
        elman.elman_step = step
        rows[name, lr] = fmean(validation_loss(lr, s, data, held_out) for s in range(3))
    for (name, lr), value in rows.items():
        print(f"{name:7} {lr:<5} {value:.3f}  {value / rows['tanh', 0.03]:.2f}")


if __name__ == "__main__":
    main()
