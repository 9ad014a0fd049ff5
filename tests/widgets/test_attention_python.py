import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from unrolled.models.attention import DotAttention
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.widgets.attention import AttentionInspector
from unrolled.widgets.attention_weights import LARGEST, pack, unpack
from unrolled.widgets.compose import HERE

CASES = Path(__file__).parents[1] / "js" / "attention_cases.json"
SPECIALS = ["<pad>", "<bos>", "<eos>", "<unk>"]
SOURCE = [*SPECIALS, *"abcd", "May"]
TARGET = [*SPECIALS, *"xyz", "</script>"]
EXAMPLE = {
    "source": list("abc"),
    "target": list("zyx"),
    "alignment": [2, 1, -1],
    "fixed": list("zz"),
    "name": "three letters",
}


def make_weights(H: int = 6, source: int = len(SOURCE), **options) -> dict:
    torch.manual_seed(0)
    return AttentionSeq2Seq(source, len(TARGET), H, 4, **options).state_dict()


def make(weights=None, vocabularies=(SOURCE, TARGET), **changes) -> AttentionInspector:
    given = {"examples": [EXAMPLE, {"source": ["a"], "target": ["x"]}]} | changes
    return AttentionInspector(weights or make_weights(), vocabularies, **given)


def test_state_is_plain_json_of_the_documented_form():
    state = make(start=1, longest=(3, "three letters"), title="t").state()
    assert json.loads(json.dumps(state)) == state
    assert state["version"] == 1
    assert (state["text"], state["step"], state["view"]) == ("a", 1, "lines")
    assert (state["source_vocab"], state["target_vocab"]) == (SOURCE, TARGET)
    assert state["examples"] == [EXAMPLE, {"source": ["a"], "target": ["x"]}]
    assert state["longest"] == [3, "three letters"]
    packed = state["weights"]["score.query.weight"]
    assert packed["shape"] == [6, 6] and len(packed["data"]) == 2 * 36


def test_a_packed_number_is_off_by_less_than_a_two_thousandth_of_its_row():
    rng = np.random.default_rng(0)
    array = rng.normal(size=(7, 30)) * rng.choice([1e-3, 1, 50], size=(7, 1))
    array[3] = 0
    error = np.abs(unpack(pack(array)) - array).max(axis=1)
    assert (error <= 1.002 * np.abs(array).max(axis=1) / (2 * LARGEST)).all()
    assert unpack(pack(array[0])).shape == (30,)
    np.testing.assert_allclose(unpack(pack(np.array([1.0, -1.0]))), [1, -1], atol=3e-4)


def test_both_queries_run_and_give_weights():
    for asks_token in (False, True):
        run = make(make_weights(query_token=asks_token)).run()
        T = len(run.ids)
        assert run.e.shape == run.a.shape == (T, 3) and run.c.shape == (T, 6)
        np.testing.assert_allclose(run.a.sum(axis=1), 1)


def test_words_are_found_whatever_their_case_and_others_are_unknown():
    widget = make()
    widget.text = "MAY, q a. <pad>"
    assert widget._ids() == [8, 3, 4, 3]


