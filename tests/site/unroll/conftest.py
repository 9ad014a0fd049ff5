"""Pages with the Unroll widget alone, a reader for them, and PyTorch's answers."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from playwright.sync_api import Locator, Page
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy, one_hot

from unrolled.models.lstm import lstm_step
from unrolled.widgets import Unroll
from unrolled.widgets.base import decode_array
from unrolled.widgets.compose import compose, site_bundle, site_css

VOCAB = [chr(code) for code in range(32, 127)] + ["\n"]
TEXT = 'x = "hi" + y'
TARGETS = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]
PAGE = """<!doctype html><html lang="en"{theme}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Unroll</title>
<link rel="icon" href="data:,"><style>body {{ margin: 16px; }} {css}</style>
<script defer src="unrolled.js"></script>
</head><body><main><h1>Unroll</h1>{widget}</main></body></html>"""


class Reader:
    """What a reader does with the widget, and what the widget then shows."""

    def __init__(self, page: Page):
        self.page = page

    def node(self, key: str) -> Locator:
        return self.page.locator(f'[data-node="{key}"]')

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type_symbol(self, t: int, symbol: str) -> None:
        self.node(f"x-{t}").click()
        self.page.get_by_label(f"Symbol at step {t + 1}").fill(symbol)
        self.button("Done").click()

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("status").first

    @property
    def equation(self) -> Locator:
        return self.page.locator(".unroll-equation").first

    def column(self, table: str, key: str) -> np.ndarray:
        cells = self.page.locator(f'[data-table={table}] td[data-key="{key}"]')
        texts = cells.all_text_contents()
        return np.array([float(text.replace("−", "-")) for text in texts])

    def units(self, table: str, name: str) -> np.ndarray:
        return np.stack([self.column(table, f"{name}[{i}]") for i in range(8)], 1)

    def assert_shows(self, expected: dict) -> None:
        shown = {
            "h": self.units("forward", "h"),
            "y": self.column("forward", "ŷ"),
            "loss": self.column("forward", "L at t"),
            "so_far": self.column("forward", "L so far"),
            "dh": self.column("backward", "‖∂L/∂h‖"),
        }
        if "c" in expected:
            shown |= {"c": self.units("forward", "c")}
            shown |= {"dc": self.column("backward", "‖∂L/∂c‖")}
            shown |= {gate: self.units("gates", gate) for gate in "ifgo"}
        for name, values in shown.items():
            np.testing.assert_allclose(values, expected[name], atol=1e-3, err_msg=name)


def make_widget(cell: str) -> Unroll:
    torch.manual_seed(1)
    layers = {"elman": nn.RNNCell, "lstm": nn.LSTMCell}
    layer, output = layers[cell](len(VOCAB), 8), nn.Linear(8, 1)
    weights = dict(layer.named_parameters())
    weights |= {"weight_hy": 3 * output.weight, "bias_y": output.bias}
    return Unroll(
        cell=cell,
        vocab=VOCAB,
        weights=weights,
        tokens=list(TEXT),
        targets=TARGETS,
        title="A test",
        target_name="inside a string",
    )


@pytest.fixture(scope="session")
def widget() -> Unroll:
    return make_widget("elman")


@pytest.fixture(scope="session")
def lstm() -> Unroll:
    return make_widget("lstm")


@pytest.fixture(scope="session")
def folder(tmp_path_factory, widget, lstm):
    folder = tmp_path_factory.mktemp("unroll")
    (folder / "unrolled.js").write_text(site_bundle())
    (folder / "unroll.mjs").write_text(compose("unroll"))
    html, css = widget.static_html(), site_css()
    broken = html.replace('"weights":{', '"weights":{"bias_q":{},')
    gated = lstm.static_html()
    pages = {"light": html, "dark": html, "broken": broken}
    for name, content in (pages | {"lstm": gated, "lstm dark": gated}).items():
        theme = f' data-theme="{"dark" if "dark" in name else "light"}"'
        page = PAGE.format(theme=theme, css=css, widget=content)
        (folder / f"{name}.html").write_text(page)
    return folder


@pytest.fixture
def open_page(visit, folder):
    """Open a page of the folder."""

    def start(name="light", home=None, **options) -> Reader:
        return Reader(visit(f"{home or folder.as_uri()}/{name}.html", **options))

    return start


@pytest.fixture
def reader(open_page) -> Reader:
    return open_page()


@pytest.fixture(scope="session")
def answer(widget) -> Callable[..., dict]:
    """Return what PyTorch makes of a text, with the gradients of its states."""
    return answers_of(widget)


@pytest.fixture(scope="session")
def lstm_answer(lstm) -> Callable[..., dict]:
    """Return the same of the LSTM, with its cell states and gates."""
    return answers_of(lstm)


def answers_of(widget: Unroll) -> Callable[..., dict]:
    w = {n: torch.tensor(decode_array(a)) for n, a in widget.weights.items()}
    names = "hc" if widget.cell == "lstm" else "h"

    def run(text: str, reads: list[bool]) -> dict[str, list[Tensor]]:
        start = torch.zeros(8, dtype=torch.float64, requires_grad=True)
        state = [start] * len(names)
        found = {name: [] for name in (*names, "gates")}
        for symbol, read in zip(text, reads, strict=True):
            x = read * one_hot(torch.tensor(VOCAB.index(symbol)), len(VOCAB)).double()
            sums = w["weight_ih"] @ x + w["bias_ih"] + w["bias_hh"]
            sums = sums + w["weight_hh"] @ state[0]
            state = lstm_step(sums, state[1]) if state[1:] else [torch.tanh(sums)]
            for name, part in zip(names, state, strict=True):
                part.retain_grad()
                found[name].append(part)
            found["gates"].append(sums)
        return found

    def pytorch(text=TEXT, targets=None, reads=None, counts=None) -> dict:
        states = run(text, reads or [True] * len(text))
        y = torch.stack(states["h"]) @ w["weight_hy"][0] + w["bias_y"]
        y = torch.sigmoid(y)
        target = torch.tensor(targets or TARGETS[: len(text)], dtype=torch.float64)
        loss = binary_cross_entropy(y, target, reduction="none")
        loss = loss * torch.tensor(counts or [True] * len(text))
        loss.sum().backward()
        values = {name: torch.stack(states[name]) for name in names}
        values |= {"y": y, "loss": loss, "so_far": loss.cumsum(0)}
        values |= split_gates(torch.stack(states["gates"])) if "c" in states else {}
        for name in names:
            values[f"d{name}"] = torch.stack([s.grad.norm() for s in states[name]])
        return {key: value.detach().numpy() for key, value in values.items()}

    return pytorch


def split_gates(sums: Tensor) -> dict[str, Tensor]:
    """Return i, f, g and o (T, H), given what they squash (T, 4H)."""
    gates = dict(zip("ifgo", sums.chunk(4, dim=-1), strict=True))
    return {k: z.tanh() if k == "g" else z.sigmoid() for k, z in gates.items()}
