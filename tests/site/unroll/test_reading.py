"""A reader can use the widget by keyboard, by touch, in the dark and on paper."""

import pytest
from playwright.sync_api import expect

TEXT = 'x = "hi" + y'
TARGETS = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]


@pytest.fixture
def tab_to(reader):
    """Return a function that presses Tab until a control has the focus."""

    def press(control):
        for _ in range(14):
            reader.press("Tab")
            if control.evaluate("e => e === document.activeElement"):
                return
        pytest.fail(f"Tab does not reach {control}")

    return press


def test_arrow_keys_walk_over_the_nodes_and_explain_them(reader, answer):
    reader.press("Tab")
    expect(reader.page.locator(".unroll-node:focus")).to_have_count(1)
    reader.press("Home", *["ArrowDown"] * 8, "ArrowRight")
    expect(reader.node("x-1")).to_be_focused()
    reader.press("ArrowUp")
    expect(reader.node("h-1-7")).to_be_focused()
    value = f"{answer()['h'][1, 7]:.2f}".replace("-", "−")
    expect(reader.page.locator(".unroll-panel")).to_contain_text("h₂[7]")
    expect(reader.equation).to_contain_text(f"= {value}")
    reader.press("End", "ArrowRight")
    expect(reader.node("h-11-7")).to_be_focused()


def test_symbols_and_targets_change_by_keyboard(reader, answer):
    reader.press("Tab", "Home", *["ArrowDown"] * 8, "ArrowRight", "Enter")
    expect(reader.page.get_by_label("Symbol at step 2")).to_be_focused()
    reader.press("q", "Enter")
    expect(reader.node("x-1")).to_be_focused()
    reader.assert_shows(answer("xq" + TEXT[2:]))
    reader.press("k")  # straight onto a focused input
    reader.assert_shows(answer("xk" + TEXT[2:]))
    reader.press(*["ArrowUp"] * 11)
    expect(reader.node("target-1")).to_be_focused()
    reader.press(" ")
    reader.assert_shows(answer("xk" + TEXT[2:], [0, 1, *TARGETS[2:]]))


def test_every_control_works_by_keyboard(reader, tab_to, answer):
    tab_to(reader.button("Step"))
    reader.press("Enter")
    expect(reader.status).to_contain_text("Backward, step 12")
    tab_to(reader.page.get_by_role("slider"))
    reader.press("End")
    expect(reader.status).to_contain_text("Backward, step 1")
    reader.press("Home")
    expect(reader.status).to_contain_text("Nothing is read yet")
    tab_to(reader.page.get_by_label("Mapping type"))
    reader.press("ArrowDown")
    expect(reader.page.locator("[data-uncounted]")).to_have_count(11)
    tab_to(reader.button("Fewer steps"))
    reader.press("Enter")
    expect(reader.page.locator(".unroll-column")).to_have_count(11)
    tab_to(reader.button("Reset"))
    reader.press("Enter")
    reader.assert_shows(answer())
    tab_to(reader.page.locator("summary"))
    reader.press("Enter")
    expect(reader.page.locator("table").first).to_be_visible()


def test_touch_works_on_a_telephone(open_page, answer):
    reader = open_page(wide=380, has_touch=True)
    reader.node("h-2-4").tap()
    expect(reader.page.locator(".unroll-panel")).to_contain_text("h₃[4]")
    reader.node("target-2").tap()
    targets = [0, 0, 1, *TARGETS[3:]]
    reader.assert_shows(answer(targets=targets))
    reader.node("x-1").tap()
    reader.page.get_by_label("Symbol at step 2").fill("b")
    reader.assert_shows(answer("xb" + TEXT[2:], targets))


@pytest.mark.parametrize("cell", ["light", "lstm"])
def test_on_a_telephone_all_fits_and_can_be_hit(open_page, cell):
    page = open_page(cell, wide=380).page
    page.locator("summary").click()
    page.locator('[data-node="x-4"]').click()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 380
    controls = page.locator(".unroll :is(button, select, input[type=text]):visible")
    assert controls.count() == 10
    for control in controls.all():
        box = control.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44


def test_a_wide_graph_follows_the_step(open_page):
    reader = open_page(wide=380, reduced_motion="reduce")
    reader.page.get_by_role("slider").press("End")
    for _ in range(9):
        reader.button("Step back").click()
    where = reader.page.locator(".unroll-graph .unroll-scroll").bounding_box()
    column = reader.node("x-9").bounding_box()
    assert where["x"] < column["x"] < where["x"] + where["width"] - column["width"]


@pytest.mark.parametrize("wide", [900, 380])
@pytest.mark.parametrize("theme", ["light", "dark", "lstm", "lstm dark"])
def test_axe_finds_nothing_serious(open_page, axe, theme, wide):
    reader = open_page(theme, wide=wide, reduced_motion="reduce")
    reader.page.get_by_role("slider").press("End")
    reader.page.locator("summary").click()
    reader.node("x-1").click()
    harmful = ("moderate", "serious", "critical")
    assert [v for v in axe(reader.page) if v["impact"] in harmful] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_page_and_not_the_system(open_page, scheme):
    paper = []
    for theme in ("light", "dark"):
        root = open_page(theme, color_scheme=scheme).page.locator(".unroll")
        paper.append(root.evaluate("e => getComputedStyle(e).backgroundColor"))
    assert paper == ["rgb(255, 255, 255)", "rgb(23, 28, 35)"]


def test_without_javascript_the_picture_stands(open_page):
    page = open_page(ready=False, java_script_enabled=False).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_visible()
    assert "unrolled over 12 steps" in picture.get_attribute("alt")


def test_print_shows_the_picture(reader):
    picture = reader.page.locator(".unrolled-widget > img")
    expect(picture).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(reader.page.locator(".unroll")).to_be_hidden()


def test_a_widget_that_cannot_start_keeps_its_picture_and_says_so(open_page):
    page = open_page("broken", ready=False).page
    expect(page.get_by_text("could not start here")).to_be_visible()
    expect(page.locator(".unrolled-widget > img")).to_be_visible()
