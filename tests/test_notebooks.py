"""The form of every notebook in book/, solutions/ and labs/."""

import base64
import re
from pathlib import Path

import pytest

from unrolled import widgets
from unrolled.course import setup_cell
from unrolled.course.exercises import exercises
from unrolled.course.labs import lab_text
from unrolled.course.normalise import normalise_file
from unrolled.course.notebook import notebooks, read
from unrolled.course.outputs import TRACES, WIDGET_VIEW
from unrolled.course.source_cells import check_source
from unrolled.course.tags import parse_all

ROOT = Path(__file__).parents[1]
WIDGETS = tuple(f"{name}(" for name in widgets.__all__)
CHECKED = ("check", "claim", "hidden")
MAGICS = ("%matplotlib inline",)
SOLUTION = re.compile(r"\{solution-start\}[^`]*:class:[^\n]*dropdown")


def every(*folders, apart=None):
    paths = [p for p in notebooks(ROOT, *folders) if p.parent.name != apart]
    return pytest.mark.parametrize(
        "path", paths, ids=lambda p: f"{p.parent.name}/{p.stem}"
    )


def cells(path, cell_type="code"):
    """Yield the tags and the cell of each cell of one type."""
    notebook = read(path)
    for tag, cell in zip(parse_all(notebook, path), notebook.cells, strict=True):
        if cell.cell_type == cell_type:
            yield tag, cell


def outputs(path, kind=None):
    """Yield the tags, the cell and each stored output of a kind."""
    for tag, cell in cells(path):
        for output in cell.outputs:
            if kind in (None, output.output_type):
                yield tag, cell, output


def prose(path):
    return "\n\n".join(cell.source for _, cell in cells(path, "markdown"))


def test_there_are_notebooks_everywhere():
    assert all(notebooks(ROOT, folder) for folder in ("book", "solutions", "labs"))


@every()
def test_it_is_in_normal_form(path):
    assert not normalise_file(path, ROOT, check=True), "run `unrolled normalise`"


@every("solutions")
def test_its_lab_is_up_to_date(path):
    lab = ROOT / "labs" / path.name
    assert lab.read_text("utf8") == lab_text(path, ROOT), "run `unrolled labs`"


@every("book", "solutions")
def test_compared_cells_have_run_and_printed(path):
    for tag, cell in cells(path):
        if "nbval-check-output" in tag.plain or tag.role in CHECKED:
            assert cell.execution_count and cell.outputs, cell.source


@every("book", "solutions")
def test_every_cell_has_run_from_top_to_bottom(path):
    counts = [cell.execution_count for _, cell in cells(path) if cell.source.strip()]
    assert counts == list(range(1, len(counts) + 1))


@every("labs")
def test_labs_hold_neither_outputs_nor_counts(path):
    assert all(not c.outputs and c.execution_count is None for _, c in cells(path))


@every()
def test_code_cells_are_short(path):
    for _, cell in cells(path):
        assert len(cell.source.splitlines()) <= 20, cell.source


@every()
def test_the_first_code_cell_is_the_set_up(path):
    url, branch = setup_cell.repository(ROOT)
    tag, cell = next(cells(path))
    assert tag.role == "setup"
    assert cell.source == setup_cell.CODE.format(url=url, branch=branch)


@every("book")
def test_chapters_have_no_colab_link(path):
    assert "colab.research" not in prose(path)


@every()
def test_source_cells_show_the_packages_code(path):
    assert check_source(read(path), path.name) == []


@every("book", "solutions")
def test_figures_are_small_described_and_captioned(path):
    for _, cell, output in outputs(path):
        data = output.get("data", {})
        if "image/png" not in data:
            continue
        assert len(base64.b64decode(data["image/png"])) <= 60_000, cell.source
        if "unrolled-widget" not in data.get("text/html", ""):
            mystnb = cell.metadata.get("mystnb", {})
            assert len(mystnb.get("image", {}).get("alt", "")) >= 20, cell.source
            assert mystnb.get("figure", {}).get("caption"), cell.source


@every()
def test_a_notebook_is_at_most_500_kB(path):
    assert path.stat().st_size <= 500_000


@every()
def test_nothing_names_the_machine(path):
    for _, cell in cells(path):
        assert not TRACES.search(cell.source), cell.source
    assert not TRACES.search(prose(path)) and str(ROOT) not in path.read_text("utf8")


@every("book", "solutions")
def test_errors_are_stored_only_where_they_are_meant(path):
    for tag, cell, _ in outputs(path, "error"):
        assert "raises-exception" in tag.plain, cell.source


@every("book", "solutions")
def test_stored_streams_are_standard_output_without_colours(path):
    for _, cell, stream in outputs(path, "stream"):
        assert stream.name == "stdout" and "\x1b" not in stream.text, cell.source


@every("book", "solutions")
def test_no_live_widget_is_stored(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata
    assert all(WIDGET_VIEW not in o.get("data", {}) for _, _, o in outputs(path))


@every("book", "solutions")
def test_a_widget_is_stored_with_its_static_html(path):
    for _, cell, output in outputs(path):
        if output.get("data", {}).get("text/plain", "").startswith(WIDGETS):
            assert "unrolled-widget" in output.data["text/html"], cell.source


@every()
def test_there_are_no_unknown_magics_and_no_nbval_markers(path):
    for _, cell in cells(path):
        assert not re.search("NBVAL_|PYTEST_VALIDATE", cell.source), cell.source
        for line in cell.source.splitlines():
            if line.lstrip().startswith(("%", "!")):
                assert line in MAGICS, line


@every()
def test_display_maths_is_aligned_not_align(path):
    assert "\\begin{align}" not in prose(path), "write $$ \\begin{aligned} … $$"


@every("book", apart="gallery")
def test_chapters_have_claims_and_exercises(path):
    claims = [tag.name for tag, _ in cells(path) if tag.role == "claim"]
    assert len(claims) >= 2 and len(set(claims)) == len(claims)
    assert 2 <= len(exercises(read(path), path)) <= 4


@every("book/gallery")
def test_a_gallery_notebook_is_short_has_a_claim_and_says_what_it_shows(path):
    claims = [tag.name for tag, _ in cells(path) if tag.role == "claim"]
    assert claims and len(set(claims)) == len(claims)
    text = prose(path)
    assert "\n## What it shows\n" in text and "<../03_mapping_types>`" in text
    assert 300 <= len(text.split()) <= 900


@every("book")
def test_checks_of_chapters_are_shown_and_compared(path):
    for tag, cell in cells(path):
        assert tag.role != "hidden", cell.source
        assert tag.role != "check" or "nbval-check-output" in tag.plain, cell.source


@every("book")
def test_every_exercise_of_a_chapter_has_a_prompt_and_a_collapsed_solution(path):
    notebook = read(path)
    found = exercises(notebook, path)
    assert prose(path).count("{exercise}") == len(found)
    for exercise in found.values():
        before, after = notebook.cells[exercise.answer - 1 : exercise.answer + 2 : 2]
        assert SOLUTION.search(before.source), before.source
        assert "{solution-end}" in after.source, after.source
