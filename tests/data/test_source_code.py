"""Labels of Python source."""

import pytest
import torch

from unrolled.data import source_code


def marked(text: str, name: str) -> str:
    values = source_code.label(text).labels[name]
    return "".join(c for c, v in zip(text, values, strict=True) if v)


def test_strings_are_labelled_with_their_quotes():
    assert marked("x = \"it's\" + 'b'  # 'c'\n", "string") == "\"it's\"'b'"


def test_f_strings_are_strings_whole():
    assert marked('y = f"a{b}c" + d\n', "string") == '"a{b}c"'


def test_a_prefix_stands_before_the_string():
    assert marked("rb'a' + R\"b\"\n", "string") == "'a'\"b\""


def test_strings_over_several_lines_are_labelled():
    assert marked('"""a\nb"""\nc\n', "string") == '"""a\nb"""'


def test_comments_and_keywords_are_labelled():
    text = "if x:  # if\n    return 'if'\n"
    assert marked(text, "comment") == "# if"
    assert marked(text, "keyword") == "ifreturn"


def test_depth_counts_open_brackets():
    depth = source_code.label("f(a[1], ')')\n").labels["depth"]
    assert depth.tolist() == [0, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0]


def test_text_that_is_not_python_is_refused():
    with pytest.raises(ValueError, match="expected Python source"):
        source_code.label("x = (\n")


def test_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"'train', 'valid', 'test'.*'dev'"):
        source_code.load("dev")


def test_python_without_its_source_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(source_code.sysconfig, "get_path", lambda _: str(tmp_path))
    with pytest.raises(FileNotFoundError, match="install the full Python"):
        source_code.load("test")


def test_splits_share_no_module():
    names = [m for split in source_code.MODULES.values() for m in split]
    assert len(names) == len(set(names))


def test_lines_can_be_read_from_an_empty_memory():
    lines = source_code.lines("valid", max_length=60)
    assert len(lines) > 1000
    for line in lines:
        assert 0 < len(line) <= 60 and line.text == line.text.strip()
        assert all(len(v) == len(line) for v in line.labels.values())
        # A line that holds no quote holds no character inside a string.
        if "'" not in line.text and '"' not in line.text:
            assert not line.labels["string"].any()


def test_loading_twice_gives_the_same():
    a, b = source_code.lines("test"), source_code.lines("test")
    assert [x.text for x in a] == [x.text for x in b]
    assert all(
        torch.equal(x.labels["string"], y.labels["string"])
        for x, y in zip(a, b, strict=True)
    )
