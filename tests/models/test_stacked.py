"""Deep and two-way layers equal PyTorch's, in outputs and gradients."""

import copy

import pytest
import torch
from torch import nn

from unrolled.checks import check_parity
from unrolled.models.elman import Elman
from unrolled.models.gru import GRU
from unrolled.models.lstm import LSTM
from unrolled.models.stacked import Bidirectional, Stacked, reverse

PAIRS = [(Elman, nn.RNN), (GRU, nn.GRU), (LSTM, nn.LSTM)]
LENGTHS = torch.tensor([6, 2, 4])
MASK = torch.arange(6) < LENGTHS[:, None]


def deep(layer, dropout=0.0):
    return Stacked(layer(4, 5), layer(5, 5), dropout=dropout)


def deep_two_way(layer):
    lower, upper = (Bidirectional(layer(D, 5), layer(D, 5)) for D in (4, 10))
    return Stacked(lower, upper)


@pytest.mark.parametrize(("layer", "theirs"), PAIRS)
def test_pieces_equal_torch(layer, theirs):
    x, options = torch.randn(3, 6, 4), {"batch_first": True}
    check_parity(deep(layer), theirs(4, 5, num_layers=2, **options), x)
    one = Bidirectional(layer(4, 5), layer(4, 5))
    check_parity(one, theirs(4, 5, bidirectional=True, **options), x)
    both = theirs(4, 5, num_layers=2, bidirectional=True, **options)
    check_parity(deep_two_way(layer), both, x)


@pytest.mark.parametrize(("layer", "theirs"), PAIRS)
def test_mask_equals_packed_sequence(layer, theirs):
    x = torch.randn(3, 6, 4)
    theirs = theirs(4, 5, num_layers=2, bidirectional=True, batch_first=True)
    ours = deep_two_way(layer)
    ours.load_state_dict(theirs.state_dict())
    packed = nn.utils.rnn.pack_padded_sequence(x, LENGTHS, True, enforce_sorted=False)
    states, last = ours(x, mask=MASK)
    packed_states, packed_last = theirs(packed)
    right, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True)
    torch.testing.assert_close(states[MASK], right[MASK])
    torch.testing.assert_close(last, packed_last)
    for model, result in ((ours, states[MASK]), (theirs, right[MASK])):
        result.square().sum().backward()
        model.found = [p.grad for p in model.parameters()]
    torch.testing.assert_close(ours.found, theirs.found)


@pytest.mark.parametrize(("layer", "theirs"), PAIRS)
def test_last_states_start_the_next_call(layer, theirs):
    ours, x = deep(layer), torch.randn(2, 7, 4)
    theirs = theirs(4, 5, num_layers=2, batch_first=True)
    theirs.load_state_dict(ours.state_dict())
    _, state = ours(x[:, :3])
    torch.testing.assert_close(state, theirs(x[:, :3])[1])
    torch.testing.assert_close(ours(x[:, 3:], state), theirs(x[:, 3:], state))
    torch.testing.assert_close(ours(x[:, 3:], state)[1], ours(x)[1])


def test_reverse_keeps_padding_behind():
    x = torch.arange(1, 19).reshape(3, 6) * MASK
    assert reverse(x, MASK).tolist() == [
        [6, 5, 4, 3, 2, 1],
        [8, 7, 0, 0, 0, 0],
        [16, 15, 14, 13, 0, 0],
    ]
    wide = torch.randn(3, 6, 4)
    assert torch.equal(reverse(reverse(wide, MASK), MASK), wide)
    assert torch.equal(reverse(wide), reverse(wide, torch.ones_like(MASK)))


def test_backward_reading_does_not_see_the_padding():
    model, x = Bidirectional(LSTM(4, 5), LSTM(4, 5)), torch.randn(3, 6, 4)
    other = torch.where(MASK[..., None], x, torch.randn(3, 6, 4))
    ours, again = (model(inputs, mask=MASK)[0][MASK] for inputs in (x, other))
    torch.testing.assert_close(ours, again)


def test_dropout_is_between_layers_only():
    model, x = deep(GRU, dropout=1.0), torch.randn(2, 6, 4)
    _, upper = model.layers
    torch.testing.assert_close(model(x)[0], upper(torch.zeros(2, 6, 5))[0])
    model.eval()
    torch.testing.assert_close(model(x)[0], upper(model.layers[0](x)[0])[0])


def test_dropout_equals_torch_for_the_same_seed():
    ours, x = deep(LSTM, dropout=0.5), torch.randn(1, 6, 4)  # B = 1: same layout
    theirs = nn.LSTM(4, 5, num_layers=2, dropout=0.5, batch_first=True)
    theirs.load_state_dict(ours.state_dict())
    results = []
    for model in (ours, theirs):
        torch.manual_seed(0)
        results.append(model(x)[0])
    torch.testing.assert_close(*results)


def test_copies_and_conversions_reach_the_layers():
    model, x = deep_two_way(LSTM), torch.randn(2, 6, 4)
    other = copy.deepcopy(model).double()
    torch.testing.assert_close(other(x.double())[0].float(), model(x)[0])
    other.weight_ih_l1_reverse.data.zero_()
    assert not torch.equal(other(x.double())[0].float(), model(x)[0])
    assert len(list(model.parameters())) == 16


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (torch.ones(3, 6), "bool mask"),
        (torch.ones(6, 3).bool(), r"\(3, 6\), got torch.bool \(6, 3\)"),
        (torch.arange(6) < torch.tensor([6, 0, 4])[:, None], r"lengths \[6, 0, 4\]"),
        (MASK.flip(1), "padding behind them"),
    ],
)
def test_masks_that_cannot_be_turned_round_are_refused(mask, message):
    with pytest.raises(ValueError, match=message):
        Bidirectional(GRU(4, 5), GRU(4, 5))(torch.zeros(3, 6, 4), mask=mask)


def test_state_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"2 or a multiple, .* got \(3, 3, 5\)"):
        deep(GRU)(torch.zeros(3, 6, 4), torch.zeros(3, 3, 5))


def test_layers_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="at least one layer"):
        Stacked()
    with pytest.raises(ValueError, match="input_size = 4"):
        Stacked(GRU(4, 5), GRU(4, 5))(torch.zeros(3, 6, 4))
