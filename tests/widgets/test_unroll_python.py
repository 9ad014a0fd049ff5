import base64
import copy
import json
import re
import warnings

import numpy as np
import pytest
import torch
from matplotlib import rc_context
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, one_hot

from unrolled.widgets import Unroll
from unrolled.widgets.base import decode_array, encode_array

VOCAB = [*'abcxyz =+"', "\n", "</script>"]
TOKENS = list('x = "a"')
TARGETS = [0, 0, 0, 0, 1, 1, 1]


def make_weights(hidden: int = 8) -> dict:
    torch.manual_seed(0)
    cell, output = nn.RNNCell(len(VOCAB), hidden), nn.Linear(hidden, 1)
    names = {"weight_hy": output.weight, "bias_y": output.bias}
    return dict(cell.named_parameters()) | names


def make(**changes) -> Unroll:
    given = dict(vocab=VOCAB, weights=make_weights(), tokens=TOKENS, targets=TARGETS)
    return Unroll(**given | changes)


def test_an_array_survives_encoding():
    values = np.float16([[0.5, -1.25, 65504], [6e-8, 0, 1 / 3]])
    packed = json.loads(json.dumps(encode_array(values)))
    assert packed["shape"] == [2, 3]
    np.testing.assert_array_equal(decode_array(packed), values)


def test_state_is_plain_json_of_the_agreed_form():
    state = make(title="t").state()
    assert json.loads(json.dumps(state)) == state
    assert state["version"] == 1 and state["cell"] == "elman"
    assert state["tokens"] == TOKENS and state["mask"] == [True] * 7
    assert state["weights"]["weight_ih"]["shape"] == [8, len(VOCAB)]


def test_forward_equals_torch():
    run = make().forward()
    weights = {n: torch.tensor(decode_array(a)) for n, a in make().weights.items()}
    cell = nn.RNN(len(VOCAB), 8, dtype=torch.float64)
    cell.load_state_dict({f"{n}_l0": weights[n] for n in list(make_weights())[:4]})
    x = one_hot(torch.tensor([VOCAB.index(token) for token in TOKENS]), len(VOCAB))
    h = cell(x.double())[0]
    logits = h @ weights["weight_hy"][0] + weights["bias_y"]
    target = torch.tensor(TARGETS, dtype=torch.float64)
    loss = binary_cross_entropy_with_logits(logits, target, reduction="none")
    np.testing.assert_allclose(run["h"], h.detach())
    np.testing.assert_allclose(run["y"], logits.sigmoid().detach())
    np.testing.assert_allclose(run["loss"], loss.detach())


PLANS = {
    "many-to-many": ("1111111", "1101111"),
    "many-to-one": ("1111111", "0000001"),
    "one-to-many": ("1000000", "1101111"),
    "one-to-one": ("1000000", "1000000"),
}


@pytest.mark.parametrize("mapping", PLANS)
def test_a_mapping_type_decides_what_is_read_and_what_counts(mapping):
    mask = [True, True, False, True, True, True, True]
    run = make(mapping=mapping, mask=mask).forward()
    reads, counts = ([bit == "1" for bit in bits] for bits in PLANS[mapping])
    assert run["reads"].tolist() == reads
    assert run["counts"].tolist() == counts
    assert (run["loss"] > 0).tolist() == counts


def without(name: str) -> dict:
    return {key: value for key, value in make_weights().items() if key != name}


