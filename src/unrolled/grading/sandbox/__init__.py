"""Run answers that are not trusted: one jailed process each, torch imported once.

The grader starts a zygote (`zygote`) at the best level that holds (`selftest`). The
zygote imports torch and forks a stage per exercise, which runs the trusted cells before
it. Each check is a fork of its stage that locks itself in (`levels`, and `namespaces`,
`landlock`, `seccomp`, `limits`), then reads one answer and runs it (`check`). The
grader talks to servers through `box` and to checks through `running`.

Promised at "namespaces" and "landlock": an answer reads no file but Python's own and
the lab's data, writes none, reaches no network and no other process, never sees another
answer, and is gone when its check is over. Not promised: to withstand faults of the
kernel, or to hide how long a check takes.
"""

from unrolled.grading.sandbox.box import Sandbox
from unrolled.grading.sandbox.running import Outcome, Request, run_all
from unrolled.grading.sandbox.selftest import best_level, describe, verify

__all__ = [
    "Outcome",
    "Request",
    "Sandbox",
    "best_level",
    "describe",
    "run_all",
    "verify",
]
