"""The two requirement files agree, and the site needs no torch."""

import re
from pathlib import Path

import pytest

from unrolled.course.pins import closure, site_requirements

ROOT = Path(__file__).resolve().parents[1]


def pins(file: str) -> dict[str, str]:
    rows = (ROOT / file).read_text().splitlines()
    return dict(row.split("==") for row in rows if not row.startswith("#"))


def test_every_line_is_an_exact_pin():
    for file in ("requirements.txt", "requirements-site.txt"):
        rows = [r for r in (ROOT / file).read_text().splitlines() if r[0] != "#"]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", row) for row in rows)


def test_the_site_is_a_subset_with_equal_pins():
    assert pins("requirements-site.txt").items() <= pins("requirements.txt").items()


@pytest.mark.parametrize("name", ["torch", "anywidget", "matplotlib", "numpy"])
def test_the_site_needs_no_notebook_packages(name):
    assert name in pins("requirements.txt")
    assert name not in pins("requirements-site.txt")


def test_the_site_file_holds_what_the_site_needs():
    assert closure(site_requirements()) == set(pins("requirements-site.txt"))


def test_torch_is_the_version_that_the_book_was_run_with():
    assert pins("requirements.txt")["torch"] == "2.13.0"
