"""The numbers in the page are PyTorch's, whatever the reader changes."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

TEXT = 'x = "hi" + y'
TARGETS = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_numbers_equal_pytorchs_before_and_after_an_edit(
    open_page, serve, folder, answer, scheme
):
    reader = open_page(home=serve(folder) if scheme == "http" else None)
    reader.assert_shows(answer())
    reader.type_symbol(4, "z")
    edited = TEXT.replace('"', "z", 1)
    reader.assert_shows(answer(edited))
    assert np.abs(answer()["h"] - answer(edited)["h"]).max() > 0.1


MAPPINGS = {
    "many-to-many": ([True] * 12, [True] * 12),
    "many-to-one": ([True] * 12, [False] * 11 + [True]),
    "one-to-many": ([True] + [False] * 11, [True] * 12),
}


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_each_mapping_type_equals_pytorch(reader, answer, mapping):
    reader.page.get_by_label("Mapping type").select_option(mapping)
    reads, counts = MAPPINGS[mapping]
    reader.assert_shows(answer(reads=reads, counts=counts))
    assert reader.page.locator("[data-unread]").count() == 12 - sum(reads)
    assert reader.page.locator("[data-uncounted]").count() == 12 - sum(counts)


def test_one_to_one_is_a_single_step(reader, answer):
    mapping = reader.page.get_by_label("Mapping type")
    mapping.select_option("one-to-one")
    reader.assert_shows(answer("x"))
    reader.button("More steps").click(force=True)
    mapping.select_option("many-to-many")
    reader.assert_shows(answer())


def test_the_number_of_steps_can_change_and_come_back(reader, answer):
    for _ in range(3):
        reader.button("Fewer steps").click()
    reader.assert_shows(answer(TEXT[:9]))
    for _ in range(7):
        reader.button("More steps").click()
    longest = answer(TEXT + " " * 4, [*TARGETS, 0, 0, 0, 0])
    reader.assert_shows(longest)
    reader.button("More steps").click(force=True)
    reader.assert_shows(longest)


def test_a_target_can_be_switched(reader, answer):
    reader.node("target-5").click()
    reader.assert_shows(answer(targets=[*TARGETS[:5], 0, *TARGETS[6:]]))


def test_reset_undoes_everything(reader, answer):
    reader.type_symbol(0, "q")
    reader.node("target-0").click()
    reader.button("Fewer steps").click()
    reader.page.get_by_label("Mapping type").select_option("one-to-many")
    reader.button("Reset").click()
    reader.assert_shows(answer())
    expect(reader.page.get_by_label("Mapping type")).to_have_value("many-to-many")


def test_a_symbol_outside_the_vocabulary_is_refused_kindly(reader, answer):
    reader.node("x-3").click()
    reader.page.get_by_label("Symbol at step 4").fill("é")
    said = reader.page.locator(".unroll-message")
    expect(said).to_contain_text("“é” is not among the 96 symbols")
    expect(said).to_contain_text("still reads “␣”")
    reader.assert_shows(answer())
    reader.page.get_by_label("Pick a symbol").select_option("\n")
    expect(reader.node("x-3")).to_contain_text("⏎")
    reader.press("Escape")
    expect(reader.node("x-3")).to_be_focused()
    reader.assert_shows(answer(TEXT[:3] + "\n" + TEXT[4:]))


def test_stepping_goes_forward_and_then_backward(reader, answer):
    reader.page.get_by_role("slider").press("Home")
    for _ in range(12):
        reader.button("Step").click()
    expect(reader.status).to_contain_text("Step 12 of 12")
    assert reader.page.locator("[data-backward]").count() == 0
    for _ in range(3):
        reader.button("Step").click()
    edges = reader.page.locator('[data-edge^="hh-"][data-backward]')
    expect(edges).to_have_count(3)
    said = re.search(r"‖ = ([\d.e-]+) \(", reader.status.inner_text())[1]
    assert abs(float(said) - answer()["dh"][9]) < 6e-3
    widths = reader.page.locator("[data-backward] line").evaluate_all(
        "lines => lines.map(line => Number(line.getAttribute('stroke-width')))"
    )
    assert max(widths) > 2 * min(widths) > 0
    reader.button("Step back").click()
    expect(edges).to_have_count(2)


@pytest.mark.parametrize("key", ["h-0-0", "h-6-3", "y-2"])
def test_the_equation_of_a_node_adds_up(reader, answer, key):
    reader.node(key).hover()
    terms = reader.equation.locator("b").all_inner_texts()
    value, *rest = [float(text.replace("−", "-")) for text in terms]
    squash = np.tanh if key.startswith("h") else lambda z: 1 / (1 + np.exp(-z))
    assert abs(squash(sum(rest)) - value) < 0.02
    kind, *place = key.split("-")
    assert abs(value - answer()[kind][tuple(map(int, place))]) < 0.006


def test_under_a_live_kernel_both_sides_hear_each_other(
    open_page, serve, folder, answer, live_model
):
    reader = open_page(home=serve(folder))
    page = reader.page
    page.evaluate(live_model, "unroll")
    reader.type_symbol(0, "q")
    assert page.evaluate("model.saved") == 1
    assert page.evaluate("model.get('tokens')[0]") == "q"
    short = {"tokens": ["a", "b"], "targets": [1, 0], "mask": [True, True]}
    for name, value in short.items():  # a kernel sends them one by one
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    reader.assert_shows(answer("ab", [1, 0]))
    page.evaluate("stop()")
    assert page.evaluate("model.listeners()") == 0
