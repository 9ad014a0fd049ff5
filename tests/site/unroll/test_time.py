"""One time axis: forward to the loss, then backward to the first step."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect


@pytest.fixture
def slider(reader):
    return reader.page.get_by_role("slider")


@pytest.fixture
def clock(reader):
    """Stop the page's time; run_for moves it."""
    reader.page.clock.install(time=0)
    reader.page.clock.pause_at(60_000)
    return reader.page.clock


def test_the_page_opens_at_the_loss_with_all_steps_forward(reader, slider):
    expect(slider).to_have_value("12")
    expect(slider).to_have_attribute("max", "24")
    expect(reader.page.locator(".unroll-scale span")).to_have_text(
        ["forward", "loss", "backward"]
    )
    expect(reader.page.locator("[data-pending]")).to_have_count(0)


def test_next_from_the_first_view_goes_backward_and_previous_forward(reader, slider):
    reader.button("Step").click()
    expect(reader.status).to_contain_text("Backward, step 12")
    expect(slider).to_have_value("13")
    reader.button("Step back").click()
    expect(reader.status).to_contain_text("Step 12 of 12")
    expect(reader.status).to_contain_text("All steps are read: L =")
    reader.button("Step back").click()
    expect(reader.status).to_contain_text("Step 11 of 12")


@pytest.mark.parametrize(
    ("key", "stuck", "free"),
    [("End", "Step", "Step back"), ("Home", "Step back", "Step")],
)
def test_the_axis_has_two_ends_and_no_wrap(reader, slider, key, stuck, free):
    slider.press(key)
    place = slider.input_value()
    expect(reader.button(stuck)).to_have_attribute("aria-disabled", "true")
    expect(reader.button(free)).to_have_attribute("aria-disabled", "false")
    reader.button(stuck).click(force=True)
    expect(slider).to_have_value(place)
    reader.button(free).click()
    expect(reader.button(stuck)).to_have_attribute("aria-disabled", "false")


def test_playing_starts_at_nothing_and_can_be_paused(reader, clock):
    reader.button("Play").click()
    expect(reader.status).to_contain_text("Nothing is read yet")
    clock.run_for(3100)
    expect(reader.status).to_contain_text("Step 3 of 12")
    reader.button("Pause").click()
    clock.run_for(5000)
    expect(reader.status).to_contain_text("Step 3 of 12")
    reader.button("Play").click()
    expect(reader.status).to_contain_text("Step 4 of 12")


def test_playing_rests_at_the_loss_and_ends_at_the_first_step(reader, clock, slider):
    slider.press("Home")
    reader.button("Play").click()
    clock.run_for(11_100)
    expect(reader.status).to_contain_text("Step 12 of 12")
    clock.run_for(1500)
    expect(reader.status).to_contain_text("Step 12 of 12")
    clock.run_for(1000)
    expect(reader.status).to_contain_text("Backward, step 12")
    clock.run_for(30_000)
    expect(reader.status).to_contain_text("Backward, step 1:")
    reader.button("Play").click()
    expect(slider).to_have_value("0")


@pytest.mark.parametrize("wide", [900, 380])
@pytest.mark.parametrize("cell", ["light", "lstm"])
def test_nothing_below_moves_when_time_does(open_page, wide, cell):
    reader = open_page(cell, wide=wide)
    card = reader.page.locator(".unroll")
    heights = {card.bounding_box()["height"]}
    reader.page.get_by_role("slider").press("Home")
    for _ in range(24):
        reader.button("Step").click()
        heights.add(card.bounding_box()["height"])
    assert len(heights) == 1


def test_the_backward_pass_explains_its_numbers(reader, slider):
    legend = reader.page.get_by_text("Numbers on arrows: size (norm) of the gradient")
    total = reader.page.get_by_text("Σ over steps so far", exact=True)
    for shown in (legend, total):
        expect(shown).to_be_hidden()
    slider.press("End")
    for shown in (legend, total):
        expect(shown).to_be_visible()


def test_the_folded_arrows_turn_round_with_the_pass(reader, slider):
    folded = reader.page.locator(".unroll-folded")
    lines = folded.locator("line").evaluate_all

    def downward() -> list[bool]:
        ends = "es => es.map(e => e.getAttribute('y2') - e.getAttribute('y1') > 0)"
        return lines(ends)

    loop = folded.locator("g.unroll-whh:has(path)")
    assert downward() == [False, False, False, True]  # the last: target to loss
    expect(loop).not_to_have_attribute("transform", re.compile("matrix"))
    slider.press("End")
    assert downward() == [True] * 4
    expect(loop).to_have_attribute("transform", re.compile("matrix"))


def test_the_first_explained_unit_follows_the_targets(reader, answer):
    targets = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]
    states = answer()["h"]
    sizes = [abs(np.corrcoef(states[:, unit], targets)[0, 1]) for unit in range(8)]
    unit = sizes.index(max(sizes))
    expect(reader.page.locator(".unroll-panel")).to_contain_text(f"Unit {unit} of")
