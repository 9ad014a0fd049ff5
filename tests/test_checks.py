"""Checks refuse what is wrong, and say why."""

import math

import pytest
import torch
from torch import nn

from unrolled.checks import (
    CheckError,
    ClaimError,
    NotWrittenError,
    call,
    check_close,
    check_dtype,
    check_gradient,
    check_parity,
    check_parts,
    check_shape,
    claim,
    draw,
    numbers,
    passed,
    show,
    statistics,
)

RIGHT = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "h is None. Does every path end in a `return`"),
        ([1, 2], "should be a torch.Tensor, but it is a list"),
        (RIGHT.T, r"\(3, 2\); expected \(batch, hidden\) = \(2, 3\).*transposed"),
        (RIGHT[0], "Expected are 2 axes, here are 1 axis"),
        (RIGHT > 2, "dtype torch.bool; expected torch.float32"),
        (RIGHT / 0 * 0, "holds NaN"),
        (RIGHT.tanh(), "h: a tanh too many"),
        (RIGHT + 1e-3, r"wrong values, most at batch \d, hidden \d"),
        (torch.zeros(2, 3), r"most at batch 1, hidden 2: 0 where 6 was expected"),
    ],
)
def test_wrong_values_are_explained(value, message):
    faults = {"a tanh too many": RIGHT.tanh()}
    with pytest.raises(CheckError, match=message):
        check_close("h", value, RIGHT, axes="batch, hidden", faults=faults)


@pytest.mark.parametrize("value", [RIGHT, RIGHT.double(), RIGHT.long()])
def test_right_values_pass_in_any_precision(value):
    check_close("h", value, RIGHT)


def test_numbers_pass_for_scalars():
    check_close("loss", 0.5, 0.5)
    with pytest.raises(CheckError, match=r"value is 0.6; expected 0.5"):
        check_close("loss", 0.6, 0.5)


def test_numbers_are_read_from_text():
    assert numbers("1 -2.5").tolist() == [1, -2.5]
    assert numbers("1; 2").shape == (2, 1)
    assert numbers("1 2 3; 4 5 6 | 0 0 0; 0 0 1").shape == (2, 2, 3)
    check_close("h", RIGHT, "1 2 3; 4 5 6")
    with pytest.raises(CheckError, match="a sign"):
        check_close(
            "h", -RIGHT, "1 2 3; 4 5 6", faults={"a sign": "-1 -2 -3; -4 -5 -6"}
        )


def test_shape_alone_can_be_checked():
    check_shape("h", RIGHT, (2, 3))
    with pytest.raises(CheckError, match=r"shape \(2, 3\); expected \(2, 4\)"):
        check_shape("h", RIGHT, (2, 4))


def test_a_check_error_shows_its_message_alone():
    assert CheckError("too long")._render_traceback_() == ["✗ too long"]


def test_in_place_changes_are_found():
    def spoil(x):
        x += 1
        return x

    with pytest.raises(CheckError, match="spoil changed its input number 1 in place"):
        call(spoil, torch.zeros(2))


def test_call_passes_results_on_and_refuses_none():
    assert call(torch.add, RIGHT, 1).sum() == 27
    with pytest.raises(CheckError, match="None"):
        call(lambda x: None, RIGHT)


def test_a_stub_is_called_not_written_yet():
    def step(x):
        raise NotImplementedError("exercise step")

    with pytest.raises(NotWrittenError, match="not written yet: exercise step"):
        call(step, RIGHT)


def test_what_torch_has_not_implemented_is_not_called_unwritten():
    def step(mask):
        return mask & torch.ones(2)

    with pytest.raises(NotImplementedError, match="bitwise_and") as error:
        call(step, torch.ones(2, dtype=torch.bool))
    assert not isinstance(error.value, NotWrittenError)


def test_dtype_is_checked():
    check_dtype("ids", torch.tensor([1]), torch.int64)
    with pytest.raises(CheckError, match="ids holds float32 numbers; expected int64"):
        check_dtype("ids", RIGHT, torch.int64)
    with pytest.raises(CheckError, match=r"should be a torch.Tensor, but it is a list"):
        check_dtype("ids", [1], torch.int64)


def nan_where(x):
    return torch.where(x > 0, x.log(), 0.0)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda x: x.detach() * 2, "no gradient flows back"),
        (lambda x: torch.from_numpy(x.detach().numpy()), "no gradient flows back"),
        (lambda x: sum(x.flatten().tolist()), "no gradient flows back"),
        (
            lambda x: torch.ones(1, requires_grad=True) + x.detach(),
            "1 gets none",
        ),
        (lambda x: x.tanh().mul_(2).square_(), "written into in place"),
        (lambda x: x * 0, "1 gets none"),
        (nan_where, "gradient of input number 1 holds NaN"),
    ],
)
def test_lost_gradients_are_found(function, message):
    x = torch.tensor([[1.0, 0.0], [0.5, 2.0]])
    with pytest.raises(CheckError, match=message):
        check_gradient("h_t", function, x)


def test_gradients_that_flow_pass():
    check_gradient("h_t", lambda x, mask: (x * mask).tanh(), RIGHT, RIGHT > 2)


def test_parity_finds_a_wrong_cell(capsys):
    class Cell(nn.RNNCell):
        def forward(self, x, h):
            return super().forward(x, h) * 1.001

    inputs = torch.randn(2, 3), torch.randn(2, 5)
    with pytest.raises(CheckError, match="output 0"):
        check_parity(Cell(3, 5), nn.RNNCell(3, 5), *inputs)
    check_parity(nn.RNNCell(3, 5), nn.RNNCell(3, 5), *inputs)
    assert "equal torch's RNNCell" in capsys.readouterr().out


