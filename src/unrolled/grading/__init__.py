"""Grading: from a folder of submissions to marks, feedback and gradebooks.

`submission` reads what students sent and takes nothing but their answers; `sandbox`
runs each answer in a jailed process of its own; `judge` lets nbval compare what the
hidden check printed with what the reference printed; `report` tells the teacher and
each student.
"""


class GradingError(Exception):
    """Bad input to the grader; the message says what was expected and what to do."""


class StoppedError(Exception):
    """Ctrl-C; the message says what is kept and how to go on."""
