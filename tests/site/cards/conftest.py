"""Pages with one widget each: the one-hot inspector, and the mapping types."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

from unrolled.widgets import MappingTypes, OneHotInspector
from unrolled.widgets.compose import compose, site_bundle, site_css
from unrolled.widgets.mapping_examples import default_examples

SPECIALS = ["<pad>", "<bos>", "<eos>", "<unk>"]
WORDS = SPECIALS + "a and bird cat dog on runs sat saw sees sleeps the tree . 7".split()
PIECES = SPECIALS + "run sleep the ##s ##ning".split()
SPELLING = {
    "type": "many-to-many",
    "name": "Spelling: letters and capitals",
    "inputs": list("to"),
    "outputs": list("TO"),
    "note": "A second example.",
}
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A widget</title><link rel="icon" href="data:,"><style>{css}</style>
<script defer src="unrolled.js"></script>
</head><body><main><h1>A widget</h1>{widget}</main></body></html>"""


class Reader:
    """What a reader does on the page, and what the page then shows."""

    def __init__(self, page: Page):
        self.page = page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name)

    def token(self, number: int) -> Locator:
        tokens = self.page.locator(".part-choice:has(.one-hot-token) input")
        return tokens.nth(number - 1)

    @property
    def status(self) -> Locator:
        return self.page.locator("p[role=status]").last

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def texts(self, selector: str) -> list[str]:
        return self.page.locator(selector).all_text_contents()


@pytest.fixture(scope="session")
def inspector() -> OneHotInspector:
    draw = np.random.default_rng(0).normal
    pieces = (PIECES, draw(size=(len(PIECES), 3)))
    text = "The cat sees a zebra"
    matrix = draw(size=(len(WORDS), 4))
    return OneHotInspector(WORDS, matrix, text, more={"subwords": pieces})


@pytest.fixture(scope="session")
def folder(tmp_path_factory, inspector):
    folder = tmp_path_factory.mktemp("cards")
    (folder / "unrolled.js").write_text(site_bundle())
    types = MappingTypes([*default_examples(), SPELLING], start="many-to-one")
    for name, widget in {"one_hot": inspector, "mapping_types": types}.items():
        (folder / f"{name}.mjs").write_text(compose(name))
        for theme in ("light", "dark"):
            html = widget.static_html()
            page = PAGE.format(theme=theme, css=site_css(), widget=html)
            (folder / f"{name}-{theme}.html").write_text(page)
    return folder


@pytest.fixture
def open_page(visit, folder):
    """Open a widget's page."""

    def start(name, theme="light", home=None, **options) -> Reader:
        options = {"reduced_motion": "reduce"} | options
        url = f"{home or folder.as_uri()}/{name}-{theme}.html"
        return Reader(visit(url, **options))

    return start
