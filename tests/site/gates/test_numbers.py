"""The numbers in the page are PyTorch's, whatever the reader sets by hand."""

import math
import re

import pytest
from playwright.sync_api import expect

NUMBER = re.compile(r"(?<![\w.])[−-]?\d+\.\d+")


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in NUMBER.findall(text)]


def test_every_case_shows_what_pytorch_computes(open_page, cases):
    for k, case in enumerate(cases):
        open_page(k).assert_shows(case)


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_gate_set_by_hand_changes_what_comes_after(
    open_page, serve, folder, cases, scheme
):
    reader = open_page(home=serve(folder) if scheme == "http" else None)
    page = reader.page
    page.get_by_label("Unit", exact=True).select_option("1")
    reader.assert_shows(cases[0] | {"unit": 1})
    for step, value in ((3, "0.25"), (5, "1")):
        for _ in range(2):
            reader.button("Step").click()
        reader.gate("forget").fill(value)
        expect(reader.text("status")).to_contain_text(f"Step {step} of 6")
    reader.assert_shows(cases[1])
    expect(page.locator(".lstm-valve[data-set]")).to_have_count(3)  # and by the slider
    page.get_by_label("in all units").check()
    reader.assert_shows(cases[2])
    reader.button("Reset gates").click()
    reader.assert_shows(cases[0] | {"unit": 1})
    expect(page.locator("[data-set]")).to_have_count(0)


def test_the_presets_hold_the_forget_gate(reader, cases):
    reader.page.get_by_label("Unit", exact=True).select_option("2")
    for name, k in (("closed", 3), ("open", 4), ("as computed", 0)):
        reader.radio(name).check()
        reader.assert_shows(cases[k] | {"unit": 2})
        expect(reader.radio(name)).to_be_checked()
    reader.gate("forget").fill("0.5")
    assert reader.page.locator("input:checked").count() == 0


def test_what_is_set_belongs_to_its_unit(reader, cases):
    reader.radio("closed").check()
    reader.page.get_by_label("Unit", exact=True).select_option("1")
    reader.assert_shows(cases[0] | {"unit": 1})
    reader.page.get_by_label("in all units").check()
    reader.radio("closed").check()
    reader.page.get_by_label("Unit", exact=True).select_option("2")
    assert not reader.column("f").any()


def test_the_equations_and_sentences_hold_the_numbers_of_the_step(reader, cases):
    reader.button("Step").click()
    c_line, h_line = reader.text("equation").all_inner_texts()
    f, before, i, g, c = numbers(c_line)
    assert abs(f * before + i * g - c) < 0.02
    o, squashed, h = numbers(h_line)
    assert abs(o * squashed - h) < 0.02 and abs(math.tanh(c) - squashed) < 0.011
    expected = cases[0]["expected"]
    assert abs(c - expected["c"][1][0]) < 0.006
    assert abs(h - expected["h"][1][0]) < 0.006
    expect(reader.text("status")).to_contain_text("Step 2 of 6 reads")
    answer = reader.text("effect").inner_text()
    best = max(expected["y"])
    k = expected["y"].index(best)
    assert answer.endswith(f"answers “class {k}” with probability {best:.2f}.")


def test_the_answer_before_and_after_is_said(open_page, cases):
    said = open_page(5).text("effect").inner_text()
    assert said.startswith("Set by hand in all units: forget gate 0.00 at all steps")
    for k in (5, 0):
        assert f"with probability {max(cases[k]['expected']['y']):.2f}" in said


def test_valves_open_as_far_as_the_gate(open_page):
    reader = open_page(5)
    plates = reader.page.locator(".lstm-step [data-gate=f] .lstm-plate")
    assert {p.get_attribute("height") for p in plates.all()} == {"48"}
    reader.radio("open").check()
    assert {p.get_attribute("height") for p in plates.all()} == {"0"}


def test_under_a_live_kernel_both_sides_hear_each_other(
    open_page, serve, folder, cases, live_model
):
    reader = open_page(home=serve(folder))
    page = reader.page
    page.evaluate(live_model, "lstm_gates")
    changes = {"unit": 1, "overrides": cases[1]["overrides"]}
    for name, value in changes.items():
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    reader.assert_shows(cases[1])
    assert page.evaluate("model.saved") == 0
    reader.gate("output").fill("0.4")
    assert page.evaluate("model.saved") == 1
    assert page.evaluate("model.get('overrides').o") == [0.4, *[None] * 5]
    page.evaluate("stop()")
    assert page.evaluate("model.listeners()") == 0
