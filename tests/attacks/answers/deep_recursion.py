# Recursion until the stack is full.
import sys

sys.setrecursionlimit(1 << 30)


def double(x):
    return double(x)
