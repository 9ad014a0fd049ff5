# An exception that does not come to an end when it is looked at.
class Hostile(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def double(x):
    raise Hostile
