"""The Elman network equals PyTorch's, in outputs and gradients."""

import pytest
import torch
from torch import nn

from unrolled.checks import check_parity
from unrolled.models.elman import Elman, ElmanCell, ElmanNetwork


def test_cell_equals_torch():
    inputs = torch.randn(2, 3), torch.randn(2, 5)
    check_parity(ElmanCell(3, 5), nn.RNNCell(3, 5), *inputs)


def test_layer_equals_torch():
    x, h = torch.randn(2, 7, 3), torch.randn(2, 5)
    ours, theirs = Elman(3, 5), nn.RNN(3, 5, batch_first=True)
    check_parity(ours, theirs, x)
    torch.testing.assert_close(ours(x, h)[0], theirs(x, h[None])[0])


def test_mask_equals_packed_sequence():
    x, lengths = torch.randn(3, 6, 4), torch.tensor([6, 2, 4])
    mask = torch.arange(6) < lengths[:, None]
    ours, theirs = Elman(4, 5), nn.RNN(4, 5, batch_first=True)
    ours.load_state_dict(theirs.state_dict())
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, True, enforce_sorted=False)
    states, last = ours(x, mask=mask)
    packed_states, packed_last = theirs(packed)
    right, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True)
    torch.testing.assert_close(states[mask], right[mask])
    torch.testing.assert_close(last, packed_last[0])


def test_padding_changes_no_gradient():
    x, mask = torch.randn(1, 5, 3), torch.ones(1, 5, dtype=torch.bool)
    longer = torch.cat([x, torch.randn(1, 4, 3)], dim=1)
    longer_mask = torch.cat([mask, torch.zeros(1, 4, dtype=torch.bool)], dim=1)
    model, gradients = Elman(3, 5), []
    for inputs, m in ((x, mask), (longer, longer_mask)):
        model.zero_grad()
        model(inputs, mask=m)[1].sum().backward()
        gradients.append([p.grad for p in model.parameters()])
    torch.testing.assert_close(*gradients)


def test_network_reads_out_every_state():
    model, x = ElmanNetwork(3, 5, 2), torch.randn(2, 7, 3)
    states, _ = model.rnn(x)
    torch.testing.assert_close(model(x), model.readout(states))


@pytest.mark.parametrize(
    ("x", "h", "mask", "message"),
    [
        (torch.zeros(2, 3), None, None, "input_size = 3"),
        (torch.zeros(2, 4, 2), None, None, r"got \(2, 4, 2\)"),
        (torch.zeros(2, 0, 3), None, None, "time >= 1"),
        (torch.zeros(2, 4, 3), torch.zeros(4, 5), None, r"\(2, 5\), got \(4, 5\)"),
        (torch.zeros(2, 4, 3), None, torch.ones(2, 4), "bool mask"),
        (torch.zeros(2, 4, 3), None, torch.ones(4, 2).bool(), r"\(4, 2\)"),
    ],
)
def test_wrong_shapes_say_what_was_expected(x, h, mask, message):
    with pytest.raises(ValueError, match=message):
        Elman(3, 5)(x, h, mask)
