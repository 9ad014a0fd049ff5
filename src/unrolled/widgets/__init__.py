r"""Widgets for the chapters: alive in a notebook, on the site and from disk.

They are loaded when they are asked for, so that the site can be built from
`unrolled.widgets.compose` on a machine without anywidget, matplotlib and torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .attention import AttentionInspector
    from .lstm_gates import LSTMGates
    from .mapping_types import MappingTypes
    from .one_hot import OneHotInspector
    from .unroll import Unroll

__all__ = [
    "AttentionInspector",
    "LSTMGates",
    "MappingTypes",
    "OneHotInspector",
    "Unroll",
]

_MODULES = {
    "AttentionInspector": "attention",
    "LSTMGates": "lstm_gates",
    "MappingTypes": "mapping_types",
    "OneHotInspector": "one_hot",
    "Unroll": "unroll",
}


def __getattr__(name: str):
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
