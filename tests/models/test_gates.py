"""Gates that keep are set where they are said to be."""

import math

import pytest
import torch
from torch import nn

from unrolled.models.elman import Elman
from unrolled.models.gates import chrono, set_keep_bias
from unrolled.models.gru import GRU, UpdateGateCell
from unrolled.models.lstm import LSTM, LSTMCell
from unrolled.models.stacked import Bidirectional, Stacked


def keep_bias(layer, suffix="_l0", block=1):
    H = getattr(layer, "weight_hh" + suffix).shape[1]
    total = getattr(layer, "bias_ih" + suffix) + getattr(layer, "bias_hh" + suffix)
    return total.detach()[block * H : (block + 1) * H]


@pytest.mark.parametrize("layer", [LSTM(3, 5), GRU(3, 5), nn.LSTM(3, 5), nn.GRU(3, 5)])
def test_bias_of_the_keeping_gate_is_the_number_given(layer):
    before = [keep_bias(layer, block=b) for b in (0, 2)]
    for bias in (0.0, 1.0, math.log(100), torch.arange(5.0)):
        set_keep_bias(layer, bias)
        assert torch.equal(keep_bias(layer), torch.as_tensor(bias).expand(5))
    for b, old in zip((0, 2), before, strict=True):
        assert torch.equal(keep_bias(layer, block=b), old)


@pytest.mark.parametrize("layer", [LSTM(1, 4), GRU(1, 4)])
def test_bias_ln_T_keeps_a_third_over_T_steps(layer):
    """All weights zero, so only the gate acts: σ(ln T)^T is close to e^-1."""
    for p in layer.parameters():
        p.data.zero_()
    set_keep_bias(layer, math.log(100))
    start = torch.ones(1, 4)
    state = (start, start) if isinstance(layer, LSTM) else start
    last = layer(torch.zeros(1, 100, 1), state)[1]
    memory = last[1] if isinstance(layer, LSTM) else last
    assert memory.sub(math.exp(-1)).abs().max() < 0.01


def test_every_layer_and_direction_is_set():
    def two_way(D):
        return Bidirectional(LSTM(D, 5), LSTM(D, 5))

    for layer in (
        Stacked(two_way(3), two_way(10)),
        nn.LSTM(3, 5, num_layers=2, bidirectional=True),
    ):
        set_keep_bias(layer, 7.0)
        for suffix in ("_l0", "_l0_reverse", "_l1", "_l1_reverse"):
            assert (keep_bias(layer, suffix) == 7).all()


def test_chrono_spreads_memories_up_to_the_lag():
    layer = LSTM(3, 2000)
    chrono(layer, 101, torch.Generator().manual_seed(0))
    steps = keep_bias(layer).exp()
    assert 1 <= steps.min() < 2 and 99 < steps.max() <= 100
    assert 48 < steps.mean() < 53
    assert torch.equal(keep_bias(layer, block=0), -keep_bias(layer))


def test_chrono_is_the_same_for_the_same_seed_and_leaves_other_gates():
    layer = nn.GRU(3, 5)
    r, found = keep_bias(layer, block=0), []
    for _ in range(2):
        chrono(layer, 50, torch.Generator().manual_seed(3))
        found.append(keep_bias(layer))
    assert torch.equal(*found) and torch.equal(keep_bias(layer, block=0), r)


def test_cells_are_set_too_and_still_learn():
    cell = LSTMCell(3, 5)
    set_keep_bias(cell, 1.0)
    assert torch.equal(keep_bias(cell, ""), torch.ones(5))
    h, _ = cell(torch.randn(2, 3), (torch.zeros(2, 5), torch.ones(2, 5)))
    h.sum().backward()
    assert cell.bias_ih.grad.any()


@pytest.mark.parametrize("layer", [Elman(3, 5), UpdateGateCell(3, 5)])
def test_other_cells_are_refused(layer):
    with pytest.raises(ValueError, match=r"LSTM \(4\) or a GRU \(3\), got"):
        set_keep_bias(layer, 1.0)


def test_lag_below_three_is_refused():
    with pytest.raises(ValueError, match="3 steps or more, got 2"):
        chrono(LSTM(3, 5), 2)
