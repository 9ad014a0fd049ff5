"""A reader can use the widget by keyboard, by touch, in the dark and on paper."""

import pytest
from playwright.sync_api import expect

LONG = "2"  # the example with six dates


def show(reader, theme_view: str) -> None:
    reader.page.get_by_label("Example").select_option(LONG)
    reader.radio(theme_view).check()


@pytest.mark.parametrize(("theme", "wide"), [("light", 900), ("dark", 380)])
@pytest.mark.parametrize("view", ["lines", "heat map"])
def test_axe_finds_nothing_harmful(open_page, axe, view, theme, wide):
    reader = open_page(theme=theme, wide=wide)
    show(reader, view)
    reader.type("Sunday Juni 20 1969")
    reader.page.locator("summary").click()
    harmful = ("moderate", "serious", "critical")
    assert [v for v in axe(reader.page) if v["impact"] in harmful] == []


@pytest.mark.parametrize("view", ["lines", "heat map"])
def test_on_a_telephone_all_fits_and_can_be_hit(open_page, view):
    reader = open_page(wide=380, has_touch=True)
    show(reader, view)
    reader.type("Sunday Juni 20 1969")
    page = reader.page
    page.locator("summary").tap()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 380
    targets = page.locator(
        ".attention :is(button, select, label, summary, [type=text]):visible"
    )
    assert targets.count() > 15
    for box in [target.bounding_box() for target in targets.all()]:
        assert box["width"] >= 44 and box["height"] >= 44


def test_every_control_works_by_keyboard(reader, cases):
    words = cases[8]["words"]
    reader.button("Step").focus()
    reader.press("Enter", "ArrowRight", "ArrowRight", "ArrowLeft")
    expect(reader.text("status")).to_contain_text(f"Step 3 of {len(words)}")
    reader.chips("translation").nth(2).focus()
    reader.press("ArrowRight")
    expect(reader.text("status")).to_contain_text(f"Step 4 of {len(words)}")
    expect(reader.chips("translation").nth(3)).to_be_focused()
    best = reader.page.get_by_role("group", name="source").locator("input:checked")
    best.focus()
    reader.press("ArrowRight")
    place = int(max(range(9), key=lambda i: cases[8]["a"][3][i]))
    expect(reader.text("about-word")).to_contain_text(f"Source word {place + 2}")
    expect(reader.text("status")).to_contain_text(f"Step 4 of {len(words)}")
    reader.button("Step").click()
    place = int(max(range(9), key=lambda i: cases[8]["a"][4][i]))
    expect(reader.text("about-word")).to_contain_text(f"Source word {place + 1}")
    reader.radio("lines").focus()
    reader.press("ArrowRight")
    expect(reader.text("heat")).to_be_visible()
    reader.page.get_by_label("Example").focus()
    reader.press("ArrowDown")
    reader.assert_shows(cases[0])
    reader.page.locator("summary").focus()
    reader.press("Enter")
    expect(reader.page.locator("table").first).to_be_visible()


def test_play_goes_through_all_steps_and_stops(open_page):
    reader = open_page("small")
    reader.type("d e")
    steps = len(reader.written())
    reader.page.clock.install()
    reader.button("Play").click()
    expect(reader.button("Pause")).to_be_visible()
    reader.page.clock.run_for(1100)
    expect(reader.text("status")).to_contain_text("Step 2 of")
    reader.page.clock.run_for(1000 * steps)
    expect(reader.text("status")).to_contain_text(f"Step {steps} of {steps} ")
    expect(reader.button("Play")).to_be_visible()
    expect(reader.button("Step")).to_have_attribute("aria-disabled", "true")
    reader.button("Play").click()
    reader.button("Step").click()
    reader.page.clock.run_for(3000)
    expect(reader.text("status")).to_contain_text("Step 2 of")


