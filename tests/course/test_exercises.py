import pytest

from unrolled.course import CourseError
from unrolled.course.exercises import exercises


def found(make, *cells):
    return exercises(make.notebook(*cells), "solutions/a.ipynb")


def test_positions_and_points_are_found_by_name(make):
    two = found(make, *make.exercise("one", points=3), *make.exercise("two"))
    assert list(two) == ["one", "two"]
    assert (two["two"].answer, two["two"].check, two["two"].hidden) == (3, 4, 5)
    assert two["one"].points == 3


@pytest.mark.parametrize(
    "chosen, message",
    [
        ([1, 2], "answer:double for check:double, got none"),
        ([2], "answer:double for hidden:double, got none"),
        ([0], "check:double for answer:double, got none"),
        ([1, 0], "check:double after answer:double"),
        ([2, 0, 1], "hidden:double after answer:double"),
        ([0, 1, 0], "one cell answer:double, got a second"),
        ([0, 1, 1], "one cell check:double, got a second"),
    ],
)
def test_incomplete_exercises_are_refused(make, chosen, message):
    with pytest.raises(CourseError, match=message):
        found(make, *(make.exercise()[i] for i in chosen))


def test_an_answer_says_its_name_in_its_first_line(make):
    cells = make.exercise()
    cells[0].source = "def double(x): ..."
    with pytest.raises(CourseError, match="first line '# exercise: double'"):
        found(make, *cells)
