"""A reader can use the widget by keyboard, by touch, in the dark and on paper."""

import pytest
from playwright.sync_api import expect

# Texts that lie on each other, by their boxes on the screen.
COLLISIONS = """() => {
  const boxes = [...document.querySelectorAll(".lstm svg text")]
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 5 && b.top < a.bottom - 5;
  return boxes.flatMap(([text, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => `${text} on ${other}`));
}"""
CONTROLS = ".lstm :is(button, select, input, summary):visible"


@pytest.mark.parametrize(("theme", "wide"), [("light", 900), ("dark", 380)])
@pytest.mark.parametrize("k", [1, 7])
def test_axe_finds_nothing_harmful(open_page, axe, k, theme, wide):
    page = open_page(k, theme, wide=wide).page
    page.locator("summary").click()
    harmful = ("moderate", "serious", "critical")
    assert [v for v in axe(page) if v["impact"] in harmful] == []


@pytest.mark.parametrize("wide", [900, 380])
@pytest.mark.parametrize("k", [0, 7, 8])
def test_no_text_lies_on_another(open_page, k, wide):
    assert open_page(k, wide=wide).page.evaluate(COLLISIONS) == []


def test_on_a_telephone_all_fits_and_can_be_hit(open_page):
    page = open_page(7, wide=380, has_touch=True).page
    page.locator("summary").tap()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 380
    targets = page.locator(
        ".lstm :is(button, select, label, summary, [type=range]):visible"
    )
    assert targets.count() == 15
    for box in [target.bounding_box() for target in targets.all()]:
        assert box["width"] >= 44 and box["height"] >= 44


def test_every_control_works_by_keyboard(reader, cases):
    reader.page.get_by_label("Unit", exact=True).focus()
    reader.press("ArrowDown", "Tab", "Tab", "Enter", "Enter")  # unit 1, step 3
    expect(reader.text("status")).to_contain_text("Step 3 of 6")
    expect(reader.text("status")).to_contain_text("Unit 1")
    reader.gate("forget").focus()
    reader.press("Home", *["PageUp"] * 2, *["ArrowRight"] * 5)
    assert reader.page.evaluate("document.activeElement.value") == "0.25"
    reader.button("Step").focus()
    reader.press("Enter", "Enter")
    reader.gate("forget").focus()
    reader.press("End")
    reader.assert_shows(cases[1])
    reader.radio("as computed").focus()
    reader.press("ArrowRight", "ArrowRight")
    expect(reader.radio("closed")).to_be_checked()
    reader.button("Reset gates").focus()
    reader.press("Enter")
    reader.assert_shows(cases[0] | {"unit": 1})
    reader.page.locator("summary").focus()
    reader.press("Enter")
    expect(reader.page.locator("table")).to_be_visible()


def test_the_mouse_drags_a_gate(reader):
    box = reader.gate("output").bounding_box()
    middle = box["y"] + box["height"] / 2
    reader.page.mouse.move(box["x"] + box["width"] / 2, middle)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 2, middle, steps=4)
    reader.page.mouse.up()
    assert reader.column("o")[0] == 0 and reader.column("h")[0] == 0
    assert reader.column("c")[0] != 0
    expect(reader.gate("output")).to_have_attribute(
        "aria-valuetext", "0.00, set by hand"
    )


def test_time_has_ends_and_a_column_can_be_touched(open_page):
    reader = open_page(7, wide=380, has_touch=True)
    expect(reader.button("Step back")).to_have_attribute("aria-disabled", "true")
    for _ in range(30):
        reader.button("Step").click(force=True)
    expect(reader.text("status")).to_contain_text("Step 24 of 24")
    expect(reader.button("Step")).to_have_attribute("aria-disabled", "true")
    reader.page.locator(".lstm-step").nth(21).tap()
    expect(reader.text("status")).to_contain_text("Step 22 of 24")


def test_a_wide_drawing_follows_the_step_and_stays_while_a_gate_moves(open_page):
    reader = open_page(7, wide=380)
    scroller = reader.page.locator(".part-scroll").first
    for _ in range(15):
        reader.button("Step").click()
    where = scroller.bounding_box()
    column = reader.page.locator(".lstm-step").nth(15).bounding_box()
    assert where["x"] < column["x"] < where["x"] + where["width"] - column["width"]
    scroller.evaluate("e => { e.scrollLeft = 7; }")
    reader.gate("input").fill("0.9")
    assert reader.page.locator(".part-scroll").first.evaluate("e => e.scrollLeft") == 7


def test_controls_have_names_and_keep_their_keys_and_their_focus_is_seen(reader):
    label = "e => e.ariaLabel || e.labels?.[0]?.textContent.trim() || e.textContent"
    controls = reader.page.locator(".lstm :is(button, select, input)")
    for control in controls.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
        assert control.evaluate(label)
    seen = """() => {
      const at = document.activeElement;
      return getComputedStyle(at.closest(".part-choice") ?? at).outlineWidth;
    }"""
    for _ in range(10):
        reader.press("Tab")
        assert reader.page.evaluate(seen) == "3px"
    expect(reader.page.locator("summary")).to_be_focused()


def test_colours_follow_the_page_and_not_the_system(open_page):
    paper = []
    for theme in ("light", "dark"):
        card = open_page(0, theme, color_scheme="dark").page.locator(".lstm")
        paper.append(card.evaluate("e => getComputedStyle(e).backgroundColor"))
    assert paper == ["rgb(255, 255, 255)", "rgb(23, 28, 35)"]


def test_paper_shows_the_picture(reader):
    picture = reader.page.locator(".unrolled-widget > img")
    expect(picture).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(reader.page.locator(".lstm")).to_be_hidden()


def test_without_javascript_the_picture_stands(open_page):
    page = open_page(java_script_enabled=False).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.naturalWidth") > 300
    assert "Unit 0 of an LSTM over 6 steps" in picture.get_attribute("alt")
