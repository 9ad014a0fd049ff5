r"""What `js/rnn.js` must compute with each of Unroll's cells, as PyTorch computes it.

`tests/js/rnn.test.mjs` reads the stored cases. To store them again after a change:
`python tests/widgets/test_rnn_cases.py`.
"""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy, one_hot

from unrolled.models.lstm import lstm_step
from unrolled.widgets.base import decode_array, encode_array

LAYERS = {"elman": nn.RNN, "lstm": nn.LSTM}
STORED = Path(__file__).parents[1] / "js" / "rnn_cases.json"


def random_weights(cell: str, size: int, hidden: int, seed: int) -> dict:
    draw = np.random.default_rng(seed).normal
    rows = hidden if cell == "elman" else 4 * hidden
    shapes = {
        "weight_ih": (rows, size),
        "weight_hh": (rows, hidden),
        "bias_ih": (rows,),
        "bias_hh": (rows,),
        "weight_hy": (1, hidden),
        "bias_y": (1,),
    }
    return {name: encode_array(draw(0, 0.6, shape)) for name, shape in shapes.items()}


def make_case(cell: str, size: int, hidden: int, steps: int, seed: int) -> dict:
    rng = np.random.default_rng(seed + 100)
    inputs = rng.integers(-1, size, steps).tolist()  # -1: no input at this step
    targets = rng.integers(0, 2, steps).tolist()
    counts = (rng.random(steps) < 0.8).tolist()
    case = {"inputs": inputs, "targets": targets, "counts": counts}
    weights = random_weights(cell, size, hidden, seed)
    return {"cell": cell, "weights": weights} | case


def encode(index: int, w: dict) -> Tensor:
    size = w["weight_ih"].shape[1]
    x = one_hot(torch.tensor(max(index, 0)), size).double() * (index >= 0)
    return x.requires_grad_()


def step(w: dict, x: Tensor, before: list[Tensor]) -> tuple[Tensor, ...]:
    """Return h, or h and the very c that h is made of, so that c gets its gradient."""
    h, *c = before
    sums = w["weight_ih"] @ x + w["bias_ih"] + w["weight_hh"] @ h + w["bias_hh"]
    return lstm_step(sums, *c) if c else (torch.tanh(sums),)


def torch_answer(case: dict) -> dict:
    """Let autograd measure each edge: a clone of a node per edge keeps its gradient."""
    w = {n: torch.tensor(decode_array(a)) for n, a in case["weights"].items()}
    w = {name: weight.requires_grad_() for name, weight in w.items()}
    names = "hc" if case["cell"] == "lstm" else "h"
    H = w["weight_hh"].shape[1]
    state = [torch.zeros(H, dtype=torch.float64, requires_grad=True) for _ in names]
    keys = ("x", "out", "y", *names, *(f"before {name}" for name in names))
    nodes, loss = {key: [] for key in keys}, []
    for i, target, counts in zip(
        case["inputs"], case["targets"], case["counts"], strict=True
    ):
        x, before = encode(i, w), [part.clone() for part in state]
        state = step(w, x, before)
        out = state[0].clone()
        y = torch.sigmoid(w["weight_hy"][0] @ out + w["bias_y"][0])
        answer = torch.tensor(float(target), dtype=torch.float64)
        loss.append(binary_cross_entropy(y, answer) * counts)
        for key, node in zip(keys, (x, out, y, *state, *before), strict=True):
            node.retain_grad()
            nodes[key].append(node)
    sum(loss).backward()
    return summary(nodes, torch.stack(loss), w)


def summary(nodes: dict, loss: Tensor, w: dict) -> dict:
    def norms(name):
        return [np.linalg.norm(gradient(node)) for node in nodes[name]]

    states = [name for name in "hc" if name in nodes]
    edges = {"y": norms("y"), "yh": norms("out"), "hx": norms("x")}
    edges |= {name + name: norms(f"before {name}") for name in states}
    shared = {"xh": "weight_ih", "hh": "weight_hh", "hy": "weight_hy"}
    found = {name: [node.tolist() for node in nodes[name]] for name in states}
    return found | {
        "y": [y.item() for y in nodes["y"]],
        "loss": loss.tolist(),
        "total": loss.sum().item(),
        "d": {name: [gradient(node) for node in nodes[name]] for name in states},
        "edges": edges,
        "weights": {
            short: w[name].grad.norm().item() for short, name in shared.items()
        },
    }


def gradient(node: Tensor) -> list[float]:
    return (torch.zeros_like(node) if node.grad is None else node.grad).tolist()


def make_cases() -> list[dict]:
    sizes = [(5, 3, 4, 0), (12, 8, 16, 1), (7, 1, 1, 2), (97, 8, 12, 3)]
    cases = [make_case(cell, *size) for cell in LAYERS for size in sizes]
    cases[0]["counts"] = [True] * 4
    return [case | {"expected": torch_answer(case)} for case in cases]


def assert_close(actual, expected):
    if isinstance(expected, dict):
        assert actual.keys() == expected.keys()
        for key in expected:
            assert_close(actual[key], expected[key])
    else:
        np.testing.assert_allclose(actual, expected, rtol=1e-6, atol=1e-9)


def test_stored_cases_are_what_pytorch_computes():
    stored = json.loads(STORED.read_text())
    for old, new in zip(stored, make_cases(), strict=True):
        assert old["weights"] == new["weights"]
        for name in ("cell", "inputs", "targets", "counts"):
            assert old[name] == new[name]
        assert_close(old["expected"], new["expected"])


@pytest.mark.parametrize("k", range(8))
def test_the_states_are_those_of_pytorchs_layers(k):
    case = json.loads(STORED.read_text())[k]
    w = {n: torch.tensor(decode_array(a)) for n, a in case["weights"].items()}
    size, hidden = w["weight_ih"].shape[1], w["weight_hh"].shape[1]
    layer = LAYERS[case["cell"]](size, hidden, dtype=torch.float64)
    layer.load_state_dict({n: w[n.removesuffix("_l0")] for n in layer.state_dict()})
    x = torch.stack([encode(i, w) for i in case["inputs"]])
    states, last = layer(x)
    assert_close(case["expected"]["h"], states.tolist())
    if case["cell"] == "lstm":
        assert_close(case["expected"]["c"][-1], last[1][0].tolist())


def test_the_cases_cover_absent_inputs_and_steps_outside_the_loss():
    cases = json.loads(STORED.read_text())
    assert {case["cell"] for case in cases} == set(LAYERS)
    assert any(-1 in case["inputs"] for case in cases)
    assert any(not all(case["counts"]) for case in cases)
    assert all(case["expected"]["total"] > 0 for case in cases)


if __name__ == "__main__":
    rounded = json.dumps(make_cases(), indent=None, separators=(",", ":"))
    STORED.write_text(rounded + "\n")
