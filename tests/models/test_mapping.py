"""One network for all types of mapping: the mask decides what counts."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from unrolled.models.elman import Elman
from unrolled.models.mapping import (
    TYPES,
    MappingNetwork,
    feed_back,
    generate,
    lengthen,
    loss_mask,
)
from unrolled.widgets import mapping_plan

LAYERS = [Elman, nn.RNN, nn.GRU, nn.LSTM]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("many", [1, 2, 5])
def test_the_mask_is_that_of_the_widget(kind, many):
    reads, _, writes = kind.removesuffix("-unaligned").split("-")
    inputs, outputs = (many if word == "many" else 1 for word in (reads, writes))
    steps = mapping_plan.plan_steps(kind, inputs, outputs)
    expected = [written is not None for _, written in steps]
    assert loss_mask(kind, inputs, outputs).tolist() == [expected]


def test_the_types_are_those_of_the_widget():
    assert list(mapping_plan.TYPES) == TYPES


def test_each_sequence_has_its_own_steps():
    lengths = torch.tensor([3, 1, 2])
    rows = {
        "many-to-one": [[0, 0, 1], [1, 0, 0], [0, 1, 0]],
        "many-to-many": [[1, 1, 1], [1, 0, 0], [1, 1, 0]],
    }
    last = loss_mask("many-to-one", lengths)
    assert last.int().tolist() == rows["many-to-one"]
    aligned = loss_mask("many-to-many", lengths, lengths)
    assert aligned.int().tolist() == rows["many-to-many"]
    drawn = loss_mask("one-to-many", outputs=lengths)
    assert torch.equal(drawn, aligned)
    translated = loss_mask("many-to-many-unaligned", torch.tensor([1, 2]), 2)
    assert translated.int().tolist() == [[0, 1, 1, 0], [0, 0, 1, 1]]


@pytest.mark.parametrize("layer", LAYERS)
def test_outputs_are_read_out_of_the_states_that_count(layer):
    model, x = MappingNetwork(3, 4, 2, layer), torch.randn(3, 5, 3)
    lengths = torch.tensor([5, 1, 3])
    every = model.readout(model.rnn(x)[0])
    last = model(x, loss_mask("many-to-one", lengths))
    torch.testing.assert_close(last, every[torch.arange(3), lengths - 1])
    aligned = model(x, loss_mask("many-to-many", lengths, lengths))
    right = torch.cat([row[:n] for row, n in zip(every, lengths, strict=True)])
    torch.testing.assert_close(aligned, right)


def test_padding_changes_nothing():
    model, x = MappingNetwork(3, 4, 2), torch.randn(2, 5, 3)
    mask = loss_mask("many-to-one", torch.tensor([2, 4]))
    other = x.clone()
    other[0, 2:], other[1, 4:] = 7.0, -7.0
    torch.testing.assert_close(model(x, mask), model(other, mask))


def test_zeros_follow_the_only_input_of_one_to_many():
    model, x = MappingNetwork(3, 4, 2), torch.randn(2, 1, 3)
    longer = torch.cat([x, torch.zeros(2, 3, 3)], dim=1)
    out = model(x, loss_mask("one-to-many", outputs=4))
    assert out.shape == (8, 2)
    torch.testing.assert_close(out, model.readout(model.rnn(longer)[0]).flatten(0, 1))


def test_one_batch_of_each_type_is_overfitted():
    torch.manual_seed(0)
    x = torch.randn(4, 3, 5)
    for kind in TYPES:
        reads, _, writes = kind.removesuffix("-unaligned").split("-")
        S, L = (3 if word == "many" else 1 for word in (reads, writes))
        model, mask = MappingNetwork(5, 32, 3), loss_mask(kind, S, L)
        target = torch.randint(3, (4 * L,))
        optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
        for _ in range(150):
            loss = F.cross_entropy(model(x[:, :S], mask), target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        assert loss < 0.1, kind


def test_feed_back_shows_each_step_the_output_before():
    x, y = torch.randn(2, 1, 3), torch.randn(2, 4, 2)
    fed = feed_back(x, y)
    assert fed.shape == (2, 4, 5)
    assert torch.equal(fed[:, 0], torch.cat([x[:, 0], torch.zeros(2, 2)], dim=-1))
    assert torch.equal(fed[:, 3], torch.cat([torch.zeros(2, 3), y[:, 2]], dim=-1))


@pytest.mark.parametrize("layer", LAYERS)
def test_generation_equals_teacher_forcing_on_its_own_outputs(layer):
    model, x = MappingNetwork(5, 4, 2, layer), lengthen(torch.randn(3, 1, 3), 6)
    y = generate(model, x, torch.tanh)
    assert y.shape == (3, 6, 2) and not y.requires_grad
    again = model(feed_back(x, y), loss_mask("one-to-many", outputs=6)).tanh()
    torch.testing.assert_close(again, y.flatten(0, 1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("many",), "got 'many'"),
        (("one-to-many", 2, 3), r"fit one-to-many, got \[2\] inputs"),
        (("many-to-one", 3, 2), r"\[3\] inputs and \[2\] outputs"),
        (("many-to-one", torch.tensor([2, 0])), r"1 or more steps.*\[2, 0\]"),
        (("many-to-many", torch.tensor([2, 3]), torch.tensor([3, 2])), r"\[3, 2\]"),
        (("many-to-many-unaligned", 2, 0), r"\[0\] outputs"),
    ],
)
def test_lengths_that_do_not_fit_the_type_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        loss_mask(*arguments)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    ("x", "mask", "message"),
    [
        (torch.zeros(2, 4, 3), loss_mask("many-to-one", 4), "input_size = 5"),
        (torch.zeros(2, 5), loss_mask("many-to-one", 4), r"got \(2, 5\)"),
        (torch.zeros(4, 2, 5), torch.ones(2, 4) > 0, r"batch = 4.*got \(2, 4\)"),
        (torch.zeros(2, 4, 5), torch.ones(4) > 0, r"time\), got \(4,\)"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(layer, x, mask, message):
    with pytest.raises(ValueError, match=message):
        MappingNetwork(5, 4, 2, layer)(x, mask)
