"""Greedy and beam search against every sentence there is."""

from itertools import product

import pytest
import torch
from torch import nn

from unrolled.generation import BOS, EOS, beam_search, greedy
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.models.seq2seq import Seq2Seq

V = 7
MODELS = [
    lambda: Seq2Seq(V, V, 16, 8),
    lambda: Seq2Seq(V, V, 16, 8, nn.GRU, every_step=True),
    lambda: AttentionSeq2Seq(V, V, 16, 8),
]
SOURCE = torch.tensor([[4, 5, 6, 3], [6, 4, 0, 0], [5, 0, 0, 0]])
MASK = SOURCE != 0


@pytest.fixture(params=MODELS, ids=["lstm", "gru", "attention"])
def model(request):
    torch.manual_seed(3)
    model = request.param()
    for p in model.parameters():  # sharper than a fresh network
        p.data *= 2.5
    return model


def log_p(model, row, tokens, ended):
    """log p of one sentence, by teacher forcing."""
    right = [*tokens, EOS] if ended else tokens
    given = torch.tensor([[BOS, *right[:-1]]])
    logits = model(SOURCE[row : row + 1], MASK[row : row + 1], given)
    steps = logits[0].log_softmax(-1)
    return steps[torch.arange(len(right)), right].sum().item()


def sentences(steps):
    """Every sentence of at most so many steps, with whether it has its <eos>."""
    writable = range(EOS, V)
    for n in range(steps):
        for tokens in product(range(EOS + 1, V), repeat=n):
            yield list(tokens), True
    yield from (
        (list(y), False) for y in product(writable, repeat=steps) if EOS not in y
    )


def test_greedy_takes_the_likeliest_symbol_at_each_step(model):
    written = greedy(model, SOURCE, MASK, max_steps=6)
    for row, tokens in enumerate(written.tokens):
        for t, token in enumerate([*tokens, EOS][:6]):
            given = torch.tensor([[BOS, *tokens[:t]]])
            logits = model(SOURCE[row : row + 1], MASK[row : row + 1], given)[0, -1]
            logits[[0, BOS]] = -torch.inf
            assert logits.argmax() == token
        p = log_p(model, row, tokens, len(tokens) < 6)
        assert written.log_p[row].item() == pytest.approx(p, abs=1e-4)


def test_a_beam_of_one_is_greedy(model):
    written = greedy(model, SOURCE, MASK, max_steps=6)
    found = beam_search(model, SOURCE, MASK, beam=1, max_steps=6)
    assert [h[0].tokens for h in found] == written.tokens
    assert [h[0].log_p for h in found] == pytest.approx(written.log_p.tolist())


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_a_beam_of_full_width_finds_the_best_sentence_of_all(model, alpha):
    found = beam_search(model, SOURCE, MASK, beam=V**3, max_steps=3, alpha=alpha)
    for row, hypotheses in enumerate(found):
        every = {
            tuple(y): log_p(model, row, y, ended) / (len(y) + ended) ** alpha
            for y, ended in sentences(3)
        }
        best = max(every, key=every.get)
        assert tuple(hypotheses[0].tokens) == best
        assert len(hypotheses) == len(every)
        for h in hypotheses:
            assert h.score == pytest.approx(every[tuple(h.tokens)], abs=1e-4)


def test_hypotheses_are_sorted_and_different(model):
    for hypotheses in beam_search(model, SOURCE, MASK, beam=4, max_steps=5):
        scores = [h.score for h in hypotheses]
        assert scores == sorted(scores, reverse=True)
        assert len({tuple(h.tokens) for h in hypotheses}) == 4


def test_a_batch_writes_what_its_rows_write_alone(model):
    together = greedy(model, SOURCE, MASK, 6)
    beams = beam_search(model, SOURCE, MASK, 3, 6)
    for row in range(3):
        n = int(MASK[row].sum())
        alone = SOURCE[row : row + 1, :n], MASK[row : row + 1, :n]
        assert greedy(model, *alone, 6).tokens[0] == together.tokens[row]
        (best, *_), *_ = beam_search(model, *alone, 3, 6)
        assert best.tokens == beams[row][0].tokens


def test_greedy_gives_the_weights_of_an_attention_model_only():
    plain, attention = MODELS[0](), MODELS[2]()
    assert greedy(plain, SOURCE, MASK, 4).weights is None
    written = greedy(attention, SOURCE, MASK, 4)
    steps = max(len(y) for y in written.tokens)
    assert written.weights.shape[0] == 3 and written.weights.shape[2] == 4
    assert steps <= written.weights.shape[1] <= 4
    assert not written.weights[1, :, 2:].any()


def test_nothing_is_written_that_cannot_be(model):
    with torch.no_grad():
        readout = model.readout
        readout.bias[[0, BOS]] = 100.0
    found = greedy(model, SOURCE, MASK, 5).tokens
    found += [h.tokens for hs in beam_search(model, SOURCE, MASK, 3, 5) for h in hs]
    assert not {0, BOS, EOS} & {token for y in found for token in y}


@pytest.mark.parametrize("beam", [0, -1])
def test_a_beam_below_one_is_refused(model, beam):
    with pytest.raises(ValueError, match=f"expected beam of 1 or more, got {beam}"):
        beam_search(model, SOURCE, MASK, beam=beam)


def test_no_step_is_refused(model):
    for search in (greedy, beam_search):
        with pytest.raises(ValueError, match="expected max_steps of 1 or more, got 0"):
            search(model, SOURCE, MASK, max_steps=0)
