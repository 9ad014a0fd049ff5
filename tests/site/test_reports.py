"""The grader's pages in a real browser: whole, and deaf to what students write."""

import json
from pathlib import Path

import pytest

from unrolled.grading.collect import collect
from unrolled.grading.examine import Answer, Examined
from unrolled.grading.grade import Request
from unrolled.grading.lab import load_lab
from unrolled.grading.report import write_report
from unrolled.grading.results import Graded, results
from unrolled.grading.similarity import shingles
from unrolled.grading.work import Verdict

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
STATUSES = ["passed", "wrong", "error", "timeout", "output", "died", "forbidden"]
PAGES = ["index.html", "feedback/s3.html", "feedback/s8.html"]


def graded(found, number, lab):
    """A submission whose every text that a student can choose is an attack."""
    found.name = f"{SCRIPT} {number}"
    if number == 8:
        return Graded(found, Examined(problem="it is empty"), {})
    lines = "".join(f"z[{i}] = {i}\n" for i in range(20))
    code = f'x = 1\ny = "{SCRIPT}"\n{lines}'
    answers = {
        name: Answer(code, shingles=shingles(code) if number < 2 else frozenset())
        for name in lab.exercises
    }
    statuses = STATUSES[number % 7 :] + STATUSES
    verdicts = {
        name: Verdict(found.id, name, status, "torch.nn.<i>RNN", 2)
        for name, status in zip(lab.exercises, statuses, strict=False)
    }
    return Graded(found, Examined(answers, (f"flag {SCRIPT}",)), verdicts)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    lab = load_lab(ROOT / "solutions" / "lab1_recurrent_cell.ipynb")
    root = tmp_path_factory.mktemp("grading")
    for number in range(9):
        (root / f"s{number}.ipynb").write_text("{}")
    found = collect(root, lab.name)
    items = [graded(f, number, lab) for number, f in enumerate(found)]
    run = {"date": "2026-11-23T09:00:00", "seed": 1, "sandbox": "a test", "timeout": 10}
    outcome = results(lab, run, items)
    request = Request(root, lab, root / "report", gradescope=True)
    request.out.mkdir()
    write_report(outcome, items, request, None)
    return request.out


def test_no_page_holds_markup_of_students(report):
    for page in report.rglob("*.html"):
        text = page.read_text()
        assert "<script" not in text and "<img" not in text and "<i>" not in text
    assert json.loads((report / "results.json").read_text())["similar"]
    assert "&lt;script&gt;" in (report / "feedback/s3.html").read_text()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_report_page_is_whole(browser, watch, look, report, name, scheme):
    # Without the page's own policy, which would stop axe and hide a hole.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    home = f"file://{report}"
    found = watch(page, home)
    page.goto(f"{home}/{name}")
    for width in (1280, 380):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {line}" for line in look(page)]
    assert found == []
    assert "owned" not in page.title()
    context.close()