NAN = make_weights() | {"hidden.bias": torch.full((4,), float("nan"))}
VECTOR = make_weights() | {"start_state.weight": torch.zeros(6)}
TWICE = [*SPECIALS, "a", "a"]
WRONG = [
    (
        dict(weights=make_weights(score=DotAttention)),
        r"additive score, got missing \['score.key.bias', .*unknown none",
    ),
    (dict(weights=make_weights() | {"more": 1}), r"missing none, unknown \['more'\]"),
    (
        dict(weights=make_weights(source=7)),
        r"source_embedding.weight: expected shape \(9, 4\), got \(7, 4\)",
    ),
    (
        dict(weights=make_weights() | {"score.query.weight": torch.zeros(6, 7)}),
        r"score.query.weight: expected H = 6 columns .* H \+ E = 10 .*, got 7",
    ),
    (dict(weights=VECTOR), r"start_state.weight: expected a matrix, got \(6,\)"),
    (dict(weights=NAN), "hidden.bias: expected finite numbers below 65504"),
    (dict(vocabularies=(SOURCE,)), r"expected \(source, target\), got 1"),
    (dict(vocabularies=(SOURCE, TWICE)), "vocab: expected distinct, non-empty"),
    (
        dict(vocabularies=(list("abcdefghi"), TARGET)),
        r"expected \['<pad>', .*\] first, got \['a', 'b', 'c', 'd'\]",
    ),
    (dict(examples=[]), "examples: expected at least one, got none"),
    (dict(examples=[{"source": ["a"]}]), r"source and target words, got \['a'\] and"),
    (dict(examples=[EXAMPLE | {"goal": 1}]), r"keys of .*, got \['goal'\]"),
    (dict(examples=[EXAMPLE | {"source": ["a b"]}]), r"as pattern finds them: \['a b'"),
    (dict(examples=[EXAMPLE | {"source": ["a"] * 61}]), "1 to 60 words, got 61"),
    (dict(examples=[EXAMPLE | {"alignment": [0]}]), "expected 3 places .*, got 1"),
    (dict(examples=[EXAMPLE | {"alignment": [0, 1, 3]}]), "places -1 to 2, got 3"),
    (dict(start=2), "start: expected 0 to 1, got 2"),
    (dict(pattern="["), r"pattern: expected a regular expression, got '\['"),
    (dict(longest=(-1, "")), "longest: expected a length and words"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_does_not_fit_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        make(**change)


LATER = [
    ("text", " ., ", "text: expected 1 to 60 words, got 0"),
    ("text", "a " * 61, "text: expected 1 to 60 words, got 61"),
    ("step", 0, "step: expected 1 to 60, got 0"),
    ("view", "graph", r"view: expected one of \('lines', 'heat'\), got 'graph'"),
]


@pytest.mark.parametrize(("name", "value", "message"), LATER)
def test_what_is_set_later_is_checked_too(name, value, message):
    widget = make()
    with pytest.raises(ValueError, match=message):
        setattr(widget, name, value)


def test_the_output_is_stored_for_four_readers_and_never_changes():
    bundle, _ = make()._repr_mimebundle_()
    again, _ = make()._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {view, "text/html", "image/png", "text/plain"}
    for kind in ("text/html", "image/png", "text/plain"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] == "AttentionInspector(H=6, V=9→8, 'a b c')"
    assert 'data-module="attention"' in bundle["text/html"]
    assert bundle["text/html"].count("</script>") == 1


def test_picture_and_alt_text_say_what_the_model_does():
    widget = make()
    run = widget.run()
    written = [TARGET[i] for i in run.ids]
    texts = [text.get_text() for text in widget.fallback_figure().axes[0].texts]
    assert texts[:4] == [widget.title, "a", "b", "c"]
    assert set(written) <= set(texts)
    alt = widget.alt_text()
    assert "while “a b c” is translated" in alt
    looks = "abc"[run.a[0].argmax()]
    assert f"{written[0]} looks at {looks} ({run.a[0].max():.2f})" in alt


def test_the_model_of_dates_weighs_at_most_150_kb_in_the_page():
    net = json.loads(CASES.read_text())["nets"]["dates"]
    weights = {name: unpack(packed) for name, packed in net["weights"].items()}
    assert sum(array.size for array in weights.values()) == 56_271
    words = "Friday June 3 2005".split()
    example = {"source": words, "target": words}
    widget = make(weights, (net["source"], net["target"]), examples=[example] * 4)
    assert len(json.dumps(widget.state()["weights"])) <= 120_000
    html = widget.static_html()
    assert len(html) - len(re.search("<img.*>", html)[0]) <= 150_000
    widget.text = "Friday June 3 2005 " * 15
    assert len(widget.picture("png")) < 60_000


def test_script_and_style_weigh_at_most_45_kb():
    files = [HERE / "attention.js", HERE / "attention.css"]
    files += HERE.glob("js/attention*.js")
    assert len(files) == 9
    assert sum(file.stat().st_size for file in files) <= 45_000
