"""Texts in packages: split into words or characters, read from tables."""

import pytest

from unrolled.data import texts


def test_words_are_in_lower_case_and_places_whole():
    assert texts.words('Close "%1"...') == ("close", '"', "%1", '"', "…")
    assert texts.words("médaille d’or, 2nd") == ("médaille", "d'", "or", ",", "2nd")


def test_quotes_stand_alone():
    assert texts.words("the 'id' is") == ("the", "'", "id", "'", "is")


def test_chinese_is_split_into_characters():
    assert texts.characters("已执行 %1 个 JupyterLab") == (
        *"已执行",
        "%1",
        "个",
        "jupyterlab",
    )
    assert texts.tokeniser("zh") is texts.characters


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match=r"locale of \['fr', 'zh'\], got 'hu'"):
        texts.tokeniser("hu")


@pytest.mark.parametrize("content", [b"no table", b"[1]", b"\xff", None])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    file = tmp_path / "table.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ValueError, match=r"expected a JSON table in .*table.json, got"):
        texts.read_table(file)
