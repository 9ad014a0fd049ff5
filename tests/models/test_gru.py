"""The GRU equals PyTorch's; its conventions are those that its docstring states."""

import pytest
import torch
from torch import nn

from unrolled.checks import check_parity
from unrolled.models.gru import GRU, GRUCell, UpdateGateCell


def test_cell_equals_torch():
    inputs = torch.randn(2, 3), torch.randn(2, 5)
    check_parity(GRUCell(3, 5), nn.GRUCell(3, 5), *inputs)


def test_layer_equals_torch():
    x, h = torch.randn(2, 7, 3), torch.randn(2, 5)
    ours, theirs = GRU(3, 5), nn.GRU(3, 5, batch_first=True)
    check_parity(ours, theirs, x)
    torch.testing.assert_close(ours(x, h)[0], theirs(x, h[None])[0])


def test_torch_takes_our_weights():
    ours, theirs, x = GRU(3, 5), nn.GRU(3, 5, batch_first=True), torch.randn(2, 7, 3)
    theirs.load_state_dict(ours.state_dict())
    torch.testing.assert_close(ours(x)[0], theirs(x)[0])


def test_mask_equals_packed_sequence():
    x, lengths = torch.randn(3, 6, 4), torch.tensor([6, 2, 4])
    mask = torch.arange(6) < lengths[:, None]
    ours, theirs = GRU(4, 5), nn.GRU(4, 5, batch_first=True)
    ours.load_state_dict(theirs.state_dict())
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, True, enforce_sorted=False)
    states, last = ours(x, mask=mask)
    packed_states, packed_last = theirs(packed)
    right, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True)
    torch.testing.assert_close(states[mask], right[mask])
    torch.testing.assert_close(last, packed_last[0])


@pytest.mark.parametrize("cell", [GRUCell, UpdateGateCell])
def test_padding_changes_no_gradient(cell):
    x, mask = torch.randn(1, 5, 3), torch.ones(1, 5, dtype=torch.bool)
    longer = torch.cat([x, torch.randn(1, 4, 3)], dim=1)
    longer_mask = torch.cat([mask, torch.zeros(1, 4, dtype=torch.bool)], dim=1)
    model, gradients = GRU(3, 5, cell), []
    for inputs, m in ((x, mask), (longer, longer_mask)):
        model.zero_grad()
        model(inputs, mask=m)[1].sum().backward()
        gradients.append([p.grad for p in model.parameters()])
    torch.testing.assert_close(*gradients)


def with_bias(cell, block, bias):
    """Return the cell with the bias of one block of H = 5 rows set."""
    cell.bias_ih.data.view(-1, 5)[block] = bias
    return cell


def test_open_update_gate_writes_and_closed_one_passes_on():
    x, h = torch.randn(2, 3), torch.randn(2, 5)
    cell = with_bias(UpdateGateCell(3, 5), 0, -50.0)
    torch.testing.assert_close(cell(x, h), h)
    from_x = x @ cell.weight_ih.T + cell.bias_ih
    candidate = from_x + h @ cell.weight_hh.T + cell.bias_hh
    cell = with_bias(cell, 0, 50.0)
    torch.testing.assert_close(cell(x, h), candidate[:, 5:].tanh())


def test_gru_without_reset_is_one_update_gate_turned_round():
    """With r = 1 and z = 1 - u both cells are the same."""
    x, h = torch.randn(2, 3), torch.randn(2, 5)
    one, two = UpdateGateCell(3, 5), with_bias(GRUCell(3, 5), 0, 50.0)
    for p, q in zip(one.parameters(), two.parameters(), strict=True):
        q.data[5:10], q.data[10:] = -p.data[:5], p.data[5:]
    torch.testing.assert_close(one(x, h), two(x, h))


def test_one_gate_unrolls_like_its_cell():
    cell, layer = UpdateGateCell(3, 5), GRU(3, 5, UpdateGateCell)
    x = torch.randn(2, 4, 3)
    layer.load_state_dict({f"{k}_l0": v for k, v in cell.state_dict().items()})
    h = torch.zeros(2, 5)
    for t in range(4):
        h = cell(x[:, t], h)
    torch.testing.assert_close(layer(x)[1], h)


@pytest.mark.parametrize(
    ("x", "h", "mask", "message"),
    [
        (torch.zeros(2, 4, 2), None, None, r"got \(2, 4, 2\)"),
        (torch.zeros(2, 0, 3), None, None, "time >= 1"),
        (torch.zeros(4, 2, 3), torch.zeros(2, 5), None, r"\(4, 5\), got \(2, 5\)"),
        (torch.zeros(2, 4, 3), None, torch.ones(4, 2).bool(), r"\(4, 2\)"),
    ],
)
def test_wrong_shapes_say_what_was_expected(x, h, mask, message):
    with pytest.raises(ValueError, match=message):
        GRU(3, 5)(x, h, mask)
