import pytest

from unrolled.course.needs import names_of, needed


@pytest.mark.parametrize(
    "source, bound, used",
    [
        ("import torch as t\nfrom a import b", "t b", ""),
        ("x = f(y)", "x", "f y"),
        ("x = x + 1", "x", "x"),
        ("x += 1", "x", "x"),
        ("x = 1\nx += 1", "x", ""),
        ("for i in many:\n    total = i", "i total", "many"),
        ("%matplotlib inline\nx, *y = z", "x y", "z"),
        ("def f(a=b):\n    c = a\n    return g(c)", "f", "b g"),
        ("class K(L):\n    def m(self):\n        return w", "K", "L w"),
        ("x = [f(a) for a in many]", "x", "f many"),
        ("x.y = z\nq[0] = r", "", "x z q r"),
        ("print(f'{x:.2f}')", "", "print x"),
    ],
)
def test_names_that_a_cell_binds_and_uses(source, bound, used):
    assert names_of(source) == (set(bound.split()), set(used.split()))


SOURCES = [
    "import math",  # 0
    "data = [1, 2]",  # 1
    "slow = sum(data)",  # 2
    "class User:\n    call = lambda self: late()",  # 3
    "def late():\n    return math.pi",  # 4
    "for name in 'ab':\n    print(name)",  # 5
    "answer = len(data)",  # 6
    "for name in [answer]:\n    assert name == 2",  # 7
    "after = answer",  # 8
]


def test_cells_are_needed_that_define_or_give_names(make):
    notebook = make.notebook(*map(make.code, SOURCES), make.prose("print(slow)"))
    assert needed(notebook, {6, 7}) == {0, 1, 3, 4, 6, 7}
    assert needed(notebook, {2}) == {0, 1, 2}
    assert needed(notebook, ()) == set()