def test_parity_finds_a_wrong_gradient():
    class Cell(nn.RNNCell):  # right outputs, half the gradient
        def forward(self, x, h):
            right = super().forward(x, h)
            return right.detach() + (right - right.detach()) * 0.5

    inputs = torch.randn(2, 3), torch.randn(2, 5)
    with pytest.raises(CheckError, match="gradient 0"):
        check_parity(Cell(3, 5), nn.RNNCell(3, 5), *inputs)


SERIES = {"ours": [0.9, 0.8, 0.85], "theirs": [0.5, 0.6, 0.55]}


def wins(m):
    return min(m["ours"]) > max(m["theirs"])


def test_a_claim_prints_its_numbers(capsys):
    claim("wins", SERIES, wins, "Ours wins.", source="us2026")
    assert capsys.readouterr().out.splitlines() == [
        "✓ Ours wins. [us2026]",
        "  ours: 0.850 ± 0.050",
        "  theirs: 0.550 ± 0.050",
    ]


def test_a_claim_takes_single_numbers_where_no_seed_matters(capsys):
    claim("wins", {**SERIES, "theirs": 0.5}, wins, "Ours wins.")
    assert capsys.readouterr().out.endswith("  theirs: 0.5 (exact)\n")
    with pytest.raises(ClaimError):
        claim("wins", {**SERIES, "theirs": 0.9}, wins, "Ours wins.")


def test_a_false_claim_raises():
    swapped = {"ours": SERIES["theirs"], "theirs": SERIES["ours"]}
    with pytest.raises(ClaimError, match=r"does not hold: Ours wins.*\n.*0\.55"):
        claim("wins", swapped, wins, "Ours wins.")


@pytest.mark.parametrize("values", [[0.9, 0.8], [0.9, 0.8, math.nan]])
def test_a_claim_needs_three_finite_values(values):
    with pytest.raises(ValueError, match="expected 3 or more numbers for ours"):
        claim("wins", {**SERIES, "ours": values}, wins, "Ours wins.")


def test_a_claim_needs_a_measurement():
    with pytest.raises(ValueError, match="at least one measured series"):
        claim("empty", {}, lambda m: True, "All is well.")


@pytest.mark.parametrize(
    "measured, rule, change",
    [
        (SERIES, lambda m: min(m["ours"]) > 0.1, "ours and theirs swapped"),
        ({"change": 0.2}, lambda m: abs(m["change"][0]) > 0.1, "change negated"),
    ],
)
def test_a_claim_needs_a_rule_that_can_fail(measured, rule, change):
    with pytest.raises(ValueError, match=f"expected a rule that fails with {change}"):
        claim("wins", measured, rule, "Ours wins.")


def test_a_third_series_stays_where_it_is_in_the_opposite():
    control = {**SERIES, "control": [0.9, 0.9, 0.9]}
    claim("wins", control, lambda m: wins(m) and min(m["control"]) > 0.8, "Ours wins.")


def test_draw_starts_anew_after_show(capsys):
    first = draw(3, 4), draw.integers(0, 9, 5)
    show(first[0])
    again = draw(3, 4), draw.integers(0, 9, 5)
    show(again[0])
    torch.testing.assert_close(first, again, rtol=0, atol=0)
    assert first[0].dtype == torch.float64
    one, two = capsys.readouterr().out.splitlines()
    assert one == two and one.startswith("(3, 4) ")


def test_another_seed_draws_other_numbers():
    first = draw(4)
    draw.restart(seed=7)
    try:
        assert not torch.equal(first, draw(4))
    finally:
        draw.restart(seed=0)


def test_show_tells_tensors_apart(capsys):
    x = RIGHT.double()
    show(x, x.flip(1), x.T, -x, x * 0, 3, ["a"])
    lines = capsys.readouterr().out.splitlines()
    assert len(set(lines)) == 7 and lines[-1] == "['a']"
    assert lines[4] == "(2, 3) 0.0000 0.0000 0.0000"


def test_show_has_no_negative_zero(capsys):
    show(torch.full((2,), -1e-9))
    assert "-0.0000" not in capsys.readouterr().out


def test_statistics_are_those_of_the_numbers():
    mean, _, square = statistics(RIGHT)
    assert mean == pytest.approx(3.5) and square == pytest.approx(91 / 6)


@pytest.mark.parametrize("result", [(RIGHT, 1), [0, None]])
def test_all_parts_of_a_result_come_back(result):
    assert check_parts("h, c", result) is result


@pytest.mark.parametrize(
    "result, got", [(RIGHT, "Tensor"), ((1,), "tuple of 1"), ([1, 2, 3], "list of 3")]
)
def test_a_part_too_few_or_too_many_is_told(result, got):
    with pytest.raises(CheckError, match=f"return h, c, in this order.*: {got}"):
        check_parts("h, c", result)


def test_passed_prints_a_line(capsys):
    passed("one_hot")
    assert capsys.readouterr().out == "✓ one_hot: all checks passed\n"


def test_nan_in_an_input_is_no_change():
    dirty = torch.tensor([1.0, float("nan")])
    assert call(lambda x: x.nan_to_num(), dirty).tolist() == [1, 0]
    with pytest.raises(CheckError, match="in place"):
        call(lambda x: x.nan_to_num_(), dirty)
