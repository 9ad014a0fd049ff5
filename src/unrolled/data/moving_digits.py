r"""Little films: a real handwritten digit flies through a frame and bounces off.

The digits of ``unrolled.data.digits``, shrunk to 14×14 pixels, start at a random place
with a random velocity of whole pixels and turn round at the edges. Where the digit goes
next cannot be told from one frame; from two it mostly can (a bounce between them leaves
the velocity open), from three always.

Source: the films are generated after an idea of Srivastava, Mansimov & Salakhutdinov
2015, arXiv:1502.04681; for the digits and their licence see ``unrolled.data.digits``.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from unrolled.data import digits

DIGIT, FASTEST = 14, 3  # pixels, pixels per frame
SPLITS = {
    "train": ("train", slice(0, 3500), 0),
    "valid": ("train", slice(3500, 4000), 1),
    "test": ("test", slice(0, 1000), 2),
}


def load(split: str, n: int, T: int = 12, size: int = 24, seed: int = 0) -> Tensor:
    r"""Return n films, float (n, T, size, size), from 0 (black) to 1 (ink).

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``: no two splits share a digit.
        n: how many films.
        T: frames in each.
        size: height and width of the frame in pixels, at least 18.
        seed: which digits, places and velocities.

    Raises:
        ValueError: there is no such split, n or T is not positive, the frame too small.
        FetchError: the digits are not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    if n < 1 or T < 1 or size < DIGIT + FASTEST + 1:
        wanted = f"n >= 1, T >= 1 and size >= {DIGIT + FASTEST + 1}"
        raise ValueError(f"expected {wanted}, got {n}, {T} and {size}")
    source, part, number = SPLITS[split]
    images = F.avg_pool2d(digits.load(source).images[part], 2)[:, 0]
    generator = torch.Generator().manual_seed(3 * seed + number)
    chosen = images[torch.randint(len(images), (n,), generator=generator)]
    return paint(chosen, paths(n, T, size - DIGIT, generator), size)


def paths(n: int, T: int, room: int, generator: torch.Generator) -> Tensor:
    r"""Return places int64 (n, T, 2), from 0 to ``room``, of points that bounce.

    Each coordinate moves by 1 to 3 a frame, unfolded on a line, then folded back:
    a coordinate that has passed the edge by d stands d before it.
    """
    start = torch.randint(0, room + 1, (n, 1, 2), generator=generator)
    speed = torch.randint(1, FASTEST + 1, (n, 1, 2), generator=generator)
    sign = 2 * torch.randint(0, 2, (n, 1, 2), generator=generator) - 1
    line = start + sign * speed * torch.arange(T)[:, None]
    return room - (line % (2 * room) - room).abs()


def paint(images: Tensor, places: Tensor, size: int) -> Tensor:
    r"""Put images (n, S, S) at places (n, T, 2) = (row, column) of an empty frame.

    Returns:
        float (n, T, size, size).
    """
    n, T, _ = places.shape
    S = images.shape[-1]
    films = images.new_zeros(n, T, size, size)
    rows, columns = (places[..., i, None] + torch.arange(S) for i in (0, 1))
    i, t = torch.arange(n)[:, None, None, None], torch.arange(T)[:, None, None]
    films[i, t, rows[..., :, None], columns[..., None, :]] = images[:, None]
    return films
