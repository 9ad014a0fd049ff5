"""The digits are whole, real, and always split in the same way."""

import gzip

import pytest
import torch

from unrolled.data import digits, wheels


def test_the_splits_hold_all_5000_digits_once():
    train, test = digits.load("train"), digits.load("test")
    assert train.images.shape == (4000, 1, 28, 28)
    assert test.images.shape == (1000, 1, 28, 28)
    assert (len(train), len(test)) == (4000, 1000)
    counts = torch.bincount(train.labels) + torch.bincount(test.labels)
    assert counts.tolist() == [500] * 10
    rows = torch.cat([train.images, test.images]).flatten(1)
    assert len(rows.unique(dim=0)) == 5000


def test_the_same_split_comes_again():
    first, again = digits.load("test"), digits.load("test")
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.labels, again.labels)


def test_ink_is_one_and_paper_is_zero():
    images = digits.load("test").images
    assert images.min() == 0 and images.max() == 1
    assert images[:, :, 0].max() < 0.1  # the border is paper


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"\['train', 'test'\], got 'valid'"):
        digits.load("valid")


TOO_NARROW = gzip.compress(b"1,2\n3,4\n", mtime=0)  # its bytes are in a test's name


@pytest.mark.parametrize("content", [b"not a table", TOO_NARROW])
def test_a_file_that_is_no_table_of_digits_is_refused(content, tmp_path, monkeypatch):
    member = wheels.ARCHIVES["digits"].members[0]
    (tmp_path / member).parent.mkdir(parents=True)
    (tmp_path / member).write_bytes(content)
    monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)
    with pytest.raises(ValueError, match="expected a table"):
        digits.load("train")
