"""The notebooks that pages offer: whole, in plain Markdown, with links that lead."""

import re
from pathlib import Path

import nbformat
import pytest

from unrolled.course.setup_cell import repository
from unrolled.course.site.address import pages_url

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(p.relative_to(ROOT) for p in ROOT.glob("book/**/*.ipynb"))
BASE = pages_url(repository(ROOT)[0])
# Roles, directives, labels and attributes of MyST.
MYST = re.compile(r"\{[a-z:]+\}`|[`:]{3}\{|^\([\w-]+\)=|\$\$ ?\(|\]\{[.#]", re.M)
# What of a source is not read: options, roles, labels, attributes, ends of links.
MARKUP = re.compile(
    r"^:\w+:.*|```\{solution.*|```\{\w+\}|\{[a-z:]+\}`[^`]*`|\(eq-.*|\]\{.*?\}|\.ipynb",
    re.M,
)
LABS = sorted(ROOT.glob("labs/*.ipynb"))
chapters = pytest.mark.parametrize("chapter", CHAPTERS, ids=str)


@pytest.fixture
def pair(site, chapter):
    """Return a chapter as it is written, and as it is downloaded."""
    written = nbformat.read(ROOT / chapter, 4)
    return written, nbformat.read(site / "_sources" / chapter, 4)


def prose(notebook):
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return "\n\n".join(cells)


def words(text):
    return set(re.findall(r"\w{3,}", text))


def code(notebook):
    return [c for c in notebook.cells if c.cell_type == "code"]


def test_there_are_chapters():
    assert len(CHAPTERS) > 10


@chapters
def test_nothing_of_myst_is_left_and_nothing_else_is_lost(pair):
    written, offered = pair
    assert MYST.search(prose(written)) and not MYST.search(prose(offered))
    nbformat.validate(offered)
    for before, after in zip(code(written), code(offered), strict=True):
        assert (before.source, before.outputs) == (after.source, after.outputs)
    assert words(MARKUP.sub("", prose(written))) <= words(prose(offered))


@chapters
def test_answers_and_hidden_cells_are_folded(pair):
    for cell in code(pair[1]):
        tags = cell.metadata.get("tags", [])
        fold = "hide-input" in tags or any(tag.startswith("answer:") for tag in tags)
        assert cell.metadata.get("jupyter", {}).get("source_hidden", False) == fold


@chapters
def test_numbers_and_links_are_those_of_the_page(site, chapter, pair):
    page = (site / chapter.with_suffix(".html")).read_text("utf8")
    text = prose(pair[1])
    assert re.findall(r"\\tag\{(\d+)\}", text) == re.findall(r'eqno">\((\d+)\)', page)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert links and all(link.startswith("https://") for link in links)
    assert any(link.startswith(BASE) for link in links)
    for link in links:
        if link.startswith(BASE):
            name, _, place = link.removeprefix(BASE).partition("#")
            assert not place or f'id="{place}"' in (site / name).read_text("utf8")
            assert (site / name).is_file()


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_labs_are_offered_as_they_are(site, lab):
    assert (site / "_sources/labs" / lab.name).read_bytes() == lab.read_bytes()
