"""The mapping types: which steps read, write, and count in the loss."""

import pytest
from playwright.sync_api import expect

from unrolled.widgets.mapping_examples import default_examples
from unrolled.widgets.mapping_plan import TYPES, plan_steps


@pytest.fixture
def reader(open_page):
    return open_page("mapping_types")


def masks(reader) -> list[tuple[int, int]]:
    bits = [int(bit) for bit in reader.texts(".mapping-digit")]
    return list(zip(bits[::2], bits[1::2], strict=True))


@pytest.mark.parametrize("example", default_examples(), ids=list(TYPES))
def test_the_drawing_follows_the_plan(reader, example):
    kind = example["type"]
    reader.radio(TYPES[kind]).check()
    lengths = len(example["inputs"]), len(example["outputs"])
    plan = plan_steps(kind, *lengths)
    assert masks(reader) == [(int(i is not None), int(o is not None)) for i, o in plan]
    drawn = {"hh": len(plan), "xh": lengths[0], "hy": lengths[1]}
    for weight, count in drawn.items():
        found = reader.page.locator(f".mapping-edge.mapping-{weight}").count()
        assert (weight, found) == (weight, count)
    assert reader.page.locator("circle.mapping-loss").count() == lengths[1]
    items = [*example["inputs"], *example["outputs"]]
    words = [item for item in items if isinstance(item, str)]
    assert sorted(reader.texts(".mapping-item")) == sorted(words)
    images = reader.page.locator(".mapping image")
    assert images.count() == len(items) - len(words)
    expect(reader.status).to_contain_text(TYPES[kind].capitalize())
    expect(reader.page.locator(".mapping-task")).to_contain_text(example["name"])


def test_each_type_frees_its_own_lengths(reader):
    free = {}
    for kind, name in TYPES.items():
        reader.radio(name).check()
        buttons = reader.page.get_by_role("button", name="More").all()
        free[kind] = [button.get_attribute("aria-label")[5:] for button in buttons]
    assert free == {
        "one-to-one": [],
        "one-to-many": ["outputs"],
        "many-to-one": ["inputs"],
        "many-to-many": ["steps"],
        "many-to-many-unaligned": ["inputs", "outputs"],
    }


def test_at_other_lengths_letters_stand_for_the_items(reader):
    reader.button("Fewer inputs").click()
    assert masks(reader) == [(1, 0), (1, 0), (1, 1)]
    assert reader.texts(".mapping-item") == []
    letters = ["h₁", "x₁", "h₂", "x₂", "h₃", "x₃", "ŷ₃"]
    assert reader.texts(".mapping-letter") == letters
    task = reader.page.locator(".mapping-task")
    expect(task).to_contain_text("letters stand for its items")
    reader.button("More inputs").click()
    assert "warm" in reader.texts(".mapping-item")
    expect(task).not_to_contain_text("letters")


def test_aligned_lengths_change_together_and_end_at_one(reader):
    reader.radio("aligned").first.check()
    reader.button("Fewer steps").focus()
    reader.press(*["Enter"] * 9)
    assert masks(reader) == [(1, 1)]
    expect(reader.button("Fewer steps")).to_have_attribute("aria-disabled", "true")


def test_steps_are_taken_one_by_one(reader):
    pending = reader.page.locator(".mapping-step[data-pending]")
    expect(pending).to_have_count(0)
    for _ in range(4):
        reader.button("Step back").click()
    expect(pending).to_have_count(4)
    expect(reader.status).to_have_text(
        "Nothing is read yet: the state starts at h₀ = 0."
    )
    reader.button("Step").press("Enter")
    expect(reader.status).to_contain_text("Step 1 of 4 reads “a” and makes h₁ from h₀.")
    expect(reader.status).to_contain_text("is not in the loss")
    for _ in range(3):
        reader.button("Step").press("Enter")
    expect(reader.status).to_contain_text("writes “yes”; L₄ is in the loss")
    reader.page.locator(".mapping-step").nth(1).click()
    expect(reader.status).to_contain_text("Step 2 of 4 reads “fine”")


def test_play_runs_to_the_end_and_can_be_stopped(open_page):
    reader = open_page("mapping_types")
    reader.page.clock.install()
    reader.button("Play").click()
    expect(reader.status).to_contain_text("Nothing is read yet")
    reader.page.clock.run_for(2300)
    expect(reader.status).to_contain_text("Step 2 of 4")
    reader.button("Pause").click()
    reader.page.clock.run_for(5000)
    expect(reader.status).to_contain_text("Step 2 of 4")
    reader.button("Play").click()
    reader.page.clock.run_for(5000)
    expect(reader.status).to_contain_text("Step 4 of 4")
    expect(reader.button("Play")).to_be_visible()


def test_the_type_changes_by_arrow_keys_and_stops_playing(reader):
    reader.radio("many to one").focus()
    reader.button("Play").click()
    reader.radio("many to one").focus()
    reader.press("ArrowRight")
    expect(reader.radio("many to many, aligned")).to_be_checked()
    expect(reader.radio("many to many, aligned")).to_be_focused()
    expect(reader.button("Play")).to_be_visible()
    expect(reader.status).to_contain_text("Many to many, aligned")


def test_several_examples_of_a_type_are_listed(reader):
    choice = reader.page.get_by_label("Example")
    expect(choice).to_be_hidden()
    reader.radio("many to many, aligned").check()
    choice.select_option("Spelling: letters and capitals")
    assert reader.texts(".mapping-item") == ["t", "T", "o", "O"]
    task = reader.page.locator(".mapping-task")
    expect(task).to_have_text("Spelling: letters and capitals. A second example.")
    assert choice.locator("option:not([disabled])").count() == 2


def test_a_wide_graph_scrolls_to_the_step_and_by_keyboard(open_page):
    reader = open_page("mapping_types", wide=380)
    reader.radio("many to many, unaligned").check()
    scroller = reader.page.get_by_role("region")
    assert scroller.get_attribute("tabindex") == "0"
    assert scroller.evaluate("e => e.scrollLeft") == 0
    reader.button("Step back").click()
    assert scroller.evaluate("e => e.scrollLeft") > 100
