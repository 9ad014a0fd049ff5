# A result that is slow to compare: many lines, all alike.
class Slow:
    def __repr__(self):
        return "\n".join("abcdefghij" * 3 + str(i % 7) for i in range(500))


def double(x):
    return Slow()
