"""Symbols to numbers and back."""

import pytest
import torch

from unrolled.data.vocabulary import Vocabulary


def test_specials_come_first():
    vocab = Vocabulary("ab")
    assert vocab.symbols == ["<pad>", "<bos>", "<eos>", "<unk>", "a", "b"]


def test_decoding_undoes_encoding():
    vocab = Vocabulary.from_sequences(["hello", "world"])
    assert vocab.decode(vocab.encode("hold")) == list("hold")


def test_unknown_symbols_become_unk():
    ids = Vocabulary("ab").encode(["a", "z", "b"])
    assert torch.equal(ids, torch.tensor([4, 3, 5]))


def test_an_empty_sequence_is_an_empty_int64_tensor():
    ids = Vocabulary("ab").encode("")
    assert ids.dtype == torch.int64 and ids.shape == (0,)


def test_rare_symbols_are_left_out():
    vocab = Vocabulary.from_sequences([["a", "b"], ["a"]], min_count=2)
    assert "a" in vocab and "b" not in vocab and len(vocab) == 5


@pytest.mark.parametrize("symbols", ["aba", ["<pad>"]])
def test_a_symbol_given_twice_is_refused(symbols):
    with pytest.raises(ValueError, match="expected each symbol once"):
        Vocabulary(symbols)


def test_an_id_out_of_range_is_refused():
    with pytest.raises(ValueError, match=r"0 to 5, got \[6, -1\]"):
        Vocabulary("ab").decode([4, 6, -1])
