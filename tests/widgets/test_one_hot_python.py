import base64
import json

import numpy as np
import pytest
import torch
from torch import nn

from unrolled.data.vocabulary import SPECIALS, Vocabulary
from unrolled.widgets import OneHotInspector
from unrolled.widgets.base import decode_array

VOCAB = Vocabulary("a cat sees the $ </script>".split()).symbols
LETTERS = Vocabulary([*" acehst"]).symbols
TEXT = "The cat sees a zebra"


def make_embedding(size: int, columns: int = 4) -> torch.Tensor:
    torch.manual_seed(0)
    return nn.Embedding(size, columns).weight


def make(**changes) -> OneHotInspector:
    given = dict(vocab=VOCAB, embedding=make_embedding(len(VOCAB)), text=TEXT)
    return OneHotInspector(**given | changes)


MORE = {"characters": (LETTERS, make_embedding(len(LETTERS), 3))}


def test_state_is_plain_json_of_the_documented_form():
    state = make(more=MORE, title="t").state()
    assert json.loads(json.dumps(state)) == state
    assert state["version"] == 1 and state["level"] == "words"
    assert [level["split"] for level in state["levels"]] == ["words", "characters"]
    assert state["levels"][0]["vocab"] == VOCAB
    assert state["levels"][1]["embedding"]["shape"] == [len(LETTERS), 3]
    assert (state["text"], state["ends"], state["length"]) == (TEXT, True, 8)


def test_indices_are_those_of_the_vocabulary():
    words = TEXT.lower().split()
    index = [entry["index"] for entry in make(ends=False, length=5).encode()]
    assert index == Vocabulary(VOCAB[len(SPECIALS) :]).encode(words).tolist()


def test_rows_are_those_of_nn_embedding():
    weight = make_embedding(len(VOCAB)).half().double()
    index = torch.tensor([entry["index"] for entry in make().encode()])
    expected = nn.functional.embedding(index, weight)
    np.testing.assert_array_equal(make().rows(), expected.detach())


def test_another_level_reads_the_same_text_with_its_own_matrix():
    widget = make(more=MORE, length=16)
    widget.level = "characters"
    assert [entry["token"] for entry in widget.encode()[:5]] == ["<bos>", *"the "]
    matrix = decode_array(widget.levels[1]["embedding"])
    np.testing.assert_array_equal(widget.rows()[1], matrix[LETTERS.index("t")])


NAN = [[float("nan")] * 2] * len(VOCAB)
WRONG = [
    (dict(vocab=VOCAB[1:]), r"vocab of words: expected to begin with .*got \['<bos>'"),
    (dict(vocab=[*VOCAB, "a"]), "vocab of words: expected distinct"),
    (dict(vocab=[*VOCAB, ""]), "vocab of words: expected distinct, non-empty"),
    (dict(vocab=VOCAB[:4]), "vocab of words: expected 5 to 40 tokens, got 4"),
    (
        dict(vocab=[*VOCAB, *map(str, range(40))]),
        "vocab of words: expected 5 to 40 tokens, got 50",
    ),
    (
        dict(embedding=torch.zeros(3, 4)),
        r"embedding of words: expected \(10, D\) with D from 1 to 6, got \(3, 4\)",
    ),
    (dict(embedding=torch.zeros(10, 7)), r"D from 1 to 6, got \(10, 7\)"),
    (dict(embedding=torch.zeros(10, 0)), r"D from 1 to 6, got \(10, 0\)"),
    (dict(embedding=3.0), r"D from 1 to 6, got \(\)"),
    (dict(embedding=NAN), "embedding of words: expected finite numbers"),
    (dict(split="bytes"), r"split: expected one of .*got 'bytes'"),
    (dict(more={"words": (VOCAB, None)}), "more: expected splits other than 'words'"),
    (dict(text="x" * 81), "text: expected at most 80 characters, got 81"),
    (dict(length=0), "length: expected 1 to 16, got 0"),
    (dict(length=17), "length: expected 1 to 16, got 17"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_does_not_fit_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        make(**change)


def test_what_is_set_later_is_checked_too():
    widget = make(more=MORE)
    with pytest.raises(ValueError, match=r"level: expected one of .*got 'bytes'"):
        widget.level = "bytes"
    with pytest.raises(ValueError, match="length: expected 1 to 16, got 99"):
        widget.length = 99


def test_the_output_is_stored_for_four_readers_and_never_changes():
    bundle, _ = make(more=MORE)._repr_mimebundle_()
    again, _ = make(more=MORE)._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {view, "text/html", "image/png", "text/plain"}
    for kind in ("text/html", "image/png", "text/plain"):
        assert bundle[kind] == again[kind]
    named = "OneHotInspector(words V=10, characters V=11, T=8)"
    assert bundle["text/plain"] == named
    assert 'data-module="one_hot"' in bundle["text/html"]
    assert bundle["text/html"].count("</script>") == 1
    assert len(base64.b64decode(bundle["image/png"])) < 60_000


def test_the_picture_shows_tokens_indices_and_the_numbers_of_their_rows():
    axes = make().fallback_figure().axes[0]
    texts = [text.get_text() for text in axes.texts]
    assert {"the", "cat 5", "<unk>", "X W"} <= set(texts)
    for value in make().rows().ravel():
        assert f"{value:.2f}".replace("-", "−") in texts


def test_the_alt_text_says_the_indices_and_the_mask():
    text = make().alt_text()
    assert f"The text {TEXT!r} as 8 tokens" in text
    assert "<bos> 1, the 7, cat 5, sees 6, a 4, <unk> 3, <eos> 2, <pad> 0" in text
    assert "The mask is 1 for the first 7" in text
