import json

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import one_hot

from unrolled.models.lstm import LSTM
from unrolled.widgets import Unroll
from unrolled.widgets.base import decode_array

VOCAB = list("ab()")
TOKENS = list("a(b)a")


def make(layer: nn.Module, **changes) -> Unroll:
    output = nn.Linear(layer.weight_hh_l0.shape[1], 1)
    weights = dict(layer.named_parameters())
    weights |= {"weight_hy": output.weight, "bias_y": output.bias}
    given = dict(vocab=VOCAB, weights=weights, tokens=TOKENS, targets=[0, 1, 1, 1, 0])
    return Unroll(**given | {"cell": "lstm"} | changes)


@pytest.mark.parametrize("kind", [LSTM, nn.LSTM])
def test_forward_equals_torch_with_the_layers_own_names(kind):
    torch.manual_seed(0)
    widget = make(kind(4, 6))
    stored = {n: torch.tensor(decode_array(a)) for n, a in widget.weights.items()}
    layer = nn.LSTM(4, 6, dtype=torch.float64)
    layer.load_state_dict({f"{n}_l0": stored[n] for n in list(stored)[:4]})
    x = one_hot(torch.tensor([VOCAB.index(token) for token in TOKENS]), 4).double()
    states, (_, last) = layer(x)
    run = widget.forward()
    np.testing.assert_allclose(run["h"], states.detach())
    np.testing.assert_allclose(run["c"][-1], last[0].detach())
    logits = states @ stored["weight_hy"][0] + stored["bias_y"]
    np.testing.assert_allclose(run["y"], logits.sigmoid().detach())


def test_state_is_plain_json_and_names_the_cell():
    state = make(nn.LSTM(4, 6)).state()
    assert json.loads(json.dumps(state)) == state
    assert state["cell"] == "lstm" and state["version"] == 1
    assert state["weights"]["weight_ih"]["shape"] == [24, 4]


WRONG = [
    (nn.LSTM(4, 9), {}, "weights: expected H from 1 to 8, got H = 9"),
    (nn.LSTM(5, 6), {}, r"weight_ih: expected shape \(24, 4\), got \(24, 5\)"),
    (nn.RNN(4, 6), {}, r"weight_ih: expected shape \(24, 4\), got \(6, 4\)"),
    (nn.GRU(4, 6), {}, r"weight_ih: expected shape \(24, 4\), got \(18, 4\)"),
    (nn.LSTM(4, 6), {"cell": "elman"}, r"expected shape \(6, 4\), got \(24, 4\)"),
    (nn.LSTM(4, 6, num_layers=2), {}, r"weights: expected \['bias_hh'.*got \["),
]


@pytest.mark.parametrize(("layer", "change", "message"), WRONG)
def test_what_does_not_fit_is_named(layer, change, message):
    with pytest.raises(ValueError, match=message):
        make(layer, **change)


def test_the_output_is_stored_and_never_changes():
    torch.manual_seed(0)
    widget = make(nn.LSTM(4, 8))
    assert widget.static_html() == widget.static_html()
    assert repr(widget) == "Unroll(lstm, H=8, T=5)"
    assert len(widget.picture("png")) < 60_000


def test_the_picture_shows_c_below_h():
    cells = {}
    for kind, cell in ((nn.RNN, "elman"), (nn.LSTM, "lstm")):
        axes = make(kind(4, 3), cell=cell).fallback_figure().axes[0]
        cells[cell] = sum(
            patch.get_width() == 20
            for patch in axes.patches
            if hasattr(patch, "get_width")
        )
    assert cells == {"elman": 3 * 6, "lstm": 2 * 3 * 6}  # folded, and five steps


def test_the_alt_text_names_the_cell_and_its_numbers():
    widget = make(nn.LSTM(4, 3), target_name="inside brackets")
    text = widget.alt_text()
    assert "An LSTM cell, folded and unrolled over 5 steps" in text
    assert f"( {widget.forward()['y'][1]:.2f} (target 1)" in text
