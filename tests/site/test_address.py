"""What search engines, social networks and lost readers get."""

import json
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import expect

from unrolled.course.setup_cell import repository, slug

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home():
    """Return where GitHub Pages will serve the site."""
    owner, name = slug(repository(ROOT)[0]).split("/")
    return f"https://{owner}.github.io/{name}/"


def read(site, path):
    """Parse the head of a page."""
    head, _ = (site / path).read_text("utf8").split("</head>", 1)
    return BeautifulSoup(head, "html.parser")


def test_a_page_can_be_previewed(site, home, path):
    page = read(site, path)
    meta = {
        m.get("property") or m.get("name"): m["content"]
        for m in page("meta", content=True)
    }
    assert meta["og:title"] in page.title.string
    assert 40 <= len(meta["og:description"]) <= 200
    assert meta["description"] == meta["og:description"]
    assert meta["og:image"] == f"{home}_static/card.png"
    assert meta["twitter:card"] == "summary_large_image"
    assert page.find("link", rel="canonical")["href"] == home + path
    assert ("robots" in meta) == (path in ("404.html", "search.html"))


def test_titles_and_descriptions_tell_pages_apart(site):
    pages = [p for part in ("book", "labs") for p in (site / part).rglob("*.html")]
    texts = [
        read(site, p).find("meta", {"name": "description"})["content"] for p in pages
    ]
    assert len(set(texts)) >= len(pages) - 1, texts


def test_the_card_is_small_and_of_the_right_size(site):
    card = site / "_static/card.png"
    assert Image.open(card).size == (1200, 630)
    assert card.stat().st_size < 60_000


def test_the_sitemap_lists_every_page_that_is_there(site, home):
    urls = [
        loc.text
        for loc in ElementTree.parse(site / "sitemap.xml").iterfind(".//{*}loc")
    ]
    assert all((site / url.removeprefix(home)).is_file() for url in urls)
    pages = [p for part in ("book", "labs") for p in (site / part).rglob("*.html")]
    assert len(urls) == len(set(urls)) == len(pages)


@pytest.fixture
def github(site, home):
    """Serve the site as GitHub Pages does: below its name, 404.html for the unknown."""
    prefix = urlsplit(home).path

    class Pages(SimpleHTTPRequestHandler):
        def translate_path(self, path):
            return str(site / urlsplit(path).path.removeprefix(prefix))

        def send_error(self, code, *_):
            body = (site / "404.html").read_bytes()
            self.send_response(code)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}"
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("address", ["gone.html", "book/gone.html", "a/b/c/d"])
def test_a_lost_reader_finds_back_from_any_depth(browser, watch, github, address):
    with browser.new_context() as context:
        page = context.new_page()
        found = watch(page, github)
        assert page.goto(github + address).status == 404
        link = page.get_by_role("link", name="The recurrent cell").first
        link.click()
        page.wait_for_url(f"{github}book/02_rnn_setup.html")
        page.go_back()
        page.get_by_role("searchbox").fill("Elman")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Search Results")).to_be_visible()
        own = (f"404: {github}{address}", "console error: Failed to load resource")
        assert [line for line in found if not line.startswith(own)] == []


def cells(path):
    """Return the cells of a stored notebook."""
    return json.loads(Path(path).read_text("utf8"))["cells"]


@pytest.mark.browser
def test_a_notebook_is_downloaded_under_its_name(browser, server, site, path):
    source = ROOT / Path(path).with_suffix(".ipynb")
    with browser.new_context(accept_downloads=True) as context:
        page = context.new_page()
        page.goto(f"{server}/{path}")
        link = page.get_by_role("link", name="Download this notebook")
        assert link.count() == source.is_file()
        if source.is_file():
            expect(link).to_be_in_viewport()
            with page.expect_download() as download:
                link.press("Enter")
            assert download.value.suggested_filename == source.name
            offered = site / "_sources" / source.relative_to(ROOT)
            assert cells(download.value.path()) == cells(offered)


@pytest.mark.browser
def test_from_disk_the_notebook_itself_opens(browser, site):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"file://{site.resolve()}/labs/lab1_recurrent_cell.html")
        page.get_by_role("link", name="Download this notebook").click()
        page.wait_for_url("**/labs/lab1_recurrent_cell.ipynb")
        source = ROOT / "labs/lab1_recurrent_cell.ipynb"
        assert json.loads(page.inner_text("body"))["cells"] == cells(source)
