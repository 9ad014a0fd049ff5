"""The lag tasks put what decides where they say."""

import pytest
import torch

from unrolled.data.lags import CLASSES, SYMBOLS, fresh, latch, temporal_order


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize(("lag", "T"), [(99, None), (0, 100), (30, 50), (0, None)])
def test_one_symbol_decides_and_the_others_are_noise(lag, T):
    x, y = latch(2000, lag, seeded(), T)
    T = T or lag + 1
    assert x.shape == (2000, T) and x.dtype == y.dtype == torch.int64
    assert torch.equal(x[:, T - 1 - lag], y)
    assert ((x < CLASSES).sum(1) == 1).all() and x.max() < SYMBOLS
    assert (torch.bincount(y) > 400).all() and len(torch.bincount(y)) == CLASSES


def test_two_marks_in_order_decide():
    x, y = temporal_order(2000, 100, seeded())
    places = (x < 2).nonzero()[:, 1].reshape(2000, 2)
    first, second = x.gather(1, places).T
    assert torch.equal(y, 2 * first + second)
    assert set(places[:, 0].tolist()) == set(range(10, 20))
    assert set(places[:, 1].tolist()) == set(range(50, 60))
    assert (x[:, 0] == 6).all() and (x[:, -1] == 7).all()
    assert (torch.bincount(x.flatten()) > 0).all() and x.max() < SYMBOLS
    assert (torch.bincount(y) > 400).all()


@pytest.mark.parametrize("T", [20, 57])
def test_short_sequences_have_both_marks_too(T):
    x, _ = temporal_order(500, T, seeded())
    assert x.shape == (500, T) and ((x < 2).sum(1) == 2).all()


def test_same_seed_same_sequences_and_every_batch_is_new():
    a, b = (fresh(latch, seeded(3), n=4, lag=9) for _ in "ab")
    one, two = next(a), next(a)
    assert torch.equal(one[0], next(b)[0]) and torch.equal(two[1], next(b)[1])
    assert not torch.equal(one[0], two[0])


@pytest.mark.parametrize(("lag", "T"), [(5, 5), (-1, 5)])
def test_lag_that_does_not_fit_is_refused(lag, T):
    with pytest.raises(ValueError, match=f"from 0 to T - 1 = 4, got {lag}"):
        latch(2, lag, seeded(), T)


def test_too_short_for_two_marks_is_refused():
    with pytest.raises(ValueError, match="20 steps or more, got 19"):
        temporal_order(2, 19, seeded())
