"""Notebooks as data: tags, set-up cells, normal form, labs, running."""


class CourseError(Exception):
    """Bad input; the message is one line: what was expected, what came, what to do."""
