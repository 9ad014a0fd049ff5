import pytest

from unrolled.grading.similarity import pairs, shingles

LONG = """
def unroll(x, mask, W_xh, W_hh, b_h):
    batch, steps = mask.shape
    hidden = x.new_zeros(batch, len(W_hh))
    collected = x.new_zeros(batch, steps, len(W_hh))
    for t in range(steps):
        candidate = elman_step(x[:, t], hidden, W_xh, W_hh, b_h)
        keep = mask[:, t].unsqueeze(1).expand_as(candidate)
        hidden = torch.where(keep, candidate, hidden)
        collected[:, t] = hidden
    return collected
"""
RENAMED = '''
# my own work
def unroll(x, mask, W_xh, W_hh, b_h):
    """Runs it."""
    n, T = mask.shape  # sizes
    h = x.new_zeros(n, len(W_hh))

    out: "Tensor" = x.new_zeros(n, T, len(W_hh))
    for step in range(T):
        z = elman_step(x[:, step], h, W_xh, W_hh, b_h)
        k = mask[:, step].unsqueeze(1).expand_as(z)
        h = torch.where(k, z, h)
        out[:, step] = h
    return out
'''.replace('out: "Tensor"', "out")
OTHER = """
def unroll(x, mask, W_xh, W_hh, b_h):
    h, states = torch.zeros(x.shape[0], W_hh.shape[0], dtype=x.dtype), []
    for z, m in zip(x.unbind(1), mask.unbind(1)):
        m = m.float()[:, None]
        h = m * elman_step(z, h, W_xh, W_hh, b_h) + (1 - m) * h
        states += [h]
    return torch.stack(states, 1)
"""
SHORT = "def f(x, h):\n    return torch.tanh(x + h)\n"
NOTHING = frozenset()


def test_names_comments_and_docstrings_do_not_matter():
    assert shingles(LONG) == shingles(RENAMED)


@pytest.mark.parametrize("source", [SHORT, "", "not python", "(" * 500])
def test_short_answers_and_other_text_have_no_features(source):
    assert shingles(source) == NOTHING


def test_what_was_given_is_no_sign():
    assert shingles(LONG, stub=LONG) == NOTHING


def classmates(n):
    """Answers that have nothing in common."""
    return {f"s{i}": frozenset(range(100 * i, 100 * i + 80)) for i in range(n)}


def test_a_pair_is_found_with_the_share_of_the_class():
    answers = classmates(18) | {"ada": shingles(LONG), "bo": shingles(RENAMED)}
    (pair,) = pairs("unroll", answers, shingles(OTHER))
    assert (pair.students, pair.share, pair.of) == (("ada", "bo"), 2, 20)


def test_one_changed_line_does_not_hide_a_copy():
    changed = LONG.replace("return collected", "return 1 * collected")
    answers = {"ada": shingles(LONG), "bo": shingles(changed)}
    assert pairs("unroll", answers, NOTHING)


def test_other_ways_to_write_it_are_no_pair():
    answers = {"ada": shingles(LONG), "bo": shingles(OTHER)}
    assert pairs("unroll", answers, NOTHING) == []


def test_what_many_have_is_no_sign():
    many = {f"m{i}": shingles(LONG) for i in range(5)}
    assert pairs("unroll", classmates(15) | many, NOTHING) == []


def test_what_equals_the_solution_is_no_sign():
    answers = {"ada": shingles(LONG), "bo": shingles(RENAMED)}
    assert pairs("unroll", answers, shingles(LONG)) == []
