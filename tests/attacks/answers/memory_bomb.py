# 8 GB, 64 MB at a time.
held = []
for _ in range(8 * 16):
    held.append(b"x" * (1 << 26))


def double(x):
    return x
