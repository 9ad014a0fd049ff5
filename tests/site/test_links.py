"""Every page of the built site, read as text: links, anchors, alt texts."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

FILE_NAME = re.compile(r"\S*\.(png|jpe?g|svg|gif|webp)", re.I)


@cache
def read(page: Path) -> BeautifulSoup:
    """Parse a page once."""
    return BeautifulSoup(page.read_text("utf8"), "html.parser")


def addresses(soup: BeautifulSoup) -> list[str]:
    """List every address that a page links to or loads."""
    refresh = soup.select('meta[http-equiv="refresh" i]')
    return [
        *(tag["href"] for tag in soup.select("[href]:not(base)")),
        *(tag["src"] for tag in soup.select("[src]")),
        *(tag["content"].split("url=", 1)[1] for tag in refresh),
    ]


def leads_nowhere(page: Path, address: str) -> bool:
    """Tell whether an address within the site has no file or no such anchor."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False
    target = page.parent / unquote(parts.path) if parts.path else page
    if not target.is_file():
        return True
    fragment = unquote(parts.fragment)
    return bool(fragment) and not read(target).find(id=fragment)


def says_nothing(image: Tag) -> bool:
    """Tell whether an image's alt text is missing, or is only its file's name."""
    alt = image.get("alt", "").strip()
    return not alt or bool(FILE_NAME.fullmatch(alt))


def faults(page: Path) -> list[str]:
    """List the faults that a page's text shows."""
    soup = read(page)
    links = [a for a in addresses(soup) if leads_nowhere(page, a)]
    images = [i for i in soup.select("article img") if says_nothing(i)]
    return [
        *(f"leads nowhere: {address}" for address in links),
        *(f"no alt text: {image.get('src', '')[:60]}" for image in images),
    ]


def test_every_page_is_free_of_faults(site):
    pages = [page for page in site.rglob("*.html") if "_static" not in page.parts]
    assert len(pages) >= 3
    found = {page.relative_to(site).as_posix(): faults(page) for page in pages}
    assert {page: lines for page, lines in found.items() if lines} == {}


def test_solutions_are_not_on_the_site(site):
    assert [path for path in site.rglob("*") if "solutions" in path.parts] == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ('<a href="gone.html">x</a>', "leads nowhere: gone.html"),
        ('<a href="#gone">x</a>', "leads nowhere: #gone"),
        ('<a href="other.html#gone">x</a>', "leads nowhere: other.html#gone"),
        ('<script src="gone.js"></script>', "leads nowhere: gone.js"),
        ('<article><img src="data:," alt=""></article>', "no alt text"),
        ('<article><img src="data:," alt="_build/a1.png"></article>', "no alt text"),
        ('<meta http-equiv="refresh" content="0; url=gone.html">', "leads nowhere"),
    ],
)
def test_a_planted_fault_is_found(tmp_path, text, sign):
    (tmp_path / "other.html").write_text('<p id="here">', "utf8")
    (tmp_path / "page.html").write_text(text, "utf8")
    assert [sign in line for line in faults(tmp_path / "page.html")] == [True]


def test_good_links_pass(tmp_path):
    (tmp_path / "other.html").write_text('<p id="here">', "utf8")
    page = tmp_path / "page.html"
    page.write_text(
        '<a href="other.html#here">x</a> <a href="https://example.org/gone">y</a>'
        '<a href="#">z</a> <article><img src="data:," alt="Loss falls"></article>',
        "utf8",
    )
    assert faults(page) == []
