"""A page with the Unroll widget alone, a reader for it, and PyTorch's answers."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from playwright.sync_api import Locator, Page
from torch import nn
from torch.nn.functional import binary_cross_entropy, one_hot

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

    def assert_shows(self, expected: dict) -> None:
        shown = {
            "h": np.stack([self.column("forward", f"h[{i}]") for i in range(8)], 1),
            "y": self.column("forward", "ŷ"),
            "loss": self.column("forward", "L at t"),
            "so_far": self.column("forward", "L so far"),
            "dh": self.column("backward", "‖∂L/∂h‖"),
        }
        for name, values in shown.items():
            np.testing.assert_allclose(values, expected[name], atol=1e-3, err_msg=name)


@pytest.fixture(scope="session")
def widget() -> Unroll:
    torch.manual_seed(1)
    cell, output = nn.RNNCell(len(VOCAB), 8), nn.Linear(8, 1)
    weights = dict(cell.named_parameters())
    weights |= {"weight_hy": 3 * output.weight, "bias_y": output.bias}
    return Unroll(
        vocab=VOCAB,
        weights=weights,
        tokens=list(TEXT),
        targets=TARGETS,
        title="A test",
        target_name="inside a string",
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory, widget):
    folder = tmp_path_factory.mktemp("unroll")
    (folder / "unrolled.js").write_text(site_bundle())
    (folder / "unroll.mjs").write_text(compose("unroll"))
    html, css = widget.static_html(), site_css()
    broken = html.replace('"weights":{', '"weights":{"bias_q":{},')
    for name, content in {"light": html, "dark": html, "broken": broken}.items():
        theme = f' data-theme="{name}"' if name != "broken" else ""
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
    w = {n: torch.tensor(decode_array(a)) for n, a in widget.weights.items()}
    cell = nn.RNNCell(len(VOCAB), 8, dtype=torch.float64)
    cell.load_state_dict({name: w[name] for name in cell.state_dict()})

    def run(text: str, reads: list[bool]) -> list[torch.Tensor]:
        states = [torch.zeros(8, dtype=torch.float64)]
        for symbol, read in zip(text, reads, strict=True):
            x = read * one_hot(torch.tensor(VOCAB.index(symbol)), len(VOCAB)).double()
            states.append(cell(x[None], states[-1][None])[0])
            states[-1].retain_grad()
        return states[1:]

    def pytorch(text=TEXT, targets=None, reads=None, counts=None) -> dict:
        states = run(text, reads or [True] * len(text))
        y = torch.sigmoid(torch.stack(states) @ w["weight_hy"][0] + w["bias_y"])
        target = torch.tensor(targets or TARGETS[: len(text)], dtype=torch.float64)
        loss = binary_cross_entropy(y, target, reduction="none")
        loss = loss * torch.tensor(counts or [True] * len(text))
        loss.sum().backward()
        values = {"h": torch.stack(states), "y": y, "loss": loss}
        values |= {"so_far": loss.cumsum(0)}
        gradients = np.array([state.grad.norm().item() for state in states])
        return {k: v.detach().numpy() for k, v in values.items()} | {"dh": gradients}

    return pytorch
