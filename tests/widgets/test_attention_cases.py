r"""What `js/attention.js` must compute, as PyTorch computes it.

`tests/js/attention_cases.json` holds two models, their weights as the widget stores
them: one trained on dates (the recipe dates_attention, seed 0; the query is [s; y]),
one of random numbers whose query is s. `tests/js/attention.test.mjs` and
`tests/site/attention` read its cases.
To store them again after a change: `python tests/widgets/test_attention_cases.py`, with
the path of other weights for dates (safetensors) if need be.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from unrolled.data import dates
from unrolled.data.vocabulary import SPECIALS, Vocabulary
from unrolled.generation import greedy
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.widgets.attention import AttentionInspector
from unrolled.widgets.attention_checks import split_text
from unrolled.widgets.attention_forward import MAX_STEPS
from unrolled.widgets.attention_weights import pack_model, unpack

STORED = Path(__file__).parents[1] / "js" / "attention_cases.json"
PATTERN = r"[^\s.,]+"
SMALL = [*SPECIALS, *"abcde"]
ODD = [  # unknown words, one word, another order, more dates than six, a wrong weekday
    "Sunday, Juni 20th, 1969 and",
    "sunday, JULY 20, 1969",
    "2000",
    "and and and",
    "July 20 1969 Sunday",
    "Monday, July 20, 1969",
    "x",
    "Friday June 3 2005 " * 8,
]


def model_of(net: dict) -> AttentionSeq2Seq:
    """Return PyTorch's model with the weights as the widget stores them."""
    w = {name: torch.tensor(unpack(a)) for name, a in net["weights"].items()}
    H, E = len(w["start_state.weight"]), w["source_embedding.weight"].shape[1]
    asks_token = w["score.query.weight"].shape[1] > H
    sizes = len(net["source"]), len(net["target"]), H, E
    model = AttentionSeq2Seq(*sizes, query_token=asks_token).double()
    model.load_state_dict(w)
    return model.eval()


@torch.no_grad()
def torch_answer(model: AttentionSeq2Seq, net: dict, text: str) -> dict:
    """Decode greedily as the package does, then read e, a and c off the model."""
    known = {word.lower(): word for word in net["source"][len(SPECIALS) :]}
    words = [known.get(w.lower(), "<unk>") for w in split_text(text, PATTERN)]
    source = Vocabulary(net["source"][4:]).encode(words)[None]
    mask = torch.ones_like(source, dtype=torch.bool)
    ids = greedy(model, source, mask, MAX_STEPS).tokens[0]
    ids = ids if len(ids) == MAX_STEPS else [*ids, 2]
    seen = {"e": [], "c": []}
    model.score.register_forward_hook(lambda m, x, e: seen["e"].append(e[0]))
    hear = model.hidden.register_forward_hook(lambda m, x, y: seen["c"].append(x[0]))
    logits, a = model.align(source, mask, torch.tensor([[1, *ids[:-1]]]))
    hear.remove()
    model.score._forward_hooks.clear()
    H = model.start_state.out_features
    c = seen["c"][0][0, -1, H : 2 * H]
    p = logits[0].softmax(-1).gather(1, torch.tensor(ids)[:, None])[:, 0]
    found = {"p": p, "e": torch.stack(seen["e"]), "a": a[0], "last_c": c}
    rounded = {name: np.round(x.numpy(), 4).tolist() for name, x in found.items()}
    return {"words": [net["target"][i] for i in ids]} | rounded


def make_small() -> dict:
    torch.manual_seed(0)
    model = AttentionSeq2Seq(len(SMALL), len(SMALL), 6, 4)
    state = {name: 3 * p for name, p in model.state_dict().items()}
    return dict(source=SMALL, target=SMALL, weights=pack_model(state, SMALL, SMALL))


def make_cases(nets: dict[str, dict]) -> list[dict]:
    """Answer 50 texts for the model of dates, seven of each length and what is odd."""
    lists = [dates.load("test", 7, (k, k), seed=3).source for k in range(1, 7)]
    texts = [("dates", " ".join(x)) for sources in lists for x in sources]
    texts += [("dates", text.strip()) for text in ODD]
    texts += [("small", text) for text in ("a", "a b c d e", "b b e c f a d", "e d")]
    models = {name: model_of(net) for name, net in nets.items()}
    return [
        {"net": net, "text": text, **torch_answer(models[net], nets[net], text)}
        for net, text in texts
    ]


def load_stored() -> dict:
    return json.loads(STORED.read_text())


def widget_of(nets: dict, case: dict) -> AttentionInspector:
    net = nets[case["net"]]
    weights = {name: unpack(packed) for name, packed in net["weights"].items()}
    words = split_text(case["text"], PATTERN)
    example = {"source": words, "target": case["words"]}
    widget = AttentionInspector(weights, (net["source"], net["target"]), [example])
    widget.weights = net["weights"]  # as they are, not rounded once more
    return widget


def test_stored_cases_are_what_pytorch_computes():
    stored = load_stored()
    assert sum(case["net"] == "dates" for case in stored["cases"]) == 50
    for old, new in zip(stored["cases"], make_cases(stored["nets"]), strict=True):
        for name in ("net", "text", "words"):
            assert old[name] == new[name]
        for name in ("p", "e", "a", "last_c"):
            np.testing.assert_allclose(old[name], new[name], atol=2e-4)


@pytest.mark.parametrize("k", range(0, 54, 3))
def test_the_widget_computes_in_python_what_pytorch_computes(k):
    stored = load_stored()
    case, nets = stored["cases"][k], stored["nets"]
    run = widget_of(nets, case).run()
    assert [nets[case["net"]]["target"][i] for i in run.ids] == case["words"]
    for name in ("p", "e", "a"):
        np.testing.assert_allclose(getattr(run, name), case[name], atol=2e-4)
    np.testing.assert_allclose(run.c[-1], case["last_c"], atol=2e-4)


def test_the_cases_hold_right_translations_of_dates():
    stored = load_stored()
    for k in range(1, 7):
        pairs = dates.load("test", 7, (k, k), seed=3)
        cases = stored["cases"][7 * k - 7 : 7 * k]
        for case, target, places in zip(
            cases, pairs.target, pairs.alignment, strict=True
        ):
            assert case["words"] == [*target, "<eos>"]
            assert tuple(np.argmax(case["a"], axis=1)[:-1]) == places


if __name__ == "__main__":
    nets = load_stored()["nets"] | {"small": make_small()}
    if len(sys.argv) > 1:
        dated = nets["dates"]
        weights = load_file(sys.argv[1])
        dated["weights"] = pack_model(weights, dated["source"], dated["target"])
    stored = {"nets": nets, "cases": make_cases(nets)}
    text = json.dumps(stored, separators=(",", ":"), ensure_ascii=False)
    STORED.write_text(text + "\n")
