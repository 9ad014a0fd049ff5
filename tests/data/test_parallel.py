"""Pairs of sentences: vocabularies, padded batches, buckets, reversal."""

import pytest
import torch

from unrolled.data import parallel
from unrolled.data.parallel import Pairs
from unrolled.data.vocabulary import BOS, EOS, PAD, UNK

PAIRS = Pairs(
    (("a", "b", "c"), ("b",), ("c", "a")),
    (("C", "B"), ("B",), ("A", "C", "!")),
    ((2, 1), (0,), (1, 0, -1)),
)


@pytest.fixture
def batch():
    return parallel.collate(PAIRS, parallel.vocabularies(PAIRS))


def many(n: int) -> Pairs:
    sentences = tuple(("a",) * (1 + i * i % 23) for i in range(n))
    return Pairs(sentences, sentences)


def test_sources_and_targets_are_padded_and_masked(batch):
    sources, targets = parallel.vocabularies(PAIRS)
    assert sources.decode(batch.source[1]) == ["b", PAD, PAD]
    assert targets.decode(batch.target_out[1]) == ["B", EOS, PAD, PAD]
    assert batch.source.shape == batch.source_mask.shape == (3, 3)
    assert batch.source_mask.sum(1).tolist() == [3, 1, 2]
    assert batch.target_mask.sum(1).tolist() == [3, 2, 4]
    assert torch.equal(batch.target_mask, batch.target_out != 0)


def test_the_decoder_reads_what_it_said_one_step_before(batch):
    _, targets = parallel.vocabularies(PAIRS)
    assert targets.decode(batch.target_in[:, 0]) == [BOS] * 3
    said = batch.target_out[:, :-1].masked_fill(~batch.target_mask[:, 1:], 0)
    assert torch.equal(batch.target_in[:, 1:], said)


def test_alignments_point_at_source_steps(batch):
    assert batch.alignment.tolist() == [[2, 1, -1, -1], [0, -1, -1, -1], [1, 0, -1, -1]]


def test_without_alignment_no_target_is_aligned():
    pairs = Pairs(PAIRS.source, PAIRS.target)
    batch = parallel.collate(pairs, parallel.vocabularies(pairs))
    assert (batch.alignment == -1).all()


def test_rows_are_chosen_and_padded_no_more_than_needed():
    batch = parallel.collate(PAIRS, parallel.vocabularies(PAIRS), torch.tensor([1, 1]))
    assert batch.source.shape == (2, 1) and batch.target_in.shape == (2, 2)


def test_a_new_word_is_unknown():
    sources, targets = parallel.vocabularies(PAIRS)
    batch = parallel.collate(Pairs((("z",),), (("Z",),)), (sources, targets))
    assert sources.decode(batch.source[0]) == [UNK]
    assert targets.decode(batch.target_out[0]) == [UNK, EOS]


def test_rare_tokens_can_be_left_out():
    pairs = Pairs((("a", "b"), ("a",)), (("A",), ("B",)))
    sources, targets = parallel.vocabularies(pairs, min_count=2)
    assert "a" in sources and "b" not in sources and len(targets) == 4


def test_a_batch_goes_to_a_device(batch):
    assert all(tensor.device.type == "meta" for tensor in batch.to("meta"))


def test_reversal_turns_sources_and_alignments_round():
    turned = PAIRS.with_reversed_source()
    assert turned.source[0] == ("c", "b", "a") and turned.target == PAIRS.target
    assert turned.alignment == ((0, 1), (0,), (0, 1, -1))
    assert turned.with_reversed_source() == PAIRS
    assert Pairs(PAIRS.source, PAIRS.target).with_reversed_source().alignment is None


def test_an_epoch_of_buckets_holds_every_row_once():
    lengths = [len(x) for x in many(96).source]
    rows = parallel.bucketed(lengths, 8, torch.Generator().manual_seed(0))
    for _ in range(2):
        epoch = torch.stack([next(rows) for _ in range(12)])
        assert epoch.shape == (12, 8)
        assert epoch.flatten().sort().values.tolist() == list(range(96))


def test_buckets_need_little_padding_and_come_in_any_order():
    lengths = torch.tensor([len(x) for x in many(400).source])
    rows = parallel.bucketed(lengths.tolist(), 10, torch.Generator().manual_seed(0))
    found = [lengths[next(rows)] for _ in range(40)]
    padded = sum(10 * size.max() for size in found)
    assert lengths.sum() / padded > 0.9
    longest = [int(size.max()) for size in found[:20]]
    assert longest != sorted(longest)


def test_the_same_seed_gives_the_same_batches():
    pairs = many(50)
    vocabularies = parallel.vocabularies(pairs)
    first, again = (
        parallel.batches(pairs, vocabularies, 4, torch.Generator().manual_seed(3))
        for _ in range(2)
    )
    for _ in range(15):
        for a, b in zip(next(first), next(again), strict=True):
            assert torch.equal(a, b)


def test_a_batch_size_that_does_not_fit_is_refused():
    for size in (0, 4):
        with pytest.raises(ValueError, match=f"from 1 to n = 3, got {size}"):
            next(parallel.bucketed([1, 2, 3], size, torch.Generator()))


def test_an_empty_source_is_refused():
    pairs = Pairs(((), ("a",)), (("A",), ("A",)))
    with pytest.raises(ValueError, match=r"none empty; got \[0, 1\]"):
        parallel.collate(pairs, parallel.vocabularies(pairs))


def test_sides_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="as many sources as targets, got 1 and 2"):
        Pairs((("a",),), (("A",), ("B",)))
    with pytest.raises(ValueError, match="one place a target token"):
        Pairs((("a",),), (("A",),), ((0, 0),))
