"""Figures show the numbers that they are given."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from unrolled import plots


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def test_every_character_has_its_colour():
    values = [[0, 0.5, 1], [1]]
    ax = plots.coloured_text(plots.new(), ["abc", "d"], values)
    assert [t.get_text() for t in ax.texts] == list("abcd")
    alphas = [patch.get_alpha() for patch in ax.patches]
    assert alphas[0] == 0 and alphas[1] < alphas[2] == alphas[3] <= 1


def test_a_line_with_too_few_values_is_refused():
    with pytest.raises(ValueError, match="zip"):
        plots.coloured_text(plots.new(), ["abc"], [[0, 1]])


def test_states_are_drawn_one_column_a_step():
    h = np.linspace(-1, 1, 6).reshape(3, 2)
    ax = plots.states(plots.new(), h, "xyz")
    np.testing.assert_array_equal(ax.images[0].get_array(), h.T)
    assert [t.get_text() for t in ax.get_xticklabels()] == list("xyz")


def test_values_are_drawn_at_their_steps():
    ax = plots.by_step(plots.new(), [1.0, 3.0, 2.0], "error")
    x, y = ax.lines[0].get_data()
    assert list(x) == [0, 1, 2] and list(y) == [1, 3, 2]
    plots.legend(ax)
    assert ax.get_legend().get_texts()[0].get_text() == "error"


def test_the_unrolled_graph_shows_the_same_weights_at_every_step():
    texts = [t.get_text() for t in plots.unrolled_graph(plots.new(), T=3).texts]
    assert texts.count("$W_{hh}$") == texts.count("$W_{xh}$") == 4  # folded, and 3
    assert {"$x_t$", "$h_0$", "$h_3$", "$y_1$"} <= set(texts)
