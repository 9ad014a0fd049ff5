r"""What check cells call: messages that teach, claims with their numbers.

Visible checks use ``call``, the ``check_`` functions, ``numbers``, ``passed``; hidden
checks only ``draw`` and ``show``; chapters also ``claim``.
"""

from unrolled.checks.claims import ClaimError, claim
from unrolled.checks.gradients import check_gradient, check_parity
from unrolled.checks.hidden import draw, show, statistics
from unrolled.checks.visible import (
    CheckError,
    NotWrittenError,
    call,
    check_close,
    check_dtype,
    check_parts,
    check_shape,
    numbers,
    passed,
)

__all__ = [
    "CheckError",
    "ClaimError",
    "NotWrittenError",
    "call",
    "check_close",
    "check_dtype",
    "check_gradient",
    "check_parity",
    "check_parts",
    "check_shape",
    "claim",
    "draw",
    "numbers",
    "passed",
    "show",
    "statistics",
]
