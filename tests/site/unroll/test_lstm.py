"""The LSTM as a cell of Unroll: c beside h, and the gates of the unit looked at."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

TEXT = 'x = "hi" + y'


@pytest.fixture
def reader(open_page):
    return open_page("lstm")


def read_numbers(text: str) -> list[float]:
    found = re.findall(r"([+−]? ?)(\d+\.\d+)", text)
    return [float(sign.replace("−", "-").replace(" ", "") + n) for sign, n in found]


def test_numbers_equal_pytorchs_before_and_after_an_edit(reader, lstm_answer):
    reader.assert_shows(lstm_answer())
    reader.type_symbol(4, "z")
    edited = TEXT.replace('"', "z", 1)
    reader.assert_shows(lstm_answer(edited))
    for name in ("h", "c"):
        assert np.abs(lstm_answer()[name] - lstm_answer(edited)[name]).max() > 0.02


def test_an_absent_input_and_a_mapping_type_equal_pytorch(reader, lstm_answer):
    reader.page.get_by_label("Mapping type").select_option("one-to-many")
    reader.assert_shows(lstm_answer(reads=[True] + [False] * 11))


def test_an_edit_says_how_c_and_h_of_the_unit_change(reader, lstm_answer):
    reader.node("c-4-3").click()
    reader.type_symbol(4, "z")
    runs = lstm_answer(), lstm_answer(TEXT.replace('"', "z", 1))
    for name, small in (("c", "c₅[3]"), ("h", "h₅[3]")):
        before, after = (f"{run[name][4, 3]:.2f}".replace("-", "−") for run in runs)
        expect(reader.status).to_contain_text(f"{small}: {before} → {after}")


def test_arrow_keys_walk_through_h_and_then_c(reader, lstm_answer):
    reader.press("Tab", "Home", *["ArrowUp"] * 8)
    expect(reader.page.locator('[data-node^="h-0"]:focus')).to_have_count(1)
    reader.press(*["ArrowDown"] * 16)
    expect(reader.node("x-0")).to_be_focused()
    reader.press("ArrowUp", "ArrowRight")
    expect(reader.node("c-1-7")).to_be_focused()
    value = f"{lstm_answer()['c'][1, 7]:.2f}".replace("-", "−")
    expect(reader.node("c-1-7")).to_have_attribute("aria-label", f"c₂ unit 7: {value}")
    described = reader.page.locator(".unroll-panel .unroll-hidden")
    expect(described).to_contain_text(f"c₂[7] [{value}] =")
    expect(described).to_contain_text("f₂ = σ (")


def test_the_cell_states_equation_adds_up(reader, lstm_answer):
    reader.node("c-6-3").hover()
    texts = reader.equation.locator("b").all_inner_texts()
    value, f, before, i, g = [float(text.replace("−", "-")) for text in texts]
    assert abs(f * before + i * g - value) < 0.02
    run = lstm_answer()
    exact = [run["c"][6, 3], run["f"][6, 3], run["c"][5, 3]]
    exact += [run["i"][6, 3], run["g"][6, 3]]
    np.testing.assert_allclose([value, f, before, i, g], exact, atol=0.006)


def test_the_hidden_states_equation_adds_up(reader, lstm_answer):
    reader.node("h-6-3").hover()
    texts = reader.equation.locator("b").all_inner_texts()
    value, o, c = [float(text.replace("−", "-")) for text in texts]
    assert abs(o * np.tanh(c) - value) < 0.01
    assert abs(value - lstm_answer()["h"][6, 3]) < 0.006


def test_each_gate_of_the_unit_has_its_numbers_and_a_bar(reader, lstm_answer):
    reader.node("c-6-3").hover()
    lines = reader.page.locator(".unroll-gate:has([data-gate])")
    expect(lines).to_have_count(4)
    for gate, line in zip("ifgo", lines.all(), strict=True):
        x, b, h, value = read_numbers(line.inner_text().split("(")[1])
        squash = np.tanh if gate == "g" else lambda z: 1 / (1 + np.exp(-z))
        exact = lstm_answer()[gate][6, 3]
        assert abs(squash(x + b + h) - value) < 0.015
        assert abs(value - exact) < 0.006
        bar = line.locator(".unroll-open")
        assert f"{100 * abs(exact):.1f}%" == bar.evaluate("e => e.style.width")
        assert (bar.get_attribute("data-sign") == "minus") == (exact < 0)


def test_the_bars_in_the_graph_are_the_gates_of_the_looked_at_unit(reader, lstm_answer):
    for unit in (2, 5):
        reader.node(f"h-3-{unit}").hover()
        bars = reader.page.locator(".unroll-column .unroll-open")
        heights = bars.evaluate_all("es => es.map(e => e.height.baseVal.value / 22)")
        exact = [np.abs(lstm_answer()[gate][:, unit]) for gate in "ifgo"]
        np.testing.assert_allclose(np.reshape(heights, (12, 4)).T, exact, atol=1e-3)


def test_pointing_at_the_bars_explains_the_unit_there(reader):
    reader.node("h-3-5").hover()
    reader.page.locator(".unroll-valves").nth(8).hover()
    expect(reader.node("c-8-5")).to_have_attribute("data-selected", "")


def test_backward_shows_what_flows_through_h_and_through_c(reader, lstm_answer):
    reader.page.get_by_role("slider").press("Home")
    for _ in range(12 + 3):
        reader.button("Step").click()
    for edge in ("hh", "cc"):
        edges = reader.page.locator(f'[data-edge^="{edge}-"][data-backward]')
        expect(edges).to_have_count(3)
    run = lstm_answer()
    said = re.findall(r"‖ = ([\d.e-]+) \(", reader.status.inner_text())
    exact = [run["dh"][9], run["dc"][9]]
    np.testing.assert_allclose([float(n) for n in said], exact, atol=6e-3)
    terms = reader.page.locator(".unroll-gradient b").all_inner_texts()
    whole, *parts = [float(text.replace("−", "-")) for text in terms]
    assert len(parts) == 2 and abs(sum(parts) - whole) < 0.011


def test_a_forward_step_says_what_the_unit_keeps_and_adds(reader, lstm_answer):
    reader.node("c-5-2").click()
    reader.page.get_by_role("slider").press("ArrowLeft")
    run = lstm_answer()
    keeps, adds = (round(100 * run[gate][10, 2]) for gate in "fi")
    expect(reader.status).to_contain_text(f"Unit 2 keeps {keeps} % of c₁₀")
    expect(reader.status).to_contain_text(f"adds {adds} % of")


def test_without_javascript_the_picture_stands(open_page):
    page = open_page("lstm", ready=False, java_script_enabled=False).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_visible()
    assert "An LSTM cell, folded and unrolled" in picture.get_attribute("alt")
