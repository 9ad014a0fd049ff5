"""After a change the page says what changed, where to look, and what did not change."""

import pytest
from playwright.sync_api import expect

TEXT = 'x = "hi" + y'
HINT = "Inputs changed; targets are still those of the original line."


@pytest.fixture
def hint(reader):
    return reader.page.get_by_text(HINT)


def assert_stale(reader, stale: bool) -> None:
    """All targets are outlined, and their row says whose they are, or neither."""
    page = reader.page
    assert page.locator(".unroll-stale:visible").count() == (12 if stale else 0)
    assert page.get_by_text("(original line)").is_visible() == stale
    assert page.get_by_text(HINT).is_visible() == stale


def test_a_changed_input_leaves_the_targets_to_the_original_line(reader):
    assert_stale(reader, False)
    reader.type_symbol(4, "x")
    assert_stale(reader, True)
    expect(reader.node("target-0")).to_have_attribute(
        "aria-label", "target of the original line at step 1: 0, press to switch"
    )
    reader.button("Reset").click()
    assert_stale(reader, False)


def test_a_flipped_target_is_the_readers_own(reader):
    reader.type_symbol(4, "x")
    reader.node("target-5").click()
    assert_stale(reader, False)


def test_the_original_symbol_makes_the_targets_right_again(reader):
    reader.type_symbol(4, "x")
    reader.type_symbol(4, '"')
    assert_stale(reader, False)


def test_an_edit_says_where_to_look(reader, answer):
    before, after = answer(), answer(TEXT.replace('"', "x", 1))
    reader.type_symbol(4, "x")
    said = reader.status.inner_text()
    assert 'Step 5 now reads “x” instead of “"”' in said
    assert f"ŷ₅: {before['y'][4]:.2f} → {after['y'][4]:.2f}" in said
    totals = [run["loss"].sum() for run in (before, after)]
    places = [2 if total < 10 else 1 for total in totals]
    sums = [f"{t:.{p}f}" for t, p in zip(totals, places, strict=True)]
    assert "L:\xa0{}\xa0→\xa0{}.".format(*sums) in said


def test_a_step_in_time_ends_what_is_said_of_an_edit(reader):
    reader.type_symbol(4, "x")
    reader.button("Step back").click()
    expect(reader.status).to_contain_text("Step 11 of 12: the cell reads")


def test_an_edit_ahead_of_the_current_step_gives_nothing_away(reader):
    reader.page.get_by_role("slider").press("Home")
    reader.type_symbol(4, "x")
    expect(reader.status).to_contain_text("the cell has not come to it yet")
    expect(reader.status).not_to_contain_text("ŷ")


def test_a_flip_says_what_it_costs(reader, answer):
    reader.node("target-5").click()
    before = answer()["loss"][5]
    expect(reader.status).to_contain_text("The target at step 6 is now 0. Its loss:")
    expect(reader.status).to_contain_text(f"{before:.2f} → ")


def test_more_and_fewer_steps_say_what_came_and_went(reader):
    reader.button("More steps").click()
    expect(reader.status).to_contain_text("Step 13 is added at the end")
    expect(reader.status).to_contain_text("reads “␣”, target 0")
    reader.button("Fewer steps").click()
    reader.button("Fewer steps").click()
    expect(reader.status).to_contain_text("Step 12, “y”, is taken away")
    reader.button("More steps").click()
    expect(reader.status).to_contain_text("reads “y”, target 0")


def test_an_added_step_is_scrolled_to(open_page):
    reader = open_page(wide=380, reduced_motion="reduce")
    reader.button("More steps").click()
    where = reader.page.locator(".unroll-graph .unroll-scroll").bounding_box()
    column = reader.node("x-12").bounding_box()
    assert where["x"] < column["x"] < where["x"] + where["width"] - column["width"]


NOTES = {
    "many-to-many": "answers at every step.",
    "many-to-one": "only the last answer counts.",
    "one-to-many": "(x = 0), which it never saw.",
    "one-to-one": "a single step, so nothing recurs.",
}


@pytest.mark.parametrize("mapping", NOTES)
def test_a_mapping_type_is_explained_and_honest(reader, mapping):
    reader.page.get_by_label("Mapping type").select_option(mapping)
    note = reader.page.locator(".unroll-note")
    assert note.inner_text().endswith(NOTES[mapping])
    warned = "was trained many‑to‑many" in note.inner_text()
    assert warned == (mapping == "one-to-many")


def test_an_absent_input_is_not_the_character_0(reader):
    reader.page.get_by_label("Mapping type").select_option("one-to-many")
    absent = reader.node("x-3")
    assert absent.locator("text").text_content() == "–"
    assert absent.locator("title").text_content() == "no input: x_t = 0"
    box = absent.locator(".unroll-box")
    dashes = box.evaluate("e => getComputedStyle(e).strokeDasharray")
    assert dashes == "3px, 3px"
    cells = reader.page.locator("[data-table=forward] td[data-key=x]")
    assert cells.all_text_contents() == ["x"] + ["–"] * 11


def test_the_list_of_symbols_follows_what_is_typed(reader):
    reader.node("x-3").click()
    reader.page.get_by_label("Symbol at step 4").fill("k")
    expect(reader.page.get_by_label("Pick a symbol")).to_have_value("k")


def test_the_editor_leaves_graph_status_and_time_in_view(open_page):
    reader = open_page(wide=1280)
    reader.node("x-5").click()
    editor = reader.page.locator(".unroll-editor").bounding_box()
    for part in (".unroll-graph", ".unroll-status", ".unroll-controls"):
        box = reader.page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= editor["y"]


FRAMES = """() => [...document.querySelectorAll(".unroll-unrolled .unroll-node")]
    .filter((node) => [...node.children].some((shape) => {
        const { stroke, strokeWidth } = getComputedStyle(shape);
        const frame = shape.matches(".unroll-hit, .unroll-box, .unroll-chip");
        return frame && stroke !== "none" && parseFloat(strokeWidth) > 1;
    })).map((node) => node.dataset.node)"""


def test_after_a_keyboard_edit_there_is_one_frame(reader, in_lab):
    page = reader.page
    in_lab(page)
    assert len(page.evaluate(FRAMES)) == 1
    reader.node("h-6-3").hover()
    assert page.evaluate(FRAMES) == ["h-6-3"]
    reader.press("Tab", "End", *["ArrowDown"] * 8, "Enter", "k", "Enter")
    assert page.evaluate(FRAMES) == ["x-11"]
    reader.node("h-6-3").hover()  # the focus stays, and so does its frame
    assert page.evaluate(FRAMES) == ["x-11"]
