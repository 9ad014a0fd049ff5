"""What is typed is answered: words that are not known, nothing, too much."""

from playwright.sync_api import expect


def test_an_unknown_word_is_named_and_the_nearest_known_one_offered(reader):
    reader.type("Sunday, Juni 20th, 1969")
    notes = reader.text("notes").locator("li")
    expect(notes).to_have_count(3)
    expect(notes.nth(0)).to_contain_text("“Juni” is not among the words it knows")
    expect(notes.nth(2)).to_contain_text("the numbers 1–31, 1900–2099 and the words")
    expect(reader.text("chip").nth(1)).to_contain_text("reads <unk>")
    reader.button("use “June”").click()
    reader.button("use “20”").click()
    expect(notes).to_have_count(0)
    assert reader.field.input_value() == "Sunday June 20 1969"
    expect(reader.field).to_be_focused()
    assert reader.written() == "1969 június 20 vasárnap <eos>".split()


def test_nothing_typed_is_answered_and_the_last_translation_stays(reader, cases):
    for text in ("", " ., "):
        reader.type(text)
        expect(reader.text("about")).to_contain_text(
            "Type at least one word, such as “"
        )
        expect(reader.text("about")).to_contain_text(f"still “{cases[8]['text']}”")
        reader.assert_shows(cases[8])
    reader.type(cases[8]["text"])
    expect(reader.text("about")).to_contain_text("9 words read")


def test_enter_translates_in_jupyterlab_too(reader, in_lab, cases):
    in_lab(reader.page)
    reader.type(cases[0]["text"])
    reader.assert_shows(cases[0])


def test_more_dates_than_in_training_run_with_a_warning(reader):
    reader.type(" ".join(["Friday June 3 2005"] * 7))
    expect(reader.text("notes")).to_contain_text(
        "28 words are more than it was trained on (at most 25, six dates)"
    )
    reader.type(" ".join(["Friday June 3 2005"] * 16))
    expect(reader.text("notes")).to_contain_text("first 60 words are read; 4 left out")
    assert len(reader.field.input_value().split()) == 60
    reader.type("Friday June 3 2005")
    expect(reader.text("notes").locator("li")).to_have_count(0)


def test_markup_and_quotes_are_words_like_any_other(reader):
    reader.type('<img src=x onerror=alert(1)> "June" </script> ☃')
    assert reader.page.locator(".attention img").count() == 0
    expect(reader.text("notes").locator("li").first).to_contain_text("“<img”")


def test_an_example_that_is_typed_is_known_again(reader, cases):
    reader.type("July 20 1969")
    expect(reader.page.get_by_label("Example")).to_have_value("-1")
    expect(reader.text("comparison")).to_contain_text("too large for a page")
    reader.type(cases[0]["text"].lower().replace(" ", ", "))
    expect(reader.page.get_by_label("Example")).to_have_value("1")
    expect(reader.text("about")).to_contain_text("on the right word at 4 of 4 steps")


def test_the_other_model_stands_beside_with_its_errors_marked(reader, cases):
    rows = reader.text("comparison").locator("dd")
    target = " ".join(cases[8]["words"][:-1])
    assert rows.nth(0).inner_text() == target
    assert rows.nth(1).inner_text() == f"{target} (as the reference)"
    expect(rows.nth(2)).to_contain_text("(1 of 8 words wrong, 1 missing)")
    wrong = rows.nth(2).locator("[data-wrong]")
    assert wrong.all_text_contents() == ["3"]
    reader.page.get_by_label("Example").select_option("2")
    assert reader.field.input_value() == cases[36]["text"]
    reader.assert_shows(cases[36])
