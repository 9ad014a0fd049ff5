r"""What check cells call: messages that teach, claims with their numbers.

Visible checks use ``call``, ``check_shape``, ``check_close``, ``passed``; hidden checks
only ``draw`` and ``show``; chapters also ``check_parity`` and ``claim``.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, stdev
from typing import Any

import torch
from torch import Tensor, nn


class CheckError(AssertionError):
    """A check failed; notebooks show its message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"✗ {self}"]


class ClaimError(CheckError):
    """A claim's rule does not hold for what was measured."""


def call(function: Callable, *inputs: Any, **options: Any) -> Any:
    r"""Return ``function(*inputs)``; complain if an input was changed in place.

    Raises:
        CheckError: a tensor among the inputs has another value afterwards, or the
            function returned None.
    """
    before = [i.clone() if isinstance(i, Tensor) else i for i in inputs]
    result = function(*inputs, **options)
    name = getattr(function, "__name__", type(function).__name__)
    for place, (old, new) in enumerate(zip(before, inputs, strict=True), start=1):
        if isinstance(old, Tensor) and not torch.equal(old, new):
            raise CheckError(
                f"{name} changed its input number {place} in place. Make a new tensor "
                "instead (h = h + x, not h += x; x.clone() before x[...] = ...)."
            )
    _not_none(f"the result of {name}", result)
    return result


def _not_none(name: str, value: Any) -> None:
    if value is None:
        raise CheckError(f"{name} is None. Does every path end in a `return`?")


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
    _not_none(name, value)
    if not isinstance(value, Tensor):
        kind = type(value).__name__
        raise CheckError(f"{name} should be a torch.Tensor, but it is a {kind}.")
    got, shape = tuple(value.shape), tuple(shape)
    if got != shape:
        wanted = f"({axes}) = {shape}" if axes else f"{shape}"
        hint = ""
        if sorted(got) == sorted(shape):
            hint = (
                " The sizes are right but their order is not: is something transposed?"
            )
        elif len(got) != len(shape):
            hint = f" It should have {len(shape)} axes, it has {len(got)}."
        raise CheckError(f"{name} has shape {got}; expected {wanted}.{hint}")


def check_close(
    name: str,
    value: Any,
    expected: Tensor | float | Sequence,
    *,
    axes: str = "",
    faults: Mapping[str, Any] | None = None,
    atol: float = 1e-4,
) -> None:
    r"""Check a value against the expected one; name the fault where it is known.

    Args:
        name: what the learner calls it.
        value: what they made; a number will do where a 0-d tensor is expected.
        expected: the right answer.
        axes: names of the axes, such as "batch, hidden".
        faults: message to the wrong answer that it explains.
        atol: largest absolute difference that counts as equal.

    Raises:
        CheckError: the message says what is wrong: type, shape, NaN, or value.
    """
    expected = torch.as_tensor(expected)
    if isinstance(value, (bool, int, float)) and expected.ndim == 0:
        value = torch.tensor(value)
    check_shape(name, value, expected.shape, axes)
    if (expected.dtype == torch.bool) != (value.dtype == torch.bool):
        raise CheckError(f"{name} has dtype {value.dtype}; expected {expected.dtype}.")
    value = value.detach().cpu()
    if value.is_floating_point() and value.isnan().any():
        raise CheckError(f"{name} holds NaN: a log of 0, or a division by 0?")
    for message, wrong in (faults or {}).items():
        if _close(value, wrong, atol) and not _close(value, expected, atol):
            raise CheckError(f"{name}: {message}")
    if not _close(value, expected, atol):
        raise CheckError(f"{name} has the right shape but {_worst(value, expected)}.")


def _close(value: Tensor, other: Any, atol: float) -> bool:
    other = torch.as_tensor(other)
    if value.shape != other.shape:
        return False
    return torch.allclose(value.double(), other.double(), rtol=0, atol=atol)


def _worst(value: Tensor, expected: Tensor) -> str:
    off = (value.double() - expected.double()).abs()
    if off.ndim == 0:
        return f"its value is {value.item():.4g}; expected {expected.item():.4g}"
    where = tuple(int(i) for i in torch.unravel_index(off.argmax(), off.shape))
    got, right = value[where].item(), expected[where].item()
    place = ", ".join(map(str, where))
    return f"wrong values, most at [{place}]: {got:.4g} where {right:.4g} was expected"


