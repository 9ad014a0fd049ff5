"""A chapter on paper: the article alone, light, whole."""

import re

import pytest
from playwright.sync_api import expect

CHAPTER = "book/02_rnn_setup.html"
# A4 less the margins of @page, at 96 dots an inch.
PAPER = {"width": 664, "height": 987}
CUT = """[...document.querySelectorAll("article :is(pre, figure, table, div.math)")]
  .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)
  .map((part) => `${part.className}: ${part.textContent.slice(0, 60)}`)"""
COLOURS = """[getComputedStyle(document.body).backgroundColor,
  document.documentElement.dataset.theme]"""


@pytest.fixture
def paper(browser, server):
    """Open a chapter as it is printed by a reader who sees it in the dark."""
    with browser.new_context(viewport=PAPER, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{server}/{CHAPTER}")
        widget = page.locator(".unrolled-widget").first
        widget.scroll_into_view_if_needed()
        page.wait_for_selector(".unrolled-widget[data-ready]")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme="dark")
        yield page


@pytest.mark.browser
def test_only_the_article_is_printed(paper):
    for part in ("#menu", "#contents", ".bar", ".prev-next", "dialog", "button.copy"):
        expect(paper.locator(part).first).to_be_hidden()
    expect(paper.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.browser
def test_a_dark_page_is_printed_light(paper):
    assert paper.evaluate(COLOURS) == ["rgb(255, 255, 255)", "light"]
    paper.evaluate("dispatchEvent(new Event('afterprint'))")
    assert paper.evaluate(COLOURS)[1] == "dark"


@pytest.mark.browser
def test_solutions_are_open_and_code_put_aside_is_left_out(paper):
    expect(paper.locator("details.solution pre").first).to_be_visible()
    assert paper.locator("details.hide").count() > 0
    assert not any(aside.is_visible() for aside in paper.locator("details.hide").all())


@pytest.mark.browser
def test_a_widget_is_printed_as_its_picture(paper):
    widget = paper.locator(".unrolled-widget").first
    expect(widget.locator("> img")).to_be_visible()
    expect(widget.locator(".unrolled-live")).to_be_hidden()


@pytest.mark.browser
def test_nothing_is_cut_at_the_edge_of_the_paper(paper):
    assert paper.evaluate(CUT) == []


@pytest.mark.browser
def test_the_printed_file_has_pages_and_pictures(browser, server, tmp_path):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{server}/{CHAPTER}")
        pdf = page.pdf(format="A4", print_background=True)
    assert 12 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 30
    assert pdf.count(b"/Subtype /Image") >= 7, "pictures below the fold are missing"
