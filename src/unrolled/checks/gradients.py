r"""Checks that look at gradients."""

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

from unrolled.checks.visible import CheckError, check_close


def check_gradient(name: str, function: Callable[..., Tensor], *inputs: Any) -> None:
    r"""Check that a finite gradient flows back from the result to each float input.

    Raises:
        CheckError: none does (detached, a Python number, NumPy, an in-place write), it
            is zero everywhere, or it holds NaN.
    """
    leaves = [
        i.detach().clone().requires_grad_()
        if isinstance(i, Tensor) and i.is_floating_point()
        else i
        for i in inputs
    ]
    try:
        function(*leaves).sum().backward()
    except (RuntimeError, AttributeError, TypeError) as error:
        in_place = "inplace" in str(error) or "in-place" in str(error)
        reason = IN_PLACE if in_place else NO_GRADIENT
        raise CheckError(f"{name}: {reason}") from None
    for place, leaf in enumerate(leaves, start=1):
        if not isinstance(leaf, Tensor) or not leaf.requires_grad:
            continue
        if leaf.grad is None or not leaf.grad.any():
            raise CheckError(f"{name}: {NO_GRADIENT} Input number {place} gets none.")
        if not leaf.grad.isfinite().all():
            raise CheckError(
                f"{name}: its value is fine, but the gradient of input number {place} "
                "holds NaN. Choose harmless numbers before you compute with them, "
                "not after."
            )


NO_GRADIENT = "no gradient flows back. Do you use detach, item, NumPy or torch.tensor?"
IN_PLACE = "a tensor that the gradient needs is written into in place; make a new one."


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
    if isinstance(value, Tensor):
        return [value]
    return [t for v in value for t in _tensors(v)]
