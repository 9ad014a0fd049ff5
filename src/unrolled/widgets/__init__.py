r"""Widgets for the chapters: alive in a notebook, on the site and from disk.

`Unroll` is loaded when it is asked for, so that the site can be built from
`unrolled.widgets.compose` on a machine without anywidget, matplotlib and torch.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .unroll import Unroll

__all__ = ["Unroll"]


def __getattr__(name: str):
    if name != "Unroll":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .unroll import Unroll

    return Unroll
