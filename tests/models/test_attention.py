"""Scores and weights equal the equations, and the mask holds."""

import pytest
import torch

from unrolled.models.attention import (
    AdditiveAttention,
    DotAttention,
    attend,
    masked_softmax,
)
from unrolled.models.attention_seq2seq import AttentionSeq2Seq

B, S, Q, K = 3, 5, 4, 6
QUERY, STATES = torch.randn(B, Q), torch.randn(B, S, K)
MASK = torch.arange(S) < torch.tensor([5, 2, 1])[:, None]


def test_additive_score_equals_the_loop():
    score = AdditiveAttention(Q, K, 7)
    W, U, b = score.query.weight, score.key.weight, score.key.bias
    for n in range(B):
        for i in range(S):
            inside = torch.tanh(W @ QUERY[n] + U @ STATES[n, i] + b)
            e = score(QUERY, score.key(STATES))[n, i]
            torch.testing.assert_close(e, score.v.weight[0] @ inside)


def test_dot_product_equals_torch():
    score = DotAttention(Q, K)
    keys = score.key(STATES)
    context = attend(masked_softmax(score(QUERY, keys), MASK), STATES)
    right = torch.nn.functional.scaled_dot_product_attention(
        QUERY[:, None], keys, STATES, attn_mask=MASK[:, None]
    )
    torch.testing.assert_close(context, right[:, 0])


def test_weights_are_distributions_over_the_real_steps():
    weights = masked_softmax(torch.randn(B, S) * 50, MASK)
    torch.testing.assert_close(weights.sum(1), torch.ones(B))
    assert (weights >= 0).all() and not weights[~MASK].any()


def test_masked_weights_equal_the_softmax_of_what_is_left():
    scores = torch.randn(B, S)
    torch.testing.assert_close(
        masked_softmax(scores, MASK)[1, :2], scores[1, :2].softmax(0)
    )


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
def test_a_row_without_a_real_step_gives_zeros_and_no_nan(dtype):
    scores = torch.randn(2, S, dtype=dtype, requires_grad=True)
    mask = torch.stack([torch.zeros(S), torch.ones(S)]).bool()
    weights = masked_softmax(scores, mask)
    weights.square().sum().backward()
    assert not weights[0].any() and weights[1].any()
    assert torch.isfinite(scores.grad).all() and not scores.grad[0].any()


def test_the_weights_depend_on_what_the_encoder_says():
    torch.manual_seed(0)
    model = AttentionSeq2Seq(9, 8, 16, 8)
    source, mask = torch.randint(4, 9, (2, S)), torch.ones(2, S, dtype=torch.bool)
    target = torch.randint(4, 8, (2, 3))
    weights = model.align(source, mask, target)[1]
    assert weights.shape == (2, 3, S)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 3))
    source[:, 0] = 4 + (source[:, 0] - 3) % 5
    other = model.align(source, mask, target)[1]
    assert (weights - other).abs().max() > 1e-3


def test_the_state_carries_the_weights_of_its_step():
    model = AttentionSeq2Seq(9, 8, 16, 8)
    source, mask = torch.randint(4, 9, (2, S)), torch.ones(2, S, dtype=torch.bool)
    token = torch.tensor([1, 1])
    _, state = model.step(token, model.start(source, mask))
    right = model.align(source, mask, token[:, None])[1][:, 0]
    torch.testing.assert_close(state.weights, right)
