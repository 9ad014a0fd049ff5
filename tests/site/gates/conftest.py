"""Pages with the LSTM widget, one for each case that PyTorch has answered."""

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

from unrolled.widgets import LSTMGates
from unrolled.widgets.base import decode_array
from unrolled.widgets.compose import compose, site_bundle, site_css

STORED = Path(__file__).parents[2] / "js" / "lstm_cases.json"
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Gates</title><link rel="icon" href="data:,"><style>{css}</style>
<script defer src="unrolled.js"></script>
</head><body><main><h1>Gates</h1>{widget}</main></body></html>"""


class Reader:
    """What a reader does with the widget, and what the widget then shows."""

    def __init__(self, page: Page):
        self.page = page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name)

    def gate(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=f"{name} gate")

    def text(self, part: str) -> Locator:
        return self.page.locator(f".lstm-{part}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def column(self, name: str) -> np.ndarray:
        cells = self.page.locator(f'td[data-key="{name}"]').all_text_contents()
        return np.array([float(text.replace("−", "-")) for text in cells])

    def assert_shows(self, case: dict) -> None:
        for name in "ch":
            expected = np.array(case["expected"][name])[:, case["unit"]]
            np.testing.assert_allclose(self.column(name), expected, atol=1e-3)


def widget_of(case: dict) -> LSTMGates:
    weights = {name: decode_array(array) for name, array in case["weights"].items()}
    vocab = [str(i) for i in range(weights["weight_ih"].shape[1])]
    classes = [f"class {k}" for k in range(len(weights.get("bias_y", [])))]
    tokens = [str(i) for i in case["inputs"]]
    widget = LSTMGates(weights, case["unit"], tokens, vocab=vocab, classes=classes)
    widget.overrides, widget.all_units = case["overrides"], case["all"]
    return widget


@pytest.fixture(scope="session")
def cases() -> list[dict]:
    return json.loads(STORED.read_text())


@pytest.fixture(scope="session")
def folder(tmp_path_factory, cases):
    folder = tmp_path_factory.mktemp("gates")
    (folder / "unrolled.js").write_text(site_bundle())
    (folder / "lstm_gates.mjs").write_text(compose("lstm_gates"))
    for k, case in enumerate(cases):
        for theme in ("light", "dark"):
            html = widget_of(case).static_html()
            page = PAGE.format(theme=theme, css=site_css(), widget=html)
            (folder / f"{k}-{theme}.html").write_text(page)
    return folder


@pytest.fixture
def open_page(visit, folder):
    """Open the page of a case."""

    def start(k=0, theme="light", home=None, **options) -> Reader:
        options = {"reduced_motion": "reduce"} | options
        url = f"{home or folder.as_uri()}/{k}-{theme}.html"
        return Reader(visit(url, **options))

    return start


@pytest.fixture
def reader(open_page) -> Reader:
    return open_page()