def passed(name: str) -> None:
    """Print the line that ends a check cell."""
    print(f"✓ {name}: all checks passed")


def check_parity(ours: nn.Module, theirs: nn.Module, *inputs: Tensor) -> None:
    r"""Give ours the weights of theirs; compare outputs and gradients on ``inputs``.

    Raises:
        CheckError: an output or a gradient differs by more than 1e-5.
    """
    ours.load_state_dict(theirs.state_dict())
    results = []
    for model in (ours, theirs):
        model.zero_grad()
        outputs = _tensors(model(*inputs))
        sum((o * o.detach().cos()).sum() for o in outputs).backward()
        results.append((outputs, [p.grad for p in model.parameters()]))
    for kind, mine, right in zip(("output", "gradient"), *results, strict=True):
        for i, (a, b) in enumerate(zip(mine, right, strict=True)):
            check_close(f"{kind} {i}", a, b.detach().reshape(a.shape), atol=1e-5)
    name = f"{type(theirs).__module__.split('.')[0]}'s {type(theirs).__name__}"
    print(f"✓ outputs and gradients of {type(ours).__name__} equal {name}")


def _tensors(value: Any) -> list[Tensor]:
    return (
        [value]
        if isinstance(value, Tensor)
        else [t for v in value for t in _tensors(v)]
    )


def claim(
    name: str,
    measured: Mapping[str, Sequence[float]],
    rule: Callable[[Mapping[str, Sequence[float]]], bool],
    statement: str,
    source: str = "",
) -> None:
    r"""Check a statement against what was measured, and print it with its numbers.

    Args:
        name: identifier of the claim, as in the cell's tag ``claim:NAME``.
        measured: label to the values, one a seed, at least three.
        rule: true for the values for which the statement holds.
        statement: one sentence.
        source: bibliography key of who said it first.

    Raises:
        ValueError: fewer than three values, or one that is not finite.
        ClaimError: the rule does not hold.
    """
    rows = []
    for label, values in measured.items():
        if len(values) < 3 or not all(map(torch.isfinite, map(torch.tensor, values))):
            got = list(values)
            raise ValueError(f"{name}: expected 3 or more numbers for {label}: {got}")
        rows.append(f"  {label}: {fmean(values):.3g} ± {stdev(values):.2g}")
    if not rows:
        raise ValueError(f"{name}: expected at least one measured series, got none")
    numbers = "\n".join(rows)
    if not rule(measured):
        raise ClaimError(f"the claim does not hold: {statement}\n{numbers}")
    print(f"✓ {statement}{f' [{source}]' if source else ''}\n{numbers}")


class _Draw:
    """Seeded inputs for hidden checks; starts anew after each ``show``."""

    def __init__(self) -> None:
        self.restart(seed=0)

    def restart(self, seed: int | None = None) -> None:
        self.seed = self.seed if seed is None else seed
        self.generator = torch.Generator().manual_seed(self.seed)

    def __call__(self, *shape: int) -> Tensor:
        r"""Return standard normal float64 numbers of the given shape."""
        return torch.randn(*shape, generator=self.generator, dtype=torch.float64)

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        r"""Return int64 numbers from low to high - 1 of the given shape."""
        return torch.randint(low, high, shape, generator=self.generator)


draw = _Draw()


def statistics(value: Tensor) -> tuple[float, float, float]:
    r"""Return mean, projection on a fixed random direction, and mean square."""
    flat = value.detach().to(torch.float64).flatten()
    generator = torch.Generator().manual_seed(flat.numel())
    direction = torch.randn(flat.numel(), generator=generator, dtype=torch.float64)
    projection = flat @ direction / max(flat.numel(), 1) ** 0.5
    return flat.mean().item(), projection.item(), flat.square().mean().item()


def show(*values: Any) -> None:
    r"""Print what a hidden check compares, one line a value.

    Tensors and numbers: shape, mean, projection and mean square at 4 decimals. All
    else: its ``repr``. The next ``draw`` starts anew from its seed.
    """
    draw.restart()
    for value in values:
        if isinstance(value, (bool, int, float)):
            value = torch.tensor(value)
        if not isinstance(value, Tensor):
            print(repr(value))
            continue
        numbers = (f"{n + 0.0:.4f}" for n in statistics(value))
        numbers = ("0.0000" if n == "-0.0000" else n for n in numbers)
        print(tuple(value.shape), *numbers)
