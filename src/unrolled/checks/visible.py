r"""Visible checks: they explain what is wrong with an answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor


class CheckError(AssertionError):
    """A check failed; notebooks show its message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"✗ {self}"]


class NotWrittenError(CheckError, NotImplementedError):
    """The answer is still the stub."""


def numbers(text: str) -> Tensor:
    r"""Read a float tensor from text: ``"1 2; 3 4"`` is (2, 2), ``|`` adds an axis."""
    if "|" in text:
        return torch.stack([numbers(block) for block in text.split("|")])
    if ";" in text:
        return torch.stack([numbers(row) for row in text.split(";")])
    return torch.tensor([float(number) for number in text.split()])


def call(function: Callable, *inputs: Any, **options: Any) -> Any:
    r"""Return ``function(*inputs)``; complain if an input was changed in place.

    Raises:
        CheckError: a tensor among the inputs has another value afterwards, or the
            function returned None or is not written yet.
    """
    before = [i.clone() if isinstance(i, Tensor) else i for i in inputs]
    name = getattr(function, "__name__", f"{type(function).__name__}.forward")
    try:
        result = function(*inputs, **options)
    except NotImplementedError as error:
        if not str(error).startswith("exercise "):
            raise  # PyTorch's, such as: "bitwise_and_cpu" not implemented for 'Float'
        raise NotWrittenError(f"not written yet: {error}") from None
    for place, (old, new) in enumerate(zip(before, inputs, strict=True), start=1):
        if isinstance(old, Tensor) and not _unchanged(old, new):
            raise CheckError(
                f"{name} changed its input number {place} in place. Make a new tensor "
                "instead (h = h + x, not h += x; x.clone() before x[...] = ...)."
            )
    _not_none(f"the result of {name}", result)
    return result


def _unchanged(old: Tensor, new: Tensor) -> bool:
    """NaN where NaN was is no change."""
    if old.shape != new.shape:
        return False
    return bool(((old == new) | (old != old) & (new != new)).all())


def _not_none(name: str, value: Any) -> None:
    if value is None:
        raise CheckError(f"{name} is None. Does every path end in a `return`?")


def _is_tensor(name: str, value: Any) -> None:
    _not_none(name, value)
    if not isinstance(value, Tensor):
        kind = type(value).__name__
        raise CheckError(f"{name} should be a torch.Tensor, but it is a {kind}.")


def _axes(n: int) -> str:
    return (
        "no axes (a single number)" if n == 0 else f"{n} {'axis' if n == 1 else 'axes'}"
    )


def check_shape(name: str, value: Any, shape: Sequence[int], axes: str = "") -> None:
    r"""Check that a value is a tensor of the expected shape.

    Args:
        name: what the learner calls it, such as "h_t".
        value: what they made.
        shape: the expected sizes.
        axes: their names, such as "batch, hidden".

    Raises:
        CheckError: with the expected and the received shape, and a guess at why.
    """
    _is_tensor(name, value)
    got, shape = tuple(value.shape), tuple(shape)
    if got != shape:
        wanted = f"({axes}) = {shape}" if axes else f"{shape}"
        hint = ""
        if sorted(got) == sorted(shape):
            hint = (
                " The sizes are right but their order is not: is something transposed?"
            )
        elif len(got) != len(shape):
            hint = f" Expected are {_axes(len(shape))}, here are {_axes(len(got))}."
        raise CheckError(f"{name} has shape {got}; expected {wanted}.{hint}")


def check_close(
    name: str,
    value: Any,
    expected: Tensor | float | Sequence | str,
    *,
    axes: str = "",
    faults: Mapping[str, Any] | None = None,
    atol: float = 1e-4,
) -> None:
    r"""Check a value against the expected one; name the fault where it is known.

    Args:
        name: what the learner calls it.
        value: what they made; a number will do where a 0-d tensor is expected.
        expected: the right answer; text is read by ``numbers``.
        axes: names of the axes, such as "batch, hidden".
        faults: message to the wrong answer that it explains.
        atol: largest absolute difference that counts as equal.

    Raises:
        CheckError: the message says what is wrong: type, shape, NaN, or value.
    """
    expected = _tensor(expected)
    if isinstance(value, (bool, int, float)) and expected.ndim == 0:
        value = torch.tensor(value)
    check_shape(name, value, expected.shape, axes)
    if (expected.dtype == torch.bool) != (value.dtype == torch.bool):
        raise CheckError(f"{name} has dtype {value.dtype}; expected {expected.dtype}.")
    value = value.detach().cpu()
    if value.is_floating_point() and value.isnan().any():
        raise CheckError(f"{name} holds NaN: log of 0, division by 0, NaN times 0?")
    for message, wrong in (faults or {}).items():
        if _close(value, wrong, atol) and not _close(value, expected, atol):
            raise CheckError(f"{name}: {message}")
    if not _close(value, expected, atol):
        worst = _worst(value, expected, axes)
        raise CheckError(f"{name} has the right shape but {worst}.")


def _tensor(value: Any) -> Tensor:
    if isinstance(value, str):
        return numbers(value)
    return torch.as_tensor(value).detach()


def _close(value: Tensor, other: Any, atol: float) -> bool:
    other = _tensor(other)
    if value.shape != other.shape:
        return False
    return torch.allclose(value.double(), other.double(), rtol=0, atol=atol)


def _worst(value: Tensor, expected: Tensor, axes: str) -> str:
    off = (value.double() - expected.double()).abs().nan_to_num(torch.inf)
    if off.ndim == 0:
        return f"its value is {value.item():.4g}; expected {expected.item():.4g}"
    where = tuple(int(i) for i in torch.unravel_index(off.argmax(), off.shape))
    got, right = value[where].item(), expected[where].item()
    names = axes.split(", ") if axes else [f"axis {i}:" for i in range(off.ndim)]
    place = ", ".join(f"{n} {i}" for n, i in zip(names, where, strict=True))
    return f"wrong values, most at {place}: {got:.4g} where {right:.4g} was expected"


def check_parts(names: str, result: Any) -> tuple | list:
    r"""Return a result of several parts, such as "h, c", if it has them all.

    Raises:
        CheckError: no tuple or list, or one with more or fewer parts.
    """
    got = type(result).__name__
    if isinstance(result, (tuple, list)):
        if len(result) == len(names.split(", ")):
            return result
        got = f"{got} of {len(result)}"
    raise CheckError(f"return {names}, in this order. What came: {got}.")


def check_dtype(name: str, value: Any, dtype: torch.dtype) -> None:
    """Check that a value is a tensor that holds numbers of the expected kind.

    Raises:
        CheckError: it is not.
    """
    _is_tensor(name, value)
    if value.dtype != dtype:
        got, wanted = (str(d).removeprefix("torch.") for d in (value.dtype, dtype))
        raise CheckError(f"{name} holds {got} numbers; expected {wanted}.")


def passed(name: str) -> None:
    """Print the line that ends a check cell."""
    print(f"✓ {name}: all checks passed")
