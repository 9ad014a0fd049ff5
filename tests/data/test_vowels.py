"""Utterances: whole, real, split in the same way each time."""

import pytest
import torch

from unrolled.data import vowels, wheels


@pytest.fixture(scope="module")
def splits():
    return {split: vowels.load(split) for split in vowels.SPLITS}


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Put a file in the place of the utterances to learn from."""

    def put(text: str):
        path = tmp_path / wheels.ARCHIVES["vowels"].members[0]
        path.parent.mkdir(parents=True)
        path.write_text(text)
        monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)

    return put


def test_there_are_640_utterances(splits):
    assert [len(u) for u in splits.values()] == [216, 54, 370]
    assert [len(u.frames) for u in splits.values()] == [216, 54, 370]


def test_each_speaker_has_24_to_learn_from_and_6_to_choose_by(splits):
    assert splits["train"].speakers.bincount().tolist() == [24] * 9
    assert splits["valid"].speakers.bincount().tolist() == [6] * 9
    assert splits["test"].speakers.bincount().min() == 24


def test_frames_are_12_coefficients_and_7_to_29_long(splits):
    frames = [f for u in splits.values() for f in u.frames]
    assert {f.shape[1] for f in frames} == {12}
    lengths = [len(f) for f in frames]
    assert (min(lengths), max(lengths)) == (7, 29)
    assert all(f.dtype == torch.float and f.isfinite().all() for f in frames)


def test_no_utterance_is_in_two_splits(splits):
    keys = [tuple(f.flatten().tolist()) for u in splits.values() for f in u.frames]
    assert len(set(keys)) == len(keys)


def test_the_same_split_comes_again(splits):
    again = vowels.load("train")
    assert torch.equal(again.speakers, splits["train"].speakers)
    assert all(map(torch.equal, again.frames, splits["train"].frames))


def test_a_row_becomes_frames_in_time(file):
    rows = [":".join(f"{c}.0,{c}.5" for c in range(12)) + f":{s}" for s in range(1, 10)]
    file("\n".join(["# a comment", "@data", *(r for r in rows for _ in range(5))]))
    train = vowels.load("train")
    assert len(train) == 36 and len(vowels.load("valid")) == 9
    assert train.speakers.tolist() == [s for s in range(9) for _ in range(4)]
    assert torch.equal(train.frames[0][1], torch.arange(12) + 0.5)


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"got 'dev'"):
        vowels.load("dev")


ROW = ":".join(["1,2"] * 12)
BAD = ["nonsense", f"{ROW}:10", f"{ROW}:0", f"{ROW}:1:1", "1,2:3:1", f"{ROW}:a", ""]


@pytest.mark.parametrize("text", [*BAD, ":".join(["1,2"] * 11 + ["1", "1"])])
def test_a_file_without_utterances_is_refused(file, text):
    file(text)
    with pytest.raises(ValueError, match="expected utterances in") as error:
        vowels.load("train")
    assert "\n" not in str(error.value)
