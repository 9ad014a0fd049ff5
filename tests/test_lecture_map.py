"""The lecture map and the glossary keep up with the chapters and labs."""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from myst_parser.mdit_to_docutils.base import default_slugify

from unrolled.course.notebook import read
from unrolled.course.tags import parse_all

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "book"
MAP = (BOOK / "lecture_map.md").read_text("utf8")
GLOSSARY = (BOOK / "glossary.md").read_text("utf8")
LINK = re.compile(r"\[([^]]+)\]\(([^#)\s][^)\s]*)\)")
NUMBERED = re.compile(r"(\d+),\s+\[[^]]+\]\((\d\d)_")
PLANNED = re.compile(r"(lab )?(\d+) \(planned\)")
PLACE = re.compile(r"Chapter \d+( \(planned\)|,\s+\[[^]]+\]\(\S+\))\.$")
TERM = re.compile(r"\{term\}`([^`]+)`")
CHINESE = re.compile(r"\[([^]]+)\]\{\.language-zh\}")
PINYIN = re.compile(r"\[([^]]+)\]\{\.language-zh-latn\}")
ERRATA = {r"y_t = W_{hh} h_t", "Kaljanov", r"g_\varphi(y_{t-1}, h_{t-1}, c)"}


@cache
def notebook(path):
    return read(path)


@cache
def headings(path):
    """Map the anchor of each heading of a notebook to the heading."""
    prose = "\n".join(c.source for c in notebook(path).cells if c.cell_type != "code")
    found = re.findall(r"^#+ (.+)$", prose, re.M)
    return {default_slugify(heading): heading for heading in found}


@cache
def claims():
    """Return the names of all claims of the chapters."""
    tags = (t for path in BOOK.glob("*.ipynb") for t in parse_all(notebook(path), path))
    return {tag.name for tag in tags if tag.role == "claim"}


def link_fault(text, target):
    """Say what is wrong with a link to another page, if anything is."""
    path, _, anchor = target.partition("#")
    file = (BOOK / path).resolve()
    if not file.is_file():
        return f"no such file: {target}"
    if not anchor:
        return None
    right = headings(file).get(anchor)
    return None if right == text else f"{text!r} leads to {right!r}: {target}"


def is_there(lab, number):
    """Tell whether a chapter or lab is written."""
    pattern = f"labs/lab{number}_*.ipynb" if lab else f"book/{int(number):02}_*.ipynb"
    return any(ROOT.glob(pattern))


def faults(page):
    """List links that mislead, and what is called planned although it is there."""
    links = [link_fault(*found) for found in LINK.findall(page)]
    numbers = [f"{a} is not {b}" for a, b in NUMBERED.findall(page) if int(a) != int(b)]
    written = [
        f"is written: {lab}{n}" for lab, n in PLANNED.findall(page) if is_there(lab, n)
    ]
    return [*filter(None, links), *numbers, *written]


def code_names(page):
    """Return what a page prints as a plain name in code, as it prints claims."""
    return set(re.findall(r"(?<!})`([a-z]+(?:-[a-z]+)*)`", page))


def section(page, title):
    """Return the text below a second-level heading."""
    return re.split(r"^## ", page.split(f"\n## {title}\n")[1], flags=re.M)[0]


def rows(text):
    """Return the cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines[2:]]


def entries(page):
    """Return (names of the term, definition) of each entry of the glossary."""
    inside = page.split("```{glossary}\n")[1].split("\n```")[0]
    parts = [entry.partition("\n  ") for entry in inside.split("\n\n")]
    return [(names.split("\n"), body) for names, _, body in parts]


def letters(pinyin):
    """Return pinyin as it is sorted: without tones."""
    split = unicodedata.normalize("NFD", pinyin)
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


def is_han(letter):
    return "\u4e00" <= letter <= "\u9fff"


@pytest.mark.parametrize("page", [MAP, GLOSSARY], ids=["map", "glossary"])
def test_every_link_leads_to_what_it_names_and_planned_is_planned(page):
    assert LINK.findall(page) and PLANNED.findall(page)
    assert faults(page) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("2, [The cell](02_rnn_setup.ipynb#no-cell)", "leads to None"),
        ("2, [A cell](02_rnn_setup.ipynb#the-cell)", "leads to 'The cell'"),
        ("[lab 1](../labs/lab1_gone.ipynb)", "no such file"),
        ("3,\n[The cell](02_rnn_setup.ipynb#the-cell)", "3 is not 02"),
        ("Chapter 2 (planned)", "is written: 2"),
        ("12 (planned), lab 1 (planned)", "is written: lab 1"),
    ],
)
def test_a_planted_fault_is_found(text, sign):
    assert [sign in fault for fault in faults(text)] == [True]


def test_the_map_names_all_claims_of_the_chapters_and_no_others():
    assert code_names(MAP.partition("\n## ")[2]) == claims()


def test_every_topic_of_the_slides_has_a_place_in_the_book():
    topics = rows(section(MAP, "From slide to section"))
    assert len(topics) == 21
    for topic, place, _ in topics:
        assert topic and (LINK.search(place) or PLANNED.search(place)), topic


def test_every_erratum_says_what_is_printed_and_meant_and_why_and_where():
    first, *errata = section(MAP, "Errata of the slides").split("\n### ")
    fields = [dict(re.findall(r"- \*\*(.+?):\*\* (.+)", e)) for e in errata]
    assert not first.strip()
    assert {f["Printed"].strip("$") for f in fields} == ERRATA
    for field in fields:
        assert list(field) == ["Printed", "Meant", "Why", "In the book"]
        assert field["Meant"] != field["Printed"]


def test_no_term_is_explained_twice():
    names = Counter(name.casefold() for names, _ in entries(GLOSSARY) for name in names)
    assert [name for name, times in names.items() if times > 1] == []


def test_terms_are_sorted():
    first = [names[0].casefold() for names, _ in entries(GLOSSARY)]
    assert len(first) > 70
    assert first == sorted(first)


def test_every_entry_has_its_chinese_first_then_a_definition_and_a_place():
    for names, body in entries(GLOSSARY):
        head, _, rest = body.partition("}. ")
        assert all(any(map(is_han, zh)) for zh in CHINESE.findall(head + "}")), names
        assert CHINESE.match(body) and len(rest) > 40, names
        assert PLACE.search(body), names


def test_the_chinese_table_holds_every_chinese_term_once_sorted_by_pinyin():
    table = rows(section(GLOSSARY, "From Chinese to English"))
    pairs = [(CHINESE.fullmatch(z)[1], TERM.fullmatch(t)[1]) for z, _, t in table]
    pinyin = [PINYIN.fullmatch(cell)[1] for _, cell, _ in table]
    right = {(z, n[0]) for n, body in entries(GLOSSARY) for z in CHINESE.findall(body)}
    assert sorted(pairs) == sorted(right)
    assert len({zh for zh, _ in pairs}) == len(pairs)
    assert list(map(letters, pinyin)) == sorted(map(letters, pinyin))
    for (zh, _), sound in zip(pairs, pinyin, strict=True):
        latin = re.findall(r"[a-zA-Z-]+", zh)
        assert len(sound.split()) == sum(map(is_han, zh)) + len(latin), zh
