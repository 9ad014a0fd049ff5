r"""What `js/lstm_cell.js` must compute, as PyTorch computes it.

A gate that is set by hand is, for PyTorch, a gate with zero weights and the bias that
gives this value. `tests/js/lstm.test.mjs` and `tests/site/gates` read the stored cases.
To store them again after a change: `python tests/widgets/test_lstm_gates_cases.py`.
"""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from unrolled.widgets import LSTMGates
from unrolled.widgets.base import decode_array, encode_array

STORED = Path(__file__).parents[1] / "js" / "lstm_cases.json"
NETS = [(5, 3, 6, 4, 0), (12, 16, 24, 0, 1), (2, 1, 1, 2, 2)]  # V, H, T, K, seed
FEW = [None, None, 0.25, None, 1.0, None]
CHANGES = [
    (0, {}, 0, False),
    (0, {"f": FEW}, 1, False),
    (0, {"f": FEW}, 1, True),
    (0, {"f": [0.0] * 6}, 2, False),
    (0, {"f": [1.0] * 6}, 2, False),
    (0, {"f": [0.0] * 6, "i": FEW, "o": FEW[::-1]}, 0, True),
    (1, {}, 9, False),
    (1, {"i": [0.5] * 12 + [None] * 12}, 15, True),
    (2, {"o": [0.1]}, 0, False),
]


def make_net(V: int, H: int, T: int, K: int, seed: int) -> dict:
    rng = np.random.default_rng(seed)
    shapes = {"weight_ih": (4 * H, V), "weight_hh": (4 * H, H)}
    shapes |= {"bias_ih": (4 * H,), "bias_hh": (4 * H,)}
    shapes |= {"weight_hy": (K, H), "bias_y": (K,)} if K else {}
    weights = {n: encode_array(rng.normal(0, 0.9, s)) for n, s in shapes.items()}
    return {"weights": weights, "inputs": rng.integers(V, size=T).tolist()}


def cell_at(w: dict[str, Tensor], case: dict, t: int) -> nn.LSTMCell:
    """Return PyTorch's cell, with zero weights and a large bias for what is set."""
    cell = nn.LSTMCell(*w["weight_ih"].T.shape[:1], len(w["weight_hh"][0])).double()
    cell.load_state_dict({name: w[name].clone() for name in cell.state_dict()})
    for gate, values in case["overrides"].items():
        if values[t] is not None:
            rows = (
                torch.arange(cell.hidden_size) + "ifgo".index(gate) * cell.hidden_size
            )
            rows = rows if case["all"] else rows[[case["unit"]]]
            for p in cell.parameters():
                p.data[rows] = 0
            value = torch.tensor(values[t], dtype=torch.float64)
            cell.bias_ih.data[rows] = torch.logit(value).clamp(-40, 40)
    return cell


def torch_answer(case: dict) -> dict:
    w = {n: torch.tensor(decode_array(a)) for n, a in case["weights"].items()}
    h = c = torch.zeros(1, len(w["weight_hh"][0]), dtype=torch.float64)
    found = {"c": [], "h": []}
    for t, i in enumerate(case["inputs"]):
        x = one_hot(torch.tensor([i]), w["weight_ih"].shape[1]).double()
        h, c = cell_at(w, case, t)(x, (h, c))
        for name, state in (("c", c), ("h", h)):
            found[name].append(np.round(state[0].detach().numpy(), 7).tolist())
    if "weight_hy" in w:
        y = torch.softmax(h @ w["weight_hy"].T + w["bias_y"], dim=-1)
        found["y"] = np.round(y[0].detach().numpy(), 7).tolist()
    return found


def make_cases() -> list[dict]:
    nets = [make_net(*sizes) for sizes in NETS]
    names = ("overrides", "unit", "all")
    cases = [nets[n] | dict(zip(names, rest, strict=True)) for n, *rest in CHANGES]
    return [case | {"expected": torch_answer(case)} for case in cases]


def widget_of(case: dict) -> LSTMGates:
    """Return the widget on a case; symbols and classes are named by their numbers."""
    weights = {name: decode_array(array) for name, array in case["weights"].items()}
    vocab = [str(i) for i in range(weights["weight_ih"].shape[1])]
    classes = [f"class {k}" for k in range(len(weights.get("bias_y", [])))]
    tokens = [str(i) for i in case["inputs"]]
    widget = LSTMGates(weights, case["unit"], tokens, vocab=vocab, classes=classes)
    widget.overrides, widget.all_units = case["overrides"], case["all"]
    return widget


def test_stored_cases_are_what_pytorch_computes():
    stored = json.loads(STORED.read_text())
    for old, new in zip(stored, make_cases(), strict=True):
        expected, found = old.pop("expected"), new.pop("expected")
        assert old == new
        assert expected.keys() == found.keys()
        for name in expected:
            np.testing.assert_allclose(expected[name], found[name], atol=2e-7)


@pytest.mark.parametrize("k", range(len(CHANGES)))
def test_the_widget_computes_in_python_what_pytorch_computes(k):
    case = make_cases()[k]
    run = widget_of(case).forward()
    for name, values in case["expected"].items():
        np.testing.assert_allclose(run[name], values, atol=2e-7)


def test_a_gate_set_by_hand_changes_other_units_only_later():
    plain, set_by_hand = (make_cases()[k]["expected"] for k in (0, 1))
    differences = np.abs(np.array(plain["c"]) - np.array(set_by_hand["c"]))
    assert differences[:2].max() == 0  # before step 3
    assert differences[2, 1] > 0.01 and differences[2, [0, 2]].max() == 0
    assert differences[3:].min(axis=0).max() > 0  # through h, the others follow


if __name__ == "__main__":
    STORED.write_text(json.dumps(make_cases(), separators=(",", ":")) + "\n")