WRONG = [
    (dict(tokens=[*TOKENS[:6], "é"]), r"tokens: 'é' is not in vocab \(12 known\)"),
    (dict(tokens=list("a" * 17), targets=[0] * 17), "expected 1 to 16, got 17"),
    (dict(tokens=[], targets=[]), "tokens: expected 1 to 16, got 0"),
    (dict(targets=[0, 1]), "targets: expected 7, got 2"),
    (dict(targets=[0.5] * 7), "targets: expected 0 or 1, got 0.5"),
    (dict(mask=[True]), "mask: expected 7, got 1"),
    (dict(weights=make_weights(9)), "expected H from 1 to 8, got H = 9"),
    (dict(weights=without("bias_y")), r"weights: expected \['bias_hh', .*got \["),
    (
        dict(weights=make_weights() | {"weight_ih": torch.zeros(8, 3)}),
        r"weight_ih: expected shape \(8, 12\), got \(8, 3\)",
    ),
    (
        dict(weights=make_weights() | {"bias_y": [float("nan")]}),
        "bias_y: expected finite numbers",
    ),
    (dict(cell="gru"), r"cell: expected one of \['elman', 'lstm'\], got 'gru'"),
    (dict(vocab=["a", "a"]), "vocab: expected distinct"),
    (dict(mapping="many"), "mapping: expected one of .*got 'many'"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_does_not_fit_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        make(**change)


def test_an_unknown_argument_is_named():
    with pytest.raises(TypeError, match="no argument 'heading'"):
        make(heading="?")


def test_a_symbol_set_later_is_checked_too():
    widget = make()
    with pytest.raises(ValueError, match="'é' is not in vocab"):
        widget.tokens = ["é"] * 7
    widget.tokens = list('x + "a"')
    assert widget.state()["tokens"][2] == "+"


def test_a_new_length_may_arrive_in_one_message_from_the_page():
    widget = make()
    widget.set_state({"tokens": ["a"], "targets": [1], "mask": [True]})
    assert widget.forward()["h"].shape == (1, 8)


def test_the_output_is_stored_for_four_readers_and_never_changes():
    bundle, _ = make()._repr_mimebundle_()
    again, _ = make()._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {view, "text/html", "image/png", "text/plain"}
    for kind in ("text/html", "image/png", "text/plain"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] == repr(make()) == "Unroll(elman, H=8, T=7)"
    assert not re.search(r"0x[0-9a-f]{6}", json.dumps(bundle["text/html"]))
    png = base64.b64decode(bundle["image/png"])
    assert png.startswith(b"\x89PNG") and len(png) < 60_000


def test_the_output_works_with_ipywidgets_7_too():
    assert Unroll._ipython_display_ is None


def test_pictures_have_no_date_and_follow_the_numbers():
    svg = make().picture("svg").decode()
    assert "dc:date" not in svg and "0x" not in svg
    assert svg != make(tokens=list('x + "a"')).picture("svg").decode()
    wide = make(tokens=list("a" * 16), targets=[1] * 16)
    assert len(wide.picture("png")) < 60_000


def test_pictures_do_not_depend_on_what_the_notebook_has_set():
    settings = {"figure.constrained_layout.use": True, "savefig.bbox": "tight"}
    settings |= {"font.size": 30, "text.color": "red"}
    plain = make().picture("png")
    with rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert make().picture("png") == plain


def test_an_absent_input_is_drawn_as_a_dash():
    texts = make(mapping="one-to-many", tokens=list("xxxxxxx")).fallback_figure().axes
    texts = [text.get_text() for text in texts[0].texts]
    assert texts.count("–") == 6 and texts.count("x") == 1


def test_the_alt_text_says_the_numbers():
    widget = make(target_name="inside a string")
    run = widget.forward()
    text = widget.alt_text()
    assert "'inside a string'" in text and "unrolled over 7 steps" in text
    assert f"␣ {run['y'][1]:.2f} (target 0)" in text
    assert f"Total loss {run['loss'].sum():.2f}." in text


def test_a_symbol_that_looks_like_html_or_maths_does_no_harm():
    widget = make(vocab=[*VOCAB, "$"][1:], tokens=["</script>", "$"], targets=[0, 1])
    stored = widget.static_html()
    assert stored.count("</script>") == 1
    assert b">$<" in widget.picture("svg")


def test_making_a_widget_leaves_the_arguments_alone():
    given = dict(tokens=TOKENS, targets=TARGETS, vocab=VOCAB)
    before = copy.deepcopy(given)
    make(**given).tokens = list('y = "b"')
    assert given == before
