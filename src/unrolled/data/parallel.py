r"""Pairs of sentences, source and target, and padded batches of them.

Source of the batching: sentences of like length go into one batch, so that little of
it is padding; Sutskever, Vinyals & Le 2014, arXiv:1409.3215, section 3.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
from torch import Tensor

from unrolled.data.batching import mask_from_lengths, pad
from unrolled.data.vocabulary import BOS, EOS, Vocabulary

POOL = 20  # batches that are sorted by length together

Sentence = tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    r"""Sentences and their translations, as tokens.

    Args:
        source: N sentences.
        target: N sentences, without ``<bos>`` and ``<eos>``.
        alignment: for each token of a target the place in the source that it
            translates, -1 where there is none; None if it is not known.

    Raises:
        ValueError: the numbers of sentences, or of tokens and places, differ.
    """

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    alignment: tuple[tuple[int, ...], ...] | None = None

    def __post_init__(self):
        if len(self.source) != len(self.target):
            got = f"{len(self.source)} and {len(self.target)}"
            raise ValueError(f"expected as many sources as targets, got {got}")
        known = self.target if self.alignment is None else self.alignment
        if [len(y) for y in self.target] != [len(a) for a in known]:
            raise ValueError("expected one place a target token, got other lengths")

    def __len__(self) -> int:
        return len(self.source)

    def with_reversed_source(self) -> "Pairs":
        r"""Return the pairs with each source read from its end."""
        turned = self.alignment and tuple(
            tuple(i if i < 0 else len(x) - 1 - i for i in a)
            for x, a in zip(self.source, self.alignment, strict=True)
        )
        return replace(
            self, source=tuple(x[::-1] for x in self.source), alignment=turned
        )


class Batch(NamedTuple):
    r"""B pairs, padded: S source steps; T target steps, ``<bos>`` or ``<eos>`` counted.

    Args:
        source: int64 (B, S).
        source_mask: bool (B, S), True = real token.
        target_in: int64 (B, T), ``<bos>`` and the target: what the decoder reads.
        target_out: int64 (B, T), the target and ``<eos>``: what it should say.
        target_mask: bool (B, T).
        alignment: int64 (B, T), a source step for each of ``target_out`` or -1.
    """

    source: Tensor
    source_mask: Tensor
    target_in: Tensor
    target_out: Tensor
    target_mask: Tensor
    alignment: Tensor

    def to(self, device: torch.device | str) -> "Batch":
        r"""Return the batch on another device."""
        return Batch(*(tensor.to(device) for tensor in self))


def vocabularies(pairs: Pairs, min_count: int = 1) -> tuple[Vocabulary, Vocabulary]:
    r"""Collect the tokens of sources and of targets; use the training pairs."""
    source, target = (
        Vocabulary.from_sequences(side, min_count)
        for side in (pairs.source, pairs.target)
    )
    return source, target


def collate(
    pairs: Pairs,
    vocabularies: tuple[Vocabulary, Vocabulary],
    rows: Sequence[int] | Tensor | None = None,
) -> Batch:
    r"""Return the pairs of some rows, or all, as one batch.

    Raises:
        ValueError: there is no pair, or a source is empty.
    """
    rows = range(len(pairs)) if rows is None else [int(i) for i in rows]
    sources, targets = vocabularies
    source, lengths = pad([sources.encode(pairs.source[i]) for i in rows])
    target_in, T = pad([targets.encode([BOS, *pairs.target[i]]) for i in rows])
    target_out, _ = pad([targets.encode([*pairs.target[i], EOS]) for i in rows])
    places = [_places(pairs, i) for i in rows]
    alignment, _ = pad([torch.tensor([*place, -1]) for place in places], value=-1)
    masks = mask_from_lengths(lengths), mask_from_lengths(T)
    return Batch(source, masks[0], target_in, target_out, masks[1], alignment)


def _places(pairs: Pairs, i: int) -> tuple[int, ...]:
    return pairs.alignment[i] if pairs.alignment else (-1,) * len(pairs.target[i])


def bucketed(
    lengths: Sequence[int], batch_size: int, generator: torch.Generator
) -> Iterator[Tensor]:
    r"""Yield int64 index tensors (batch_size,) without end, of like lengths.

    In an epoch each row comes once, but for a remainder that fills no batch.

    Args:
        lengths: of the N sources.
        batch_size: rows in a batch.
        generator: of the shuffles.

    Raises:
        ValueError: batch_size is not from 1 to N.
    """
    size, n = torch.tensor(lengths), len(lengths)
    if not 1 <= batch_size <= n:
        raise ValueError(f"expected batch_size from 1 to n = {n}, got {batch_size}")
    while True:
        order = torch.randperm(n, generator=generator)
        for pool in order[: n - n % batch_size].split(POOL * batch_size):
            rows = pool[size[pool].argsort(stable=True)].view(-1, batch_size)
            yield from rows[torch.randperm(len(rows), generator=generator)]


def batches(
    pairs: Pairs,
    vocabularies: tuple[Vocabulary, Vocabulary],
    batch_size: int,
    generator: torch.Generator,
) -> Iterator[Batch]:
    r"""Yield shuffled batches of pairs of like lengths, without end."""
    lengths = [len(x) for x in pairs.source]
    for rows in bucketed(lengths, batch_size, generator):
        yield collate(pairs, vocabularies, rows)
