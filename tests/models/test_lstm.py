"""The LSTM equals PyTorch's, in outputs and gradients."""

import pytest
import torch
from torch import nn

from unrolled.checks import check_parity
from unrolled.models.lstm import LSTM, LSTMCell

PAIR = torch.zeros(2, 5), torch.zeros(2, 5)


class OnTwoStates(nn.Module):
    """A cell called with h and c as two arguments."""

    def __init__(self, cell):
        super().__init__()
        self.cell = cell

    def forward(self, x, h, c):
        return self.cell(x, (h, c))


def test_cell_equals_torch():
    inputs = torch.randn(2, 3), torch.randn(2, 5), torch.randn(2, 5)
    ours, theirs = LSTMCell(3, 5), nn.LSTMCell(3, 5)
    check_parity(OnTwoStates(ours), OnTwoStates(theirs), *inputs)


def test_layer_equals_torch():
    x, h, c = torch.randn(2, 7, 3), torch.randn(2, 5), torch.randn(2, 5)
    ours, theirs = LSTM(3, 5), nn.LSTM(3, 5, batch_first=True)
    check_parity(ours, theirs, x)
    states, last = ours(x, (h, c))
    right, right_last = theirs(x, (h[None], c[None]))
    torch.testing.assert_close(states, right)
    torch.testing.assert_close(last, tuple(part[0] for part in right_last))


def test_torch_takes_our_weights():
    ours, theirs, x = LSTM(3, 5), nn.LSTM(3, 5, batch_first=True), torch.randn(2, 7, 3)
    theirs.load_state_dict(ours.state_dict())
    torch.testing.assert_close(ours(x)[0], theirs(x)[0])


def test_layer_is_the_cell_unrolled():
    cell, layer, x = LSTMCell(3, 5), LSTM(3, 5), torch.randn(2, 4, 3)
    layer.load_state_dict({f"{k}_l0": v for k, v in cell.state_dict().items()})
    state = PAIR
    for t in range(4):
        state = cell(x[:, t], state)
    torch.testing.assert_close(layer(x)[1], state)


def test_mask_equals_packed_sequence():
    x, lengths = torch.randn(3, 6, 4), torch.tensor([6, 2, 4])
    mask = torch.arange(6) < lengths[:, None]
    ours, theirs = LSTM(4, 5), nn.LSTM(4, 5, batch_first=True)
    ours.load_state_dict(theirs.state_dict())
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, True, enforce_sorted=False)
    states, last = ours(x, mask=mask)
    packed_states, packed_last = theirs(packed)
    right, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True)
    torch.testing.assert_close(states[mask], right[mask])
    torch.testing.assert_close(last, tuple(part[0] for part in packed_last))


def test_padding_changes_no_gradient():
    x, mask = torch.randn(1, 5, 3), torch.ones(1, 5, dtype=torch.bool)
    longer = torch.cat([x, torch.randn(1, 4, 3)], dim=1)
    longer_mask = torch.cat([mask, torch.zeros(1, 4, dtype=torch.bool)], dim=1)
    model, gradients = LSTM(3, 5), []
    for inputs, m in ((x, mask), (longer, longer_mask)):
        model.zero_grad()
        h, c = model(inputs, mask=m)[1]
        (h + c).sum().backward()
        gradients.append([p.grad for p in model.parameters()])
    torch.testing.assert_close(*gradients)


def test_chained_over_time_equals_one_call():
    model, x = LSTM(3, 5), torch.randn(2, 7, 3)
    first, state = model(x[:, :4])
    second, last = model(x[:, 4:], state)
    states, right = model(x)
    torch.testing.assert_close(torch.cat([first, second], dim=1), states)
    torch.testing.assert_close(last, right)


@pytest.mark.parametrize(
    ("x", "state", "mask", "message"),
    [
        (torch.zeros(2, 3), None, None, "input_size = 3"),
        (torch.zeros(2, 4, 2), None, None, r"got \(2, 4, 2\)"),
        (torch.zeros(2, 0, 3), None, None, "time >= 1"),
        (torch.zeros(4, 2, 3), PAIR, None, r"\(4, 5\), got \(2, 5\)"),
        (torch.zeros(2, 4, 3), (PAIR[0], PAIR[1].T), None, r"got \(5, 2\)"),
        (torch.zeros(2, 4, 3), PAIR[0], None, r"a pair \(h, c\), got a Tensor"),
        (torch.zeros(2, 4, 3), None, torch.ones(2, 4), "bool mask"),
        (torch.zeros(2, 4, 3), None, torch.ones(4, 2).bool(), r"\(4, 2\)"),
    ],
)
def test_wrong_shapes_say_what_was_expected(x, state, mask, message):
    with pytest.raises(ValueError, match=message):
        LSTM(3, 5)(x, state, mask)
