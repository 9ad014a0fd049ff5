import pytest

from unrolled.course import CourseError
from unrolled.course.tags import Tags, parse, parse_all


def test_a_cell_without_tags_has_no_role(make):
    assert parse(make.code("1")) == Tags()


def test_roles_names_and_points_are_read(make):
    cell = make.code("1", "hidden:one_hot", "points:3", "nbval-check-output")
    assert parse(cell) == Tags(
        "hidden", "one_hot", 3, frozenset({"nbval-check-output"})
    )


def test_setup_may_be_prose(make):
    cell = make.prose("link", metadata={"tags": ["setup"]})
    assert parse(cell).role == "setup"


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("answr:one_hot", "'answer:one_hot'"),
        ("chek:x", "'check:x'"),
        ("hide_input", "'hide-input'"),
        ("nbval-check-outputs", "'nbval-check-output'"),
        ("set-up", "'setup'"),
        ("completely different", "known are"),
    ],
)
def test_an_unknown_tag_names_the_nearest_right_one(make, wrong, right):
    with pytest.raises(CourseError, match="unknown tag") as error:
        parse(make.code("1", wrong))
    assert right in str(error.value)


@pytest.mark.parametrize(
    "tags, message",
    [
        (["answer:"], "bad tag 'answer:'"),
        (["answer:One Hot"], "bad tag"),
        (["points:0", "hidden:x"], "bad tag 'points:0'"),
        (["source:torch.nn.RNN"], "bad tag"),
        (["answer:x", "check:x"], "one role, got answer:x, check:x"),
        (["hidden:x", "nbval-check-output"], "points:N beside hidden:x"),
        (["points:2"], "hidden:NAME cell only"),
        (["claim:x"], "nbval-check-output beside claim:x"),
        (["hidden:x", "points:1"], "nbval-check-output beside hidden:x"),
    ],
)
def test_tags_that_do_not_fit_are_refused(make, tags, message):
    with pytest.raises(CourseError, match=message):
        parse(make.code("1", *tags))


def test_a_check_must_be_code(make):
    with pytest.raises(CourseError, match="code cell under check:x, got markdown"):
        parse(make.prose("x", metadata={"tags": ["check:x"]}))


def test_errors_name_the_notebook_and_the_cell(make):
    notebook = make.notebook(make.prose("# T"), make.code("\n  f(1)", "oops"))
    with pytest.raises(CourseError, match=r"book/a\.ipynb, cell 2 \('f\(1\)'\): "):
        parse_all(notebook, "book/a.ipynb")
