r"""What `js/one_hot_tokens.js` must find, as Python finds it.

`tests/js/one_hot.test.mjs` reads the stored cases. To store them again after a change:
`python tests/widgets/test_one_hot_cases.py`.
"""

import json
from pathlib import Path

import pytest

from unrolled.widgets.one_hot_tokens import SPECIALS, encode_text

STORED = Path(__file__).parents[1] / "js" / "one_hot_cases.json"
WORDS = [*SPECIALS, *"a cat don't l'été on sat the US us , . _ 3".split()]
LETTERS = [*SPECIALS, *" aeéhtT日😀"]
PIECES = [*SPECIALS, *"un ##a a run ##n ##ning ##ner the s ##s a ##bl ##e".split()]
CASES = [
    ("words", WORDS, "The cat sat on the US, us.", True, 10),
    ("words", WORDS, "don't l'été snake_case 3.", False, 9),
    ("words", WORDS, "the zebra 日本語 x²", True, 6),
    ("words", WORDS, "  \t\n ", True, 4),
    ("words", WORDS, "", False, 1),
    ("words", WORDS, "a cat sat on the cat", True, 3),
    ("characters", LETTERS, "The TEA", True, 9),
    ("characters", LETTERS, "日😀é x", False, 16),
    ("subwords", PIECES, "running runner the unable", True, 16),
    ("subwords", PIECES, "Uns zebra as", False, 6),
]


def make_cases() -> list[dict]:
    names = ("split", "vocab", "text", "ends", "length")
    cases = [dict(zip(names, case, strict=True)) for case in CASES]
    return [case | {"expected": encode_text(**case)} for case in cases]


def tokens(*case) -> list[str]:
    split, vocab, text, ends, length = case
    return [entry["token"] for entry in encode_text(vocab, split, text, ends, length)]


def test_stored_cases_are_what_python_finds():
    assert json.loads(STORED.read_text("utf8")) == make_cases()


FOUND = [
    (0, "<bos> the cat sat on the US , us ."),
    (1, "don't l'été <unk> _ <unk> 3 . <pad> <pad>"),
    (5, "<bos> a cat"),
    (8, "<bos> run ##ning run ##ner the un ##a ##bl ##e <eos>"),
    (9, "un ##s <unk> a ##s <pad>"),
]


@pytest.mark.parametrize(("i", "expected"), FOUND)
def test_a_text_becomes_these_tokens(i, expected):
    found = tokens(*CASES[i])
    assert found[: len(expected.split())] == expected.split()


def test_the_mask_is_1_for_what_was_read_or_added():
    found = encode_text(WORDS, "words", "the cat", True, 6)
    assert [entry["mask"] for entry in found] == [1, 1, 1, 1, 0, 0]
    assert [entry["index"] for entry in found] == [1, WORDS.index("the"), 5, 2, 0, 0]


if __name__ == "__main__":
    text = json.dumps(make_cases(), ensure_ascii=False, separators=(",", ":"))
    STORED.write_text(text + "\n", "utf8")
