r"""What check cells call: messages that teach, claims with their numbers.

Visible checks use ``call``, ``check_shape``, ``check_close``, ``passed``; hidden checks
only ``draw`` and ``show``; chapters also ``check_parity`` and ``claim``.
"""

from unrolled.checks.claims import ClaimError, claim
from unrolled.checks.hidden import draw, show, statistics
from unrolled.checks.visible import (
    CheckError,
    call,
    check_close,
    check_dtype,
    check_parity,
    check_shape,
    numbers,
    passed,
)

__all__ = [
    "CheckError",
    "ClaimError",
    "call",
    "check_close",
    "check_dtype",
    "check_parity",
    "check_shape",
    "claim",
    "draw",
    "numbers",
    "passed",
    "show",
    "statistics",
]
