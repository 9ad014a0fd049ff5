"""The default page that benchmarks/site.py measures is the real one, served here."""

import importlib.util
import re
from pathlib import Path

import nbformat
import pytest
from myst_nb.core.config import ipywidgets_js_factory
from sphinx.ext.mathjax import MATHJAX_URL

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("b", ROOT / "benchmarks/site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stock(bench):
    return bench.with_stock_widgets(nbformat.read(ROOT / f"{bench.PAGE}.ipynb", 4))


@pytest.fixture(scope="module")
def model(stock):
    saved = stock.metadata.widgets["application/vnd.jupyter.widget-state+json"]
    (model,) = (m for m in saved["state"].values() if m["model_name"] == "AnyModel")
    return model


def test_the_chapter_shows_one_stock_widget(bench, stock, model):
    outputs = [o.get("data", {}) for c in stock.cells for o in c.get("outputs", [])]
    assert sum(bench.VIEW in data for data in outputs) == 1
    assert not any("unrolled-widget" in data.get("text/html", "") for data in outputs)
    assert "render" in model["state"]["_esm"] and model["state"]["weights"]


def test_what_the_default_page_asks_a_cdn_for_is_served_here(bench, model):
    asked = [MATHJAX_URL, *ipywidgets_js_factory()]
    for outside, local in bench.LOCAL.items():
        asked = [re.sub(outside, local, url) for url in asked]
    asked.append(f"/npm/anywidget@{model['model_module_version']}/dist/index.js")
    served = tuple(f"/npm/{spec}/" for spec in bench.PACKAGES)
    assert all(url.startswith(served) for url in asked)


def test_the_table_shows_medians_and_ours_over_the_default(bench):
    rounds = [[[8, 4, 50, 2.0], [2, 1, 40, n]] for n in (9.0, 0.5, 0.4)]
    rows = [row.split()[-3:] for row in bench.table(rounds).splitlines()]
    assert rows[1] == ["8", "2", "0.25"]
    assert rows[4] == ["2", "0.5", "0.25"]
