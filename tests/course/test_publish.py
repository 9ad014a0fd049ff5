import shutil
from pathlib import Path

import pytest

from unrolled.course import CourseError
from unrolled.course.labs import make_labs
from unrolled.course.normalise import normalise_file
from unrolled.course.notebook import notebooks, project_root
from unrolled.course.publish import places, publish_url, spelling
from unrolled.course.setup_cell import repository

NEW = "https://github.com/uni-bonn/seq.learning"


@pytest.fixture
def spelled(project, solution, make):
    """A project that spells its address wherever a real one does."""
    normalise_file(solution, project)
    make_labs(project)
    (project / "README.md").write_text(
        f"git clone {make.address}.git, {make.address}/issues, "
        "someone.github.io/course/, but not someone/course-notes or awesome/course\n"
    )
    (project / "photo.png").write_bytes(b"\x89PNG\xff")
    return project


def test_every_place_changes_at_once(spelled, make):
    changed = publish_url(spelled, NEW + "/")
    assert [str(p.relative_to(spelled)) for p in changed] == [
        "README.md",
        "_config.yml",
        "labs/lab9_small.ipynb",
        "solutions/lab9_small.ipynb",
    ]
    assert repository(spelled) == (NEW, "main")
    assert places(spelled, make.address) == {}
    assert "# the address" in (spelled / "_config.yml").read_text()
    assert (spelled / "README.md").read_text() == (
        f"git clone {NEW}.git, {NEW}/issues, uni-bonn.github.io/seq.learning/, "
        "but not someone/course-notes or awesome/course\n"
    )


def test_the_notebooks_stay_in_normal_form(spelled):
    publish_url(spelled, NEW)
    assert not any(normalise_file(p, spelled, True) for p in notebooks(spelled))
    assert make_labs(spelled, check=True) == []


def test_the_same_address_changes_nothing(spelled, make):
    assert publish_url(spelled, make.address) == []


@pytest.mark.parametrize("url", ["", "github.com/a/b", "https://gitlab.com/a/b", "x"])
def test_other_addresses_are_refused(spelled, url):
    before = (spelled / "_config.yml").read_text()
    with pytest.raises(CourseError, match=r"expected .*OWNER/NAME"):
        publish_url(spelled, url)
    assert (spelled / "_config.yml").read_text() == before


def test_in_this_project_few_files_beside_notebooks_spell_the_address():
    root = project_root(Path(__file__).parent)
    spelled = places(root, repository(root)[0])
    by_hand = {p.relative_to(root) for p in spelled if p.suffix != ".ipynb"}
    allowed = "_config.yml CITATION.cff README.md CONTRIBUTING.md pyproject.toml"
    assert {str(path) for path in by_hand} <= set(allowed.split())


def test_publishing_this_project_leaves_no_old_address(tmp_path):
    root = project_root(Path(__file__).parent)
    old, _ = repository(root)
    for path in places(root, old):
        copy = tmp_path / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    publish_url(tmp_path, NEW)
    left = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert left and not [p for p in left if spelling(old).search(p.read_text("utf8"))]
