"""Pen strokes: in order, evenly sampled, marked kana held out."""

import pytest
import torch

from unrolled.data import strokes, wheels


@pytest.fixture(scope="module")
def splits():
    return {split: strokes.load(split) for split in strokes.SPLITS}


def one(splits, character):
    drawings = splits["train"]
    return drawings.strokes[drawings.characters.index(character)]


def svg(path):
    return f'<svg><g><path id="a" d="{path}"/></g></svg>'


def test_all_186_characters_are_in_one_split(splits):
    found = [c for drawings in splits.values() for c in drawings.characters]
    assert len(found) == len(set(found)) == 186
    assert [len(d) for d in splits.values()] == [146, 20, 20]


def test_held_out_characters_have_known_bases_and_known_marks(splits):
    train = splits["train"]
    for split in ("valid", "test"):
        held = splits[split]
        assert set(held.bases) <= set(train.characters)
        assert set(held.marks) <= set(train.marks) - {"none"}
        assert not set(held.characters) & set(train.characters)


@pytest.mark.parametrize(
    "character, base, mark",
    [
        ("7", "7", "none"),
        ("か", "か", "none"),
        ("が", "か", "dakuten"),
        ("ぱ", "は", "handakuten"),
        ("ゃ", "や", "small"),
        ("ヴ", "ウ", "dakuten"),
        ("ァ", "ア", "small"),
    ],
)
def test_a_character_has_a_base_and_a_mark(character, base, mark):
    assert strokes.parts(character) == (base, mark)


def test_stroke_counts_are_those_of_the_script(splits):
    counts = {c: len(one(splits, c)) for c in "017あいきせナホ"}
    assert "".join(map(str, counts.values())) == "112324324"


def test_points_lie_in_the_box_and_evenly_along_each_stroke(splits):
    for drawing in splits["train"].strokes:
        assert drawing.shape[1:] == (8, 2)
        assert drawing.min() > 0 and drawing.max() < 1
    steps = one(splits, "い").diff(dim=1).norm(dim=-1)
    assert (steps.max(dim=1).values / steps.min(dim=1).values).max() < 1.3


def test_a_one_goes_down_and_a_two_ends_to_the_right(splits):
    (stem,) = one(splits, "1")
    assert stem[0, 1] > 0.7 > 0.3 > stem[-1, 1]
    two = one(splits, "2")[-1]
    assert two[-1, 0] > 0.6 and two[-1, 1] < 0.4


def test_a_straight_curve_is_sampled_exactly(tmp_path):
    file = tmp_path / "a.svg"
    file.write_text(svg("M 10.9,10.9 c 10.9,0 21.8,0 32.7,0 0,10.9 0,21.8 0,32.7"))
    expected = torch.tensor([[0.1, 0.9], [0.4, 0.9], [0.4, 0.6]])
    torch.testing.assert_close(strokes._read(file, 3)[0], expected)


def test_the_seed_chooses_what_is_held_out(splits):
    again, other = strokes.load("test"), strokes.load("test", seed=1)
    assert again.characters == splits["test"].characters
    assert all(map(torch.equal, again.strokes, splits["test"].strokes))
    assert other.characters != again.characters


@pytest.mark.parametrize(
    "arguments, message", [(("dev",), "'dev'"), (("test", 1), "1")]
)
def test_bad_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=f"got {message}$"):
        strokes.load(*arguments)


@pytest.mark.parametrize(
    "content", ["nothing", svg("M1,1 L2,2"), svg("M1,1c1,2"), svg("M1 c 1,2,3,4,5,6")]
)
def test_a_file_without_strokes_is_refused(content, tmp_path, monkeypatch):
    for member in wheels.ARCHIVES["strokes"].members:
        (tmp_path / member).parent.mkdir(exist_ok=True)
        (tmp_path / member).write_text(content)
    monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)
    with pytest.raises(ValueError, match="expected strokes in") as error:
        strokes.load("train")
    assert "\n" not in str(error.value)
