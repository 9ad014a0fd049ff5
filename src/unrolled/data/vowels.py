r"""Real speech: nine men say two Japanese vowels; who is speaking?

Each of 640 utterances is a series of 7 to 29 frames, each frame 12 cepstral
coefficients (a short description of the sound's spectrum).

Source: Kudo, Toyama & Shimbo 1999, "Multidimensional curve classification using
passing-through regions", doi:10.1016/S0167-8655(99)00077-X; file of the package sktime.
Licence: BSD-3-Clause, as the package states it.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from unrolled.data import wheels

COEFFICIENTS, SPEAKERS = 12, 9
SPLITS = ("train", "valid", "test")
_VALID = 0.2  # of the 30 utterances of each speaker that are there to learn from


@dataclass(frozen=True)
class Utterances:
    r"""Utterances of different lengths and their speakers.

    Args:
        frames: N float tensors (T_i, 12).
        speakers: int64 (N,), from 0 to 8.
    """

    frames: tuple[Tensor, ...]
    speakers: Tensor

    def __len__(self) -> int:
        return len(self.frames)


def load(split: str) -> Utterances:
    r"""Return 216 utterances to learn from, 54 to choose by, or 370 held out.

    The held-out ones are those of the authors; ``"valid"`` is a part of their training
    utterances, six of each speaker.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.

    Raises:
        ValueError: there is no such split, or a file holds no utterances.
        FetchError: the file is not in the cache and cannot be fetched.
    """
    if split not in SPLITS:
        raise ValueError(f"expected a split of {list(SPLITS)}, got {split!r}")
    member = wheels.ARCHIVES["vowels"].members[split == "test"]
    frames, speakers = _read(wheels.fetch("vowels") / member)
    if split == "test":
        return Utterances(tuple(frames), speakers)
    held = _held_out(speakers)
    kept = (held if split == "valid" else ~held).nonzero().flatten()
    return Utterances(tuple(frames[i] for i in kept), speakers[kept])


def _held_out(speakers: Tensor) -> Tensor:
    """Mark the same share of each speaker's utterances, bool (N,)."""
    generator = torch.Generator().manual_seed(0)
    held = torch.zeros(len(speakers), dtype=torch.bool)
    for speaker in range(SPEAKERS):
        own = (speakers == speaker).nonzero().flatten()
        order = torch.randperm(len(own), generator=generator)
        held[own[order[: round(_VALID * len(own))]]] = True
    return held


def _read(file) -> tuple[list[Tensor], Tensor]:
    """Return the series and the classes of a ``.ts`` file: ``a,b,…:a,b,…:class``."""
    try:
        lines = [r for r in file.read_text().splitlines() if r and r[0] not in "#@"]
        rows = [line.split(":") for line in lines]
        frames = [_frames(row[:-1]) for row in rows]
        speakers = torch.tensor([int(row[-1]) - 1 for row in rows])
        known = (speakers >= 0) & (speakers < SPEAKERS)
        if {f.shape[-1] for f in frames} != {COEFFICIENTS} or not known.all():
            raise ValueError("another number of coefficients or speakers")
    except (OSError, ValueError, IndexError) as error:
        raise ValueError(f"expected utterances in {file}, got: {error}") from None
    return frames, speakers


def _frames(coefficients: list[str]) -> Tensor:
    """Return (T, 12) from one text "a,b,…" of T numbers for each coefficient."""
    series = [[float(x) for x in text.split(",")] for text in coefficients]
    return torch.tensor(list(zip(*series, strict=True)))
