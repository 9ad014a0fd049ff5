r"""What `js/rnn.js` must compute, as PyTorch computes it.

`tests/js/rnn.test.mjs` reads the stored cases. To store them again after a change:
`python tests/widgets/test_rnn_cases.py`.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy, one_hot

from unrolled.widgets.base import decode_array, encode_array

STORED = Path(__file__).parents[1] / "js" / "rnn_cases.json"


def random_weights(size: int, hidden: int, seed: int) -> dict:
    draw = np.random.default_rng(seed).normal
    shapes = {
        "weight_ih": (hidden, size),
        "weight_hh": (hidden, hidden),
        "bias_ih": (hidden,),
        "bias_hh": (hidden,),
        "weight_hy": (1, hidden),
        "bias_y": (1,),
    }
    return {name: encode_array(draw(0, 0.6, shape)) for name, shape in shapes.items()}


def make_case(size: int, hidden: int, steps: int, seed: int) -> dict:
    rng = np.random.default_rng(seed + 100)
    inputs = rng.integers(-1, size, steps).tolist()  # -1: no input at this step
    targets = rng.integers(0, 2, steps).tolist()
    counts = (rng.random(steps) < 0.8).tolist()
    case = {"inputs": inputs, "targets": targets, "counts": counts}
    return {"weights": random_weights(size, hidden, seed)} | case


def torch_answer(case: dict) -> dict:
    """Let autograd measure each edge: a clone of a node per edge keeps its gradient."""
    w = {n: torch.tensor(decode_array(a)) for n, a in case["weights"].items()}
    w = {name: weight.requires_grad_() for name, weight in w.items()}
    cell = torch.nn.RNNCell(*w["weight_ih"].T.shape, dtype=torch.float64)
    parameters = {name: w[name] for name in dict(cell.named_parameters())}
    nodes = {name: [] for name in ("x", "h", "before", "out", "y")}
    state, loss = torch.zeros(len(w["bias_hh"]), dtype=torch.float64), []
    state.requires_grad_()
    for i, target, counts in zip(
        case["inputs"], case["targets"], case["counts"], strict=True
    ):
        x = one_hot(torch.tensor(max(i, 0)), w["weight_ih"].shape[1]).double()
        x = (x * (i >= 0)).requires_grad_()
        before = state.clone()
        h = torch.func.functional_call(cell, parameters, (x[None], before[None]))[0]
        out = h.clone()
        y = torch.sigmoid(w["weight_hy"][0] @ out + w["bias_y"][0])
        answer = torch.tensor(float(target), dtype=torch.float64)
        loss.append(binary_cross_entropy(y, answer) * counts)
        for name, node in zip(nodes, (x, h, before, out, y), strict=True):
            node.retain_grad()
            nodes[name].append(node)
        state = h
    sum(loss).backward()
    return summary(nodes, torch.stack(loss), w)


def summary(nodes: dict, loss: torch.Tensor, w: dict) -> dict:
    def norms(name):
        zero = torch.zeros(1)
        return [(zero if n.grad is None else n.grad).norm().item() for n in nodes[name]]

    edges = {"y": norms("y"), "yh": norms("out"), "hh": norms("before")}
    shared = {"xh": "weight_ih", "hh": "weight_hh", "hy": "weight_hy"}
    return {
        "h": [h.tolist() for h in nodes["h"]],
        "y": [y.item() for y in nodes["y"]],
        "loss": loss.tolist(),
        "total": loss.sum().item(),
        "dh": [h.grad.tolist() for h in nodes["h"]],
        "edges": edges | {"hx": norms("x")},
        "weights": {
            short: w[name].grad.norm().item() for short, name in shared.items()
        },
    }


def make_cases() -> list[dict]:
    sizes = [(5, 3, 4, 0), (12, 8, 16, 1), (7, 1, 1, 2), (97, 8, 12, 3)]
    cases = [make_case(*size) for size in sizes]
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
        assert [old[k] for k in ("inputs", "targets", "counts")] == [
            new[k] for k in ("inputs", "targets", "counts")
        ]
        assert_close(old["expected"], new["expected"])


def test_the_cases_cover_absent_inputs_and_steps_outside_the_loss():
    cases = json.loads(STORED.read_text())
    assert any(-1 in case["inputs"] for case in cases)
    assert any(not all(case["counts"]) for case in cases)
    assert all(case["expected"]["total"] > 0 for case in cases)


if __name__ == "__main__":
    rounded = json.dumps(make_cases(), indent=None, separators=(",", ":"))
    STORED.write_text(rounded + "\n")
