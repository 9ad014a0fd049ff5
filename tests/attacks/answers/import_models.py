# The course's own models would be answers to some exercises.
from unrolled.models import elman


def double(x):
    return 2 * x if elman else x
