"""What holds for both widgets: on paper, in the dark, on a telephone, live."""

import pytest
from playwright.sync_api import expect

NAMES = ("one_hot", "mapping_types")
# Texts that lie on each other, by their boxes on the screen.
COLLISIONS = """() => {
  const boxes = [...document.querySelectorAll(".unrolled-card svg text")]
    .filter((text) => text.textContent && text.checkVisibility())
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1.5 && b.left < a.right - 1.5
    && a.top < b.bottom - 5 && b.top < a.bottom - 5;
  return boxes.flatMap(([text, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => `${text} on ${other}`));
}"""


@pytest.mark.parametrize(("theme", "wide"), [("light", 900), ("dark", 380)])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_harmful(open_page, axe, name, theme, wide):
    page = open_page(name, theme, wide=wide).page
    for radio in page.get_by_role("radio").all()[:5]:
        radio.check()
        harmful = ("moderate", "serious", "critical")
        assert [v for v in axe(page) if v["impact"] in harmful] == []


@pytest.mark.parametrize("wide", [900, 380])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_another(open_page, name, wide):
    page = open_page(name, wide=wide).page
    for radio in page.get_by_role("radio").all()[:5]:
        radio.check()
        assert page.evaluate(COLLISIONS) == []


@pytest.mark.parametrize("name", NAMES)
def test_on_a_telephone_all_fits_and_can_be_hit(open_page, name):
    page = open_page(name, wide=380, has_touch=True).page
    for radio in page.get_by_role("radio").all()[:5]:
        radio.check()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 380
        controls = page.locator(
            ".unrolled-card :is(button, select, label, input[type=text]):visible"
        )
        assert controls.count() >= 8
        for box in [control.bounding_box() for control in controls.all()]:
            assert box["width"] >= 44 and box["height"] >= 44


@pytest.mark.parametrize("name", NAMES)
def test_controls_have_names_and_keep_their_keys(open_page, name):
    page = open_page(name).page
    controls = page.locator(".unrolled-card :is(button, select, input)")
    for control in controls.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
        label = "e => e.ariaLabel || e.labels?.[0]?.textContent.trim()"
        assert control.evaluate(label)


@pytest.mark.parametrize("name", NAMES)
def test_the_focus_is_seen(open_page, name):
    reader = open_page(name)
    seen = """() => {
      const at = document.activeElement;
      const style = getComputedStyle(at.closest(".part-choice") ?? at);
      return [at !== document.body, style.outlineStyle, style.outlineWidth];
    }"""
    for _ in range(5):
        reader.press("Tab")
        assert reader.page.evaluate(seen) == [True, "solid", "3px"]


@pytest.mark.parametrize("name", NAMES)
def test_colours_follow_the_page_and_not_the_system(open_page, name):
    paper = []
    for theme in ("light", "dark"):
        card = open_page(name, theme, color_scheme="dark").page.locator(
            ".unrolled-card"
        )
        paper.append(card.evaluate("e => getComputedStyle(e).backgroundColor"))
    assert paper == ["rgb(255, 255, 255)", "rgb(23, 28, 35)"]


@pytest.mark.parametrize("name", NAMES)
def test_paper_shows_the_picture(open_page, name):
    page = open_page(name).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_hidden()
    page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(page.locator(".unrolled-card")).to_be_hidden()


@pytest.mark.parametrize("name", NAMES)
def test_without_javascript_the_picture_stands(open_page, name):
    page = open_page(name, java_script_enabled=False).page
    picture = page.locator(".unrolled-widget > img")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.naturalWidth") > 500
    assert "mask" in picture.get_attribute("alt")


CHANGES = {
    "one_hot": ("text", "the dog", "“the”"),
    "mapping_types": ("inputs", 2, "each of 2 steps"),
}


@pytest.mark.parametrize("name", NAMES)
def test_under_a_live_kernel_both_sides_hear_each_other(
    open_page, serve, folder, name, live_model
):
    reader = open_page(name, home=serve(folder))
    page = reader.page
    page.evaluate(live_model, name)
    trait, value, said = CHANGES[name]
    page.evaluate("([trait, value]) => model.set(trait, value)", [trait, value])
    if name == "one_hot":
        reader.token(2).check()
    expect(reader.status).to_contain_text(said)
    assert page.evaluate("model.saved") == 0
    more = "More tokens" if name == "one_hot" else "More inputs"
    page.get_by_role("button", name=more, exact=True).click()
    kept = "length" if name == "one_hot" else "inputs"
    assert page.evaluate(f"[model.saved, model.get('{kept}')]") in ([1, 9], [1, 3])
    page.evaluate("stop()")
    assert page.evaluate("model.listeners()") == 0