def test_pointing_shows_lines_without_choosing(reader, cases):
    status = reader.text("status").inner_text()
    key = reader.text("key").inner_text()
    reader.page.get_by_role("group", name="translation").locator("label").nth(3).hover()
    expect(reader.text("key")).to_contain_text(
        f"Step 4, “{cases[8]['words'][3]}”, looks"
    )
    marked = reader.page.locator(".attention-line[data-step]")
    seen = [a for a in cases[8]["a"][3] if a >= 0.005]
    assert marked.count() == len(seen)
    reader.page.get_by_role("group", name="source").locator("label").nth(0).hover()
    expect(reader.text("key")).to_contain_text("Source word 1, ")
    reader.page.locator("h1").hover()
    assert reader.text("key").inner_text() == key
    assert reader.text("status").inner_text() == status


def test_a_cell_of_the_heat_map_can_be_pointed_at_and_chosen(reader, cases):
    reader.radio("heat map").check()
    box = reader.text("field").bounding_box()
    size = box["width"] / 9
    at = (box["x"] + 6.5 * size, box["y"] + 2.5 * size)
    reader.page.mouse.move(*at)
    a = cases[8]["a"][2][6]
    expect(reader.text("key")).to_contain_text(f"= {a:.2f}.")
    expect(reader.text("status")).to_contain_text("Step 1 of")
    reader.page.mouse.click(*at)
    expect(reader.text("status")).to_contain_text("Step 3 of")
    expect(reader.text("about-word")).to_contain_text("Source word 7, ")
    assert reader.text("truth").count() == 9


@pytest.mark.parametrize("wide", [752, 380])
def test_the_heat_map_of_six_dates_fits_a_page_and_keeps_the_names_of_its_rows(
    open_page, wide
):
    reader = open_page(wide=wide)
    show(reader, "heat map")
    box = reader.page.get_by_role("region", name="Heat map of the weights")
    hidden = box.evaluate("e => e.scrollWidth - e.clientWidth")
    assert (hidden == 0) if wide == 752 else (hidden > 100)
    box.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
    name = reader.text("beside").first
    assert name.bounding_box()["x"] > box.bounding_box()["x"]
    expect(box).not_to_have_attribute("data-after", "")
    reader.chips("translation").nth(20).check(force=True)
    band = reader.text("columns").locator(".attention-band").last.bounding_box()
    names = reader.text("names").bounding_box()
    assert band["x"] >= names["x"] + names["width"]


def test_a_long_text_follows_the_step(open_page):
    reader = open_page(wide=380)
    for view in ("lines", "heat map"):
        show(reader, view)
        for _ in range(20):
            reader.button("Step").click()
        chip = reader.page.get_by_role("group", name="translation").locator("label")
        box = chip.nth(20).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 380
        expect(reader.button("Step back")).to_have_attribute("aria-disabled", "false")


def test_lines_end_at_the_words(reader):
    ends = reader.page.locator(".attention-line[data-step]").last.evaluate(
        """(line) => {
          const box = line.ownerSVGElement.getBoundingClientRect();
          const length = line.getTotalLength();
          return [0, length].map((at) => box.left + line.getPointAtLength(at).x);
        }"""
    )
    for group, x in zip(("source", "translation"), ends, strict=True):
        chosen = reader.page.get_by_role("group", name=group)
        box = chosen.locator("label:has(:checked)").bounding_box()
        assert abs(box["x"] + box["width"] / 2 - x) < 2


def test_controls_have_names_and_keep_their_keys_and_their_focus_is_seen(reader):
    label = "e => e.ariaLabel || e.labels?.[0]?.textContent.trim() || e.textContent"
    for control in reader.page.locator(".attention :is(button, select, input)").all():
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
        card = open_page(theme=theme, color_scheme="dark").page.locator(".attention")
        paper.append(card.evaluate("e => getComputedStyle(e).backgroundColor"))
    assert paper == ["rgb(255, 255, 255)", "rgb(23, 28, 35)"]


def test_paper_shows_the_picture(reader):
    picture = reader.page.locator(".unrolled-widget > img")
    expect(picture).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(reader.page.locator(".attention")).to_be_hidden()


def test_without_javascript_the_picture_stands(open_page):
    page = open_page(java_script_enabled=False).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.naturalWidth") > 300
    assert "by step, the word written" in picture.get_attribute("alt")
