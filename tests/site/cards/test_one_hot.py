"""The one-hot inspector: from a text to rows of W."""

import numpy as np
import pytest
from playwright.sync_api import expect

from unrolled.widgets.base import decode_array


@pytest.fixture
def reader(open_page):
    return open_page("one_hot")


def typed(reader, text: str) -> list[str]:
    """Type a text; return what the tokens show."""
    reader.page.get_by_role("textbox").fill(text)
    return reader.texts(".one-hot-typed")


def numbers(reader, block: int) -> np.ndarray:
    """Read a drawn matrix, W (1) or X W (2)."""
    drawn = reader.page.locator(".one-hot svg").nth(block)
    texts = drawn.locator(".one-hot-number").all_text_contents()
    return np.array([float(text.replace("−", "-")) for text in texts])


def drawn_ones(reader) -> list[int]:
    """Read from the places of the ones in X which columns they stand in."""
    return reader.page.locator(".one-hot-one").evaluate_all(
        "ones => ones.map((one) => (Number(one.getAttribute('x')) - 58.5) / 11)"
    )


def test_what_is_drawn_is_what_python_computes(reader, inspector):
    found = inspector.encode()
    shown = [entry["token"] for entry in found]
    shown[5] = "zebra"
    assert reader.texts(".one-hot-typed") == shown
    indices = [entry["index"] for entry in found]
    assert reader.texts(".one-hot-index") == [f"index {i}" for i in indices]
    masks = [entry["mask"] for entry in found]
    assert reader.texts(".one-hot-mask") == [f"mask {m}" for m in masks]
    assert drawn_ones(reader) == indices
    W = decode_array(inspector.levels[0]["embedding"])
    np.testing.assert_allclose(numbers(reader, 1), W.ravel(), atol=0.0051)
    np.testing.assert_allclose(numbers(reader, 2), W[indices].ravel(), atol=0.0051)


def test_typing_says_what_became_of_the_text(reader):
    assert typed(reader, "a dog") == ["<bos>", "a", "dog", "<eos>", *["<pad>"] * 4]
    about = reader.page.locator(".one-hot-about")
    expect(about).to_have_text("2 words + 2 added + 4 padded = 8 tokens.")
    assert typed(reader, "A wolf.")[1:4] == ["a", "wolf", "."]
    assert reader.texts(".one-hot-becomes") == ["→ <unk>"]
    expect(about).to_contain_text("Not in the dictionary: “wolf”.")
    typed(reader, "the cat sat on the tree and the dog")
    expect(about).to_contain_text("3 tokens left out: more than T = 8.")
    expect(reader.page.get_by_role("textbox")).to_be_focused()


def test_a_chosen_token_leads_to_its_row(reader, inspector):
    reader.token(3).check()
    index = inspector.encode()[2]["index"]
    expect(reader.status).to_have_text(
        f"Token 3, “cat”, has index {index} of 19 in the dictionary: x₃ has its 1 in "
        f"column {index}, and x₃ W is row {index} of W."
    )
    row = ", ".join(f"{value:.2f}" for value in inspector.rows()[2]).replace("-", "−")
    expect(reader.page.locator(".one-hot-equation")).to_contain_text(f"= ({row})")
    marks = reader.page.locator(".one-hot-chosen").evaluate_all(
        "marks => marks.map((mark) => Number(mark.getAttribute('y')) / 17)"
    )
    assert marks == [index, 2]
    expect(reader.page.locator(".one-hot-head[data-chosen]")).to_have_text("cat")


def test_arrow_keys_and_clicks_choose_a_token(reader):
    reader.token(3).focus()
    reader.press("ArrowRight")
    expect(reader.token(4)).to_be_focused()
    expect(reader.status).to_contain_text("Token 4, “sees”")
    reader.page.locator(".one-hot-line").nth(7).click()
    expect(reader.status).to_contain_text("Token 8 is <pad>")
    expect(reader.status).to_contain_text("Its mask is 0")
    expect(reader.token(8)).to_be_checked()


def test_length_ends_and_level_change_by_keyboard(reader):
    reader.page.get_by_role("textbox").focus()
    reader.press("Tab", "ArrowRight")
    expect(reader.radio("subwords")).to_be_checked()
    assert typed(reader, "the running")[:5] == [
        "<bos>",
        "the",
        "run",
        "##ning",
        "<eos>",
    ]
    assert reader.page.locator(".one-hot svg").nth(1).get_attribute("aria-label") == (
        "W: 9 rows × 3"
    )
    reader.button("Fewer tokens").focus()
    reader.press(*["Enter"] * 4)
    assert len(reader.texts(".one-hot-typed")) == 4
    reader.press("Tab", "Tab", " ")
    assert reader.texts(".one-hot-typed") == ["the", "run", "##ning", "<pad>"]


def test_the_length_has_ends(reader):
    reader.button("More tokens").focus()
    reader.press(*["Enter"] * 12)
    assert len(reader.texts(".one-hot-typed")) == 16
    reader.button("Fewer tokens").focus()
    reader.press(*["Enter"] * 20)
    assert len(reader.texts(".one-hot-typed")) == 1
    expect(reader.button("Fewer tokens")).to_have_attribute("aria-disabled", "true")


def test_what_looks_like_html_stays_text(reader):
    typed(reader, "<b>cat</b>")
    assert reader.page.locator(".one-hot b").count() == 0
    expect(reader.page.locator(".one-hot-about")).to_contain_text("“<”, “b”, “>”")
