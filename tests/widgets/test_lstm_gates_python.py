import json

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import one_hot

from unrolled.widgets import LSTMGates
from unrolled.widgets.base import decode_array, encode_array
from unrolled.widgets.compose import HERE

VOCAB = [*"abcd", " ", "</script>"]
TOKENS = [*"abcab", " "]


def make_weights(hidden: int = 4, classes: int = 3) -> dict:
    torch.manual_seed(0)
    weights = dict(nn.LSTM(len(VOCAB), hidden).named_parameters())
    readout = nn.Linear(hidden, classes)
    return weights | {"weight_hy": readout.weight, "bias_y": readout.bias}


def without(*names: str) -> dict:
    return {n: w for n, w in make_weights().items() if n not in names}


def make(weights=None, unit=1, tokens=TOKENS, **changes) -> LSTMGates:
    given = dict(vocab=VOCAB, classes=["x", "y", "z"])
    return LSTMGates(weights or make_weights(), unit, tokens, **given | changes)


def test_state_is_plain_json_of_the_documented_form():
    state = make(step=2, title="t").state()
    assert json.loads(json.dumps(state)) == state
    assert state["version"] == 1
    assert (state["unit"], state["step"], state["all_units"]) == (1, 2, False)
    assert (state["tokens"], state["vocab"], state["overrides"]) == (TOKENS, VOCAB, {})
    assert state["weights"]["weight_ih"]["shape"] == [16, 6]


def test_states_are_those_of_nn_lstm():
    layer = nn.LSTM(len(VOCAB), 4, batch_first=True).double()
    packed = {n: decode_array(encode_array(w)) for n, w in make_weights().items()}
    layer.load_state_dict({n: torch.tensor(packed[n]) for n in layer.state_dict()})
    index = torch.tensor([[VOCAB.index(token) for token in TOKENS]])
    h, (_, c) = layer(one_hot(index, len(VOCAB)).double())
    run = make().forward()
    np.testing.assert_allclose(run["h"], h[0].detach())
    np.testing.assert_allclose(run["c"][-1], c[0, 0].detach())
    assert run["y"].shape == (3,) and abs(run["y"].sum() - 1) < 1e-12


def test_without_classes_there_is_no_readout():
    widget = make(without("weight_hy", "bias_y"), classes=())
    assert set(widget.forward()) == set("ifgoch")


def test_a_closed_forget_gate_forgets_and_other_units_follow():
    widget = make()
    before = widget.forward()
    widget.overrides = {"f": [0.0] * len(TOKENS)}
    after = widget.forward()
    np.testing.assert_allclose(after["c"][:, 1], after["i"][:, 1] * after["g"][:, 1])
    np.testing.assert_array_equal(after["f"][0, [0, 2, 3]], before["f"][0, [0, 2, 3]])
    assert np.abs(after["f"][3:, 0] - before["f"][3:, 0]).min() > 0
    widget.all_units = True
    assert not widget.forward()["f"].any()


NAN = make_weights() | {"bias_hh_l0": torch.full((16,), float("nan"))}
WRONG = [
    (dict(weights=without("bias_y")), r"weights: expected \['bias_hh', .*'weight_hy'"),
    (dict(classes=()), r"weights: expected \['bias_hh', .* got .*'weight_hy'"),
    (dict(weights=make_weights(17)), "expected H from 1 to 16, got H = 17"),
    (dict(weights=make_weights(4, 2)), r"weight_hy: expected shape \(3, 4\), got \(2"),
    (dict(vocab=VOCAB[:-1]), r"weight_ih: expected shape \(16, 5\), got \(16, 6\)"),
    (dict(vocab=[*VOCAB[:-1], "a"]), "vocab: expected distinct, non-empty symbols"),
    (dict(weights=NAN), "bias_hh: expected finite numbers below 65504"),
    (dict(classes=["x"]), "classes: expected 2 to 8 names, got 1"),
    (dict(classes=["x", "x", "y"]), "classes: expected distinct, non-empty names"),
    (dict(tokens=[]), "tokens: expected 1 to 24, got 0"),
    (dict(tokens=["a"] * 25), "tokens: expected 1 to 24, got 25"),
    (dict(tokens=["a", "q"]), r"tokens: 'q' is not in vocab \(6 known\)"),
    (dict(unit=4), "unit: expected 0 to 3, got 4"),
    (dict(unit=-1), "unit: expected 0 to 3, got -1"),
    (dict(step=0), "step: expected 1 to 6, got 0"),
    (dict(step=7), "step: expected 1 to 6, got 7"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_does_not_fit_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        make(**change)


LATER = [
    ("unit", 9, "unit: expected 0 to 3, got 9"),
    ("step", 9, "step: expected 1 to 6, got 9"),
    ("tokens", ["q"], "tokens: 'q' is not in vocab"),
    ("tokens", ["a"], "step: expected 1 to 1, got 3"),
    ("overrides", {"g": [0.5] * 6}, r"overrides: expected gates of .*got 'g'"),
    ("overrides", {"f": [0.5]}, "overrides of f: expected 6 values, got 1"),
    ("overrides", {"i": [None] * 5 + [1.5]}, "of i: expected 0 to 1 or None, got 1.5"),
    ("overrides", {"o": [float("nan")] * 6}, "of o: expected 0 to 1 or None, got nan"),
]


@pytest.mark.parametrize(("name", "value", "message"), LATER)
def test_what_is_set_later_is_checked_too(name, value, message):
    widget = make(step=3)
    with pytest.raises(ValueError, match=message):
        setattr(widget, name, value)


def test_the_output_is_stored_for_four_readers_and_never_changes():
    bundle, _ = make()._repr_mimebundle_()
    again, _ = make()._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {view, "text/html", "image/png", "text/plain"}
    for kind in ("text/html", "image/png", "text/plain"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] == "LSTMGates(H=4, T=6, unit 1)"
    assert 'data-module="lstm_gates"' in bundle["text/html"]
    assert bundle["text/html"].count("</script>") == 1


def test_the_largest_widget_stays_small():
    weights = dict(nn.LSTM(100, 16).named_parameters())
    vocab = [chr(300 + i) for i in range(100)]
    widget = make(weights, tokens=vocab[:24], vocab=vocab, classes=())
    assert len(widget.static_html()) < 130_000
    assert len(widget.picture("png")) < 60_000


def test_picture_and_alt_text_say_the_numbers_of_the_unit():
    run = make().forward()
    texts = [text.get_text() for text in make().fallback_figure().axes[0].texts]
    assert {"a", "␣", "6", "The gates of one LSTM unit (unit 1)"} <= set(texts)
    for name in "hcg":
        for value in run[name][:, 1]:
            assert f"{value:.2f}".replace("-", "−") in texts
    alt = make().alt_text()
    assert "Unit 1 of an LSTM over 6 steps" in alt
    f, c = run["f"][5, 1], run["c"][5, 1]
    assert f"6 ␣: f {f:.2f}, i" in alt and f"c {c:.2f}" in alt


def test_a_long_symbol_is_cut_in_the_picture_and_whole_in_the_text():
    widget = make(tokens=["a", "</script>"])
    texts = [text.get_text() for text in widget.fallback_figure().axes[0].texts]
    assert {"a", "</…"} <= set(texts)
    assert "2 </script>: f" in widget.alt_text()


def test_script_and_style_weigh_at_most_22_kb():
    files = [HERE / "lstm_gates.js", HERE / "lstm_gates.css"]
    files += HERE.glob("js/lstm_*.js")
    assert len(files) == 6
    assert sum(file.stat().st_size for file in files) <= 22_000
