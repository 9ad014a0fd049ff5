"""The numbers in the page are PyTorch's, for stored examples and for what is typed."""

import numpy as np
import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_every_typed_case_is_translated_as_by_pytorch(
    open_page, serve, folder, cases, scheme
):
    reader = open_page(home=serve(folder) if scheme == "http" else None)
    dated = [case for case in cases if case["net"] == "dates"]
    assert len(dated) == 50
    for case in dated if scheme == "file" else dated[::10]:
        reader.type(case["text"])
        reader.assert_shows(case)


def test_the_small_model_asks_with_the_state_alone(open_page, cases):
    reader = open_page("small")
    for case in [case for case in cases if case["net"] == "small"]:
        reader.type(case["text"])
        reader.assert_shows(case)
    expect(reader.text("equation").first).to_contain_text("tanh(W s₀ + U h")


TRANSLATE = """async (text) => {
  const field = document.querySelector(".attention [type=text]");
  field.value = text;
  field.form.requestSubmit();
  await new Promise(requestAnimationFrame);
}"""


def busy(client) -> float:
    """Seconds of processor time that the page's thread has used, for whatever."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: metric["value"] for metric in metrics}["TaskDuration"]


def test_six_dates_are_read_translated_and_drawn_in_a_blink(reader, cases):
    client = reader.page.context.new_cdp_session(reader.page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    times = []
    for case in [case for case in cases if len(case["words"]) == 26]:
        before = busy(client)
        reader.page.evaluate(TRANSLATE, case["text"])
        times.append(busy(client) - before)
    assert len(times) > 5 and min(times) < 0.05


def test_the_sentence_and_the_equations_hold_the_numbers_of_the_step(reader, cases):
    case = cases[8]
    reader.button("Step").click()
    a, e, p = (case[name][1] for name in "aep")
    i = int(np.argmax(a))
    word, source = case["words"][1], case["text"].split()[i]
    expect(reader.text("status")).to_have_text(
        f"Step 2 of {len(case['words'])} writes “{word}” (probability {p:.2f}): looks "
        f"most at “{source}”, weight {a[i]:.2f}, as the known alignment says."
    )
    first, second, third = reader.text("equation").all_inner_texts()
    assert first.startswith("e₂,") and first.endswith(f"= {e[i]:.2f}")
    assert second.startswith("a₂,") and second.endswith(f"= {a[i]:.2f}")
    assert f"≈ {a[i]:.2f} h" in third


def test_entropy_and_context_follow_the_step(reader, cases):
    case = cases[8]
    for t in (0, len(case["words"]) - 1):
        reader.chips("translation").nth(t).check(force=True)
        a = np.array(case["a"][t])
        bits = -(a * np.log2(np.maximum(a, 1e-12))).sum()
        said = reader.text("spread").inner_text()
        assert f"over {2**bits:.1f} of 9 words" in said
    size = np.linalg.norm(case["last_c"])
    expect(reader.text("about-c")).to_contain_text(f"= {size:.2f}, at a distance of")
    bars = reader.text("number")
    assert bars.count() == 48
    signs = [bar.get_attribute("data-sign") for bar in bars.all()]
    assert signs == ["minus" if value < 0 else "plus" for value in case["last_c"]]


def attributes(found, name: str) -> list[float]:
    return sorted(float(element.get_attribute(name)) for element in found.all())


def test_lines_are_as_opaque_as_their_weights(reader, cases):
    lines = attributes(reader.text("line"), "stroke-opacity")
    weights = np.array(cases[8]["a"])
    expected = weights[weights >= 0.005]
    np.testing.assert_allclose(lines, sorted(expected), atol=1e-3)
    reader.radio("heat map").check()
    cells = attributes(reader.text("cell"), "fill-opacity")
    np.testing.assert_allclose(cells, sorted(expected), atol=1e-3)


def test_the_bars_and_numbers_of_the_source_are_those_of_the_step(reader, cases):
    for t in (0, 4):
        reader.chips("translation").nth(t).check(force=True)
        shown = reader.text("weight").all_text_contents()
        assert shown == [f"a {a:.2f}" for a in cases[8]["a"][t]]
        heights = [bar.get_attribute("style") for bar in reader.text("bar").all()]
        found = [float(h.split()[1].rstrip("%")) / 100 for h in heights]
        np.testing.assert_allclose(found, cases[8]["a"][t], atol=1e-3)


def test_under_a_live_kernel_both_sides_hear_each_other(
    open_page, serve, folder, cases, live_model
):
    reader = open_page(home=serve(folder))
    page = reader.page
    page.evaluate(live_model, "attention")
    for name, value in {"text": cases[0]["text"], "step": 3, "view": "heat"}.items():
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    reader.assert_shows(cases[0])
    expect(reader.text("status")).to_contain_text("Step 3 of 5")
    expect(reader.text("heat")).to_be_visible()
    assert page.evaluate("model.saved") == 0
    reader.type(cases[1]["text"])
    assert page.evaluate("[model.saved, model.get('text'), model.get('step')]") == [
        1,
        cases[1]["text"],
        1,
    ]
    page.evaluate("stop()")
    assert page.evaluate("model.listeners()") == 0
