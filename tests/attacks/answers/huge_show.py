# A result whose text is long.
def double(x):
    return list(range(1_000_000))
