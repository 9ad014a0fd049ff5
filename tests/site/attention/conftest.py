"""Pages with the attention inspector: the model of dates, and a small one."""

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

from unrolled.widgets.attention import AttentionInspector
from unrolled.widgets.attention_weights import unpack
from unrolled.widgets.compose import compose, site_bundle, site_css

STORED = Path(__file__).parents[2] / "js" / "attention_cases.json"
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Attention</title><link rel="icon" href="data:,"><style>{css}</style>
<script defer src="unrolled.js"></script>
</head><body><main><h1>Attention</h1>{widget}</main></body></html>"""
EXAMPLES = [8, 0, 36]  # cases with two dates, one and six


class Reader:
    """What a reader does with the widget, and what the widget then shows."""

    def __init__(self, page: Page):
        self.page = page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name)

    def text(self, part: str) -> Locator:
        return self.page.locator(f".attention-{part}")

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("Text to translate")

    def chips(self, group: str) -> Locator:
        return self.page.get_by_role("group", name=group).locator("input")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.field.fill(text)
        self.press("Enter")

    def written(self) -> list[str]:
        chips = self.page.get_by_role("group", name="translation")
        return chips.locator(".attention-word").all_text_contents()

    def numbers(self, key: str) -> np.ndarray:
        cells = self.page.locator(f'td[data-key="{key}"]').all_text_contents()
        values = [float(text.replace("−", "-")) for text in cells]
        return np.array(values).reshape(len(self.written()), -1)

    def assert_shows(self, case: dict) -> None:
        assert self.written() == case["words"]
        for key in "ea":
            np.testing.assert_allclose(self.numbers(key), case[key], atol=1e-3)


def example_of(case: dict) -> dict:
    """Return a case as an example, aligned as the model itself aligns it."""
    target = case["words"][:-1]
    places = [int(np.argmax(a)) for a in case["a"][:-1]]
    fixed = [*target[:2], "3", *target[3:-1]]
    source = case["text"].split()
    return {"source": source, "target": target, "alignment": places, "fixed": fixed}


@pytest.fixture(scope="session")
def stored() -> dict:
    return json.loads(STORED.read_text())


@pytest.fixture(scope="session")
def cases(stored) -> list[dict]:
    return stored["cases"]


def make_widget(stored: dict, name: str) -> AttentionInspector:
    net = stored["nets"][name]
    cases = [case for case in stored["cases"] if case["net"] == name]
    chosen = EXAMPLES if name == "dates" else range(4)
    examples = [example_of(cases[k]) for k in chosen]
    weights = {name: unpack(packed) for name, packed in net["weights"].items()}
    vocabularies, longest = (net["source"], net["target"]), (25, "six dates")
    widget = AttentionInspector(weights, vocabularies, examples, longest=longest)
    widget.weights = net["weights"]
    return widget


@pytest.fixture(scope="session")
def folder(tmp_path_factory, stored):
    folder = tmp_path_factory.mktemp("attention")
    (folder / "unrolled.js").write_text(site_bundle())
    (folder / "attention.mjs").write_text(compose("attention"))
    for name in ("dates", "small"):
        html = make_widget(stored, name).static_html()
        for theme in ("light", "dark"):
            page = PAGE.format(theme=theme, css=site_css(), widget=html)
            (folder / f"{name}-{theme}.html").write_text(page)
    return folder


@pytest.fixture
def open_page(visit, folder):
    """Open the page of a model."""

    def start(name="dates", theme="light", home=None, **options) -> Reader:
        options = {"reduced_motion": "reduce"} | options
        url = f"{home or folder.as_uri()}/{name}-{theme}.html"
        return Reader(visit(url, **options))

    return start


@pytest.fixture
def reader(open_page) -> Reader:
    return open_page()
