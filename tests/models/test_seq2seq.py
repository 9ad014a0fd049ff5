"""Both translators: padding changes nothing, and steps equal the whole."""

import pytest
import torch
from torch import nn

from unrolled.models.attention import DotAttention
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.models.seq2seq import Seq2Seq
from unrolled.training import TrainConfig, sequence_cross_entropy, train

S, V, BOS = 9, 8, 1
LENGTHS = torch.tensor([6, 2, 4, 1])
MAKERS = {
    "LSTM": lambda: Seq2Seq(S, V, 16, 8),
    "GRU, context at every step": lambda: Seq2Seq(S, V, 16, 8, nn.GRU, True),
    "LSTM, context at every step": lambda: Seq2Seq(S, V, 16, 8, every_step=True),
    "additive": lambda: AttentionSeq2Seq(S, V, 16, 8),
    "dot product": lambda: AttentionSeq2Seq(S, V, 16, 8, DotAttention),
    "query with token": lambda: AttentionSeq2Seq(S, V, 16, 8, query_token=True),
}


@pytest.fixture(params=MAKERS.values(), ids=MAKERS.keys())
def model(request):
    torch.manual_seed(0)
    return request.param()


@pytest.fixture
def batch():
    torch.manual_seed(1)
    mask = torch.arange(6) < LENGTHS[:, None]
    source = torch.randint(4, S, (4, 6)) * mask
    return source, mask, torch.randint(4, V, (4, 5))


def test_padding_changes_neither_outputs_nor_gradients(model, batch):
    source, mask, target = batch
    for other in (source, source.where(mask, 5)):
        longer = torch.cat([other, torch.full((4, 3), 7)], dim=1)
        longer_mask = torch.cat([mask, torch.zeros(4, 3, dtype=torch.bool)], dim=1)
        results = []
        for x, m in ((source, mask), (longer, longer_mask)):
            model.zero_grad()
            logits = model(x, m, target)
            logits.square().sum().backward()
            results.append([logits, *(p.grad for p in model.parameters())])
        torch.testing.assert_close(*results)


def test_a_batch_equals_its_rows_one_by_one(model, batch):
    source, mask, target = batch
    alone = [
        model(x[None, :n], m[None, :n], y[None])
        for x, m, y, n in zip(source, mask, target, LENGTHS, strict=True)
    ]
    torch.testing.assert_close(model(source, mask, target), torch.cat(alone))


def test_steps_equal_the_whole(model, batch):
    source, mask, target = batch
    state, logits = model.start(source, mask), []
    for token in target.unbind(1):
        step, state = model.step(token, state)
        logits.append(step)
    torch.testing.assert_close(torch.stack(logits, 1), model(source, mask, target))


def test_a_later_target_symbol_changes_nothing_before_it(model, batch):
    source, mask, target = batch
    before = model(source, mask, target)
    target[:, 3] = 4 + (target[:, 3] - 3) % 4
    after = model(source, mask, target)
    torch.testing.assert_close(before[:, :3], after[:, :3])
    assert not torch.allclose(before[:, 3], after[:, 3])


def test_the_context_stays_what_it_was(batch):
    model = Seq2Seq(S, V, 16, 8, every_step=True)
    source, mask, target = batch
    first = state = model.start(source, mask)
    for token in target.unbind(1):
        _, state = model.step(token, state)
    assert torch.equal(state.context, first.context)
    assert not torch.allclose(state.s[0], first.s[0])


def test_the_encoder_reaches_every_target_step(model, batch):
    source, mask, target = batch
    x = model.source_embedding.weight
    last = model(source, mask, target)[:, -1].sum()
    assert torch.autograd.grad(last, x)[0][source[mask].unique()].abs().min() > 0


def test_a_batch_can_be_overfitted(model):
    torch.manual_seed(0)
    source = torch.randint(4, V, (6, 5))
    target_in = torch.cat([torch.full((6, 1), BOS), source.flip(1)[:, :-1]], 1)
    real = torch.ones(6, 5, dtype=torch.bool)

    def loss(net, _):
        logits = net(source, real, target_in)
        return sequence_cross_entropy(logits, source.flip(1), real)

    losses = train(model, loss, range(250), TrainConfig(steps=250, lr=1e-2))
    assert losses[0] > 8 and losses[-1] < 0.5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x, m, y: (x, m & (x == 1), y), "at least one real step"),
        (lambda x, m, y: (x, m.flip(1), y), "all padding behind"),
        (lambda x, m, y: (x, m[:, :-1], y), r"expected a bool mask \(4, 6\)"),
        (lambda x, m, y: (x, m.long(), y), "expected a bool mask"),
        (lambda x, m, y: (x[:, :0], m[:, :0], y), "at least one real step"),
        (lambda x, m, y: (x + S, m, y), "expected ids from 0 to 8, got"),
        (lambda x, m, y: (x, m, y + V), "expected ids from 0 to 7, got"),
    ],
)
def test_bad_input_is_refused(model, batch, change, message):
    with pytest.raises(ValueError, match=message):
        model(*change(*batch))


def test_odd_hidden_size_is_refused():
    with pytest.raises(ValueError, match="even hidden_size, for two ways, got 15"):
        AttentionSeq2Seq(S, V, 15)
