"""Names that an exercise forbids, made to raise when they are used.

The second line of defence: the first reads the answer's source before it runs.
"""

import importlib
import sys
from types import ModuleType
from typing import Any, NoReturn

# Overrides of PyTorch's dispatcher; each holds as long as it is kept.
OVERRIDES: list[Any] = []


class ForbiddenError(RuntimeError):
    """The answer used a name that the exercise forbids; it is the message."""


def forbid(dotted: str) -> None:
    """Let a class, function or module raise, under each name that leads to it.

    Raises:
        LookupError: There is nothing of this name.
    """
    path, _, name = dotted.rpartition(".")
    parent = _find(path) if path else None
    thing = getattr(parent, name, None) if path else sys.modules.get(name)
    if thing is None or isinstance(thing, ModuleType):
        _forbid_module(dotted, parent, name, thing)
        return
    trap = _trap(dotted)
    if path == "torch":
        _forbid_operation(name, trap)
    if isinstance(thing, type):
        for method in ("__init__", "forward"):
            setattr(thing, method, trap)
    for owner in [parent, *sys.modules.values()]:
        if getattr(owner, "__dict__", {}).get(name) is thing:
            setattr(owner, name, trap)
    if getattr(parent, name) is thing:  # inherited from a base of the class
        setattr(parent, name, trap)


def _forbid_module(dotted: str, parent: Any, name: str, thing: Any) -> None:
    """Let imports of a module fail, whether or not it has been imported."""
    if thing is None and not dotted.startswith("unrolled."):  # those are not visible
        raise LookupError(f"expected a name to forbid, found no {dotted}")
    below = [name for name in sys.modules if name.startswith(f"{dotted}.")]
    sys.modules.update(dict.fromkeys([dotted, *below]))  # type: ignore[arg-type]
    if thing is not None and parent is not None:
        delattr(parent, name)


def _forbid_operation(name: str, trap: Any) -> None:
    """Let an operation raise however it is reached, as by `torch.ops` or `torch._VF`.

    Only one that nothing else leads to: neither a method or operator of tensors nor
    other operations, which call those with kernels of their own.
    """
    torch = sys.modules["torch"]
    operation = getattr(torch.ops.aten, name, None)
    if operation is None or hasattr(torch.Tensor, name):
        return
    key, has_kernel = "CompositeImplicitAutograd", torch._C._dispatch_has_kernel
    library = torch.library.Library("aten", "IMPL")
    for overload in map(operation.__getattr__, operation.overloads()):
        known = has_kernel(overload.name())  # some are TorchScript's only
        if known and overload.has_kernel_for_dispatch_key(key):
            library.impl(overload, trap, key)
    OVERRIDES.append(library)


def _trap(dotted: str) -> Any:
    def use(*_: Any, **__: Any) -> NoReturn:
        raise ForbiddenError(dotted)

    return use


def _find(dotted: str) -> Any:
    """Return a module, or a class in one."""
    try:
        return importlib.import_module(dotted)
    except ModuleNotFoundError:
        path, _, name = dotted.rpartition(".")
        return getattr(_find(path), name, None) if path else None
