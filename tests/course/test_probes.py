from collections import namedtuple

import numpy as np
import pytest
import torch

from unrolled.course.probes import probe, run_cell
from unrolled.course.wrong_answers import emptied, zeros

Pair = namedtuple("Pair", "a b")
ANSWER = """\
# exercise: double
import torch

def double(x):
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION
"""


def solved(make, check, hidden="print(double(torch.ones(2)).sum())", answer=ANSWER):
    return make.notebook(
        make.code(answer, "answer:double"),
        make.code("between = double(torch.ones(1))"),
        make.code(check, "check:double"),
        make.code(hidden, "hidden:double", "points:1", "nbval-check-output"),
        make.code("raise SystemExit  # not run: no check needs it"),
    )


def test_a_good_check_fails_on_the_stub_and_on_zeros(make):
    check = "y = double(torch.tensor([1.0]))\nassert y.shape == (1,) and y[0] == 2"
    result = probe(solved(make, check), "a.ipynb")["double"]
    assert isinstance(result.stub.check, NotImplementedError)
    assert isinstance(result.zeros.check, AssertionError)
    assert result.right.hidden == "tensor(4.)\n"
    assert result.zeros.hidden == "tensor(0.)\n"
    assert result.stub.hidden == "NotImplementedError"


@pytest.mark.parametrize("check", ["assert double(torch.ones(1)).shape == (1,)", "1"])
def test_a_check_that_lets_zeros_pass_is_seen(make, check):
    result = probe(solved(make, check), "a.ipynb")["double"]
    assert result.zeros.check is None


def test_a_check_that_calls_nothing_is_seen(make):
    result = probe(solved(make, "print('fine')"), "a.ipynb")["double"]
    assert result.stub.check is None


def test_answers_without_markers_are_emptied(make):
    answer = "# exercise: double\nimport torch\ndef double(x):\n    return x + x"
    check = "assert double(torch.ones(1)) == 2"
    result = probe(solved(make, check, answer=answer), "a.ipynb")["double"]
    assert isinstance(result.stub.check, NotImplementedError)


def test_probing_leaves_random_numbers_alone(make):
    torch.manual_seed(0)
    probe(solved(make, "torch.rand(3)\nassert double(torch.ones(1)) == 2"), "a.ipynb")
    drawn = torch.rand(1)
    torch.manual_seed(0)
    torch.rand(3)
    assert torch.equal(drawn, torch.rand(1))


def test_a_failing_cell_of_a_solved_notebook_is_not_hidden(make):
    with pytest.raises(AssertionError):
        probe(solved(make, "assert double(1) == 3"), "a.ipynb")


def test_emptied_code_keeps_names_and_loses_answers():
    code = emptied(
        "k = 3\nclass A:\n    s = 1\n    def f(self):\n        return 2", "x"
    )
    names = {}
    run_cell(code, names)
    assert names["k"] is None and names["A"].s == 1
    with pytest.raises(NotImplementedError, match="exercise x"):
        names["A"]().f()


def test_variables_set_together_become_none_or_zero(make):
    assert emptied("a, (b, c) = 1, (2, 3)\nd.e = 4", "x") == "a = b = c = None\nd.e = 4"
    answer = (
        "# exercise: double\nimport torch\na, b = 1.0, 2.0\ndouble = lambda x: b * x"
    )
    check = "assert (a, b) != (0, 0) and b == 2"
    notebook = solved(make, check, hidden="print(a, b)", answer=answer)
    result = probe(notebook, "a.ipynb")["double"]
    assert isinstance(result.zeros.check, AssertionError)
    assert result.stub.hidden == "None None\n"


def test_zeros_keep_the_form():
    value = (torch.ones(2, 3), [1, 2.5, True, "a"], {"k": np.ones(2)}, Pair(1, 2), None)
    tensor, numbers, table, pair, nothing = zeros(value)
    assert torch.equal(tensor, torch.zeros(2, 3))
    assert numbers == [0, 0.0, False, ""] and nothing is None
    assert table["k"].tolist() == [0, 0] and pair == Pair(0, 0)


def test_methods_of_classes_and_modules_give_zeros():
    class Cell(torch.nn.Module):
        def forward(self, x):
            return x + 1, [x]

    assert zeros(torch.nn.Linear(2, 2))(torch.ones(1, 2)).tolist() == [[0, 0]]
    out, (inner,) = zeros(Cell)()(torch.ones(2))
    assert out.tolist() == inner.tolist() == [0, 0]
