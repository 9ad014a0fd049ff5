# A loop that never comes back to Python.
import re


def double(x):
    return re.match("(a*)*b", "a" * 40)
