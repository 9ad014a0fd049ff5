"""What a page loads: little, once, and nothing that holds it up."""

import re

import pytest
from bs4 import BeautifulSoup

CHAPTER = "book/02_rnn_setup.html"


@pytest.fixture
def loaded(browser, server):
    """Return a function that lists (path, bytes) of what a page's first view loads."""

    def load(path):
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            page, responses = context.new_page(), []
            page.on("response", lambda response: responses.append(response))
            page.goto(f"{server}/{path}", wait_until="networkidle")
            own = [r for r in responses if r.url.startswith(server)]
            return [(r.url.removeprefix(server), len(r.body())) for r in own]

    return load


@pytest.mark.browser
def test_a_chapter_loads_under_a_megabyte(loaded):
    files = loaded(CHAPTER)
    assert sum(size for _, size in files) <= 1_000_000, files
    assert len(files) <= 20, files
    assert any("unrolled-widgets.js" in name for name, _ in files), "nothing to load?"


def test_the_theme_s_icons_and_scripts_are_not_on_the_site(site):
    assert [p for p in site.rglob("*") if re.match("fa-|bootstrap.js", p.name)] == []


def test_a_page_loads_one_sheet_and_only_deferred_scripts(site, path):
    html = (site / path).read_text("utf8")
    page = BeautifulSoup(html.split("</head>")[0], "html.parser")
    # The page for lost readers brings its style along.
    assert len(page.select("link[rel=stylesheet]")) == (path != "404.html")
    assert page.select("script[src]:not([defer])") == []
    widgets = page.select("script[src*='unrolled-widgets']")
    assert bool(widgets) == ('class="unrolled-widget"' in html)
    assert "<script src" not in html.split("</head>")[1]


def test_pictures_wait_and_keep_their_room(site, path):
    html = (site / path).read_text("utf8")
    for image in re.findall(r"<img\b[^>]*>", html):
        assert 'loading="lazy" decoding="async"' in image
        assert ("width" in image and "height" in image) or "style=" in image
        assert 'src="data:' not in image


def unset(css):
    """List the variables that a sheet uses without a fallback, but never sets."""
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    return used - set(re.findall(r"(--[\w-]+)\s*:", css))


def test_no_variable_is_lost_from_the_sheet(site):
    whole = "".join(path.read_text("utf8") for path in site.glob("_static/**/*.css"))
    css = (site / "_static/site.css").read_text("utf8")
    assert unset(css) <= unset(whole)


def test_a_rule_for_each_kind_of_content_is_kept(site):
    css = (site / "_static/site.css").read_text("utf8")
    for rule in (".admonition", ".highlight .k", ".katex-display", "[data-theme"):
        assert rule in css, rule
    assert "KaTeX_Main-Regular.woff2" in css and ".woff)" not in css
