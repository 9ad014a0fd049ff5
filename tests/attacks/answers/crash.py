# Reads where there is nothing.
import ctypes


def double(x):
    return ctypes.string_at(0)
