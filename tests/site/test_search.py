"""The search finds what the book holds, served or from disk, and marks it there."""

import pytest
from playwright.sync_api import expect

TERMS = {
    "Elman": "book/02_rnn_setup.html",
    "num_embeddings": "book/notation.html",
    "logits": "book/notation.html",
    "NotImplementedError": "labs/lab1_recurrent_cell.html",
    "exploding gradient": "book/glossary.html",
    "循环神经网络": "book/glossary.html",
}


@pytest.fixture
def open_page(browser, watch):
    """Return a function that opens a page; at its end nothing may have gone wrong."""
    opened = []

    def start(home, path, width=1280):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        opened.append((context, watch(page, home)))
        page.goto(f"{home}/{path}")
        return page

    yield start
    for context, found in opened:
        context.close()
        assert found == []


def results(page):
    """Wait until the search has finished; list the pages that it links to."""
    expect(page.get_by_role("heading", name="Search Results")).to_be_visible()
    links = page.locator("#search-results li > a").all()
    return {link.get_attribute("href").split("#")[0] for link in links}


@pytest.mark.browser
@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_found_where_it_stands(open_page, server, term):
    page = open_page(server, f"search.html?q={term}")
    assert TERMS[term] in results(page)


@pytest.mark.browser
def test_the_search_works_from_disk(open_page, site):
    page = open_page(f"file://{site.resolve()}", "search.html?q=Elman")
    assert TERMS["Elman"] in results(page)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 380])
def test_results_read_well(open_page, server, look, width):
    page = open_page(server, "search.html?q=hidden+state", width)
    assert len(results(page)) >= 2
    expect(page.locator("#search-results .context").first).to_be_visible()
    assert look(page) == []


@pytest.mark.browser
def test_no_result_is_said(open_page, server):
    page = open_page(server, "search.html?q=zygomorphic")
    assert results(page) == set()
    expect(page.get_by_text("did not match any documents")).to_be_visible()


@pytest.mark.browser
def test_a_word_typed_on_a_page_is_found_and_marked(open_page, server):
    page = open_page(server, "book/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("Elman")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Elman")
    results(page)
    page.locator("#search-results li > a").first.click()
    page.wait_for_load_state()
    assert page.evaluate("CSS.highlights.get('found').size") >= 1
    page.reload()
    assert not page.evaluate("CSS.highlights.has('found')"), "marked once, not for ever"
