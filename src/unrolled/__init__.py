"""Unrolled: the package behind the book, the labs and the grader."""

__version__ = "0.1.0"
