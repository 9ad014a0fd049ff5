"""Reviews: whole, split by film, and nothing else in the file is taken for one."""

import bz2

import pytest
import torch

from unrolled.data import sentiment, wheels


@pytest.fixture(scope="module")
def splits():
    return {split: sentiment.load(split) for split in sentiment.SPLITS}


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Put a file in the place of the reviews."""

    def put(content: bytes):
        path = tmp_path / wheels.ARCHIVES["sentiment"].members[0]
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)

    return put


def test_every_review_is_in_one_split(splits):
    texts = [text for reviews in splits.values() for text in reviews.texts]
    assert len(texts) == len(set(texts)) > 12_700
    assert [len(r) for r in splits.values()] == [len(r.labels) for r in splits.values()]
    assert len(splits["train"]) > 8000
    assert min(map(len, splits.values())) > 1500


def test_both_classes_are_there_and_fresh_is_the_larger(splits):
    for reviews in splits.values():
        assert 0.5 < reviews.labels.float().mean() < 0.7


def test_labels_belong_to_their_texts(splits):
    def share(word):
        found = [
            label
            for reviews in splits.values()
            for text, label in zip(reviews.texts, reviews.labels, strict=True)
            if word in text.lower().split()
        ]
        return torch.stack(found).float().mean()

    assert share("dull") < 0.3 and share("moving") > 0.7


def test_texts_are_one_line_and_short(splits):
    texts = [text for reviews in splits.values() for text in reviews.texts]
    assert not any("\n" in text or text != text.strip() for text in texts)
    assert max(len(text.split()) for text in texts) == 53


def test_the_same_split_comes_again(splits):
    again = sentiment.load("valid")
    assert again.texts == splits["valid"].texts
    assert torch.equal(again.labels, splits["valid"].labels)


def test_reviews_of_a_film_stay_together_and_plots_are_left_out(file):
    lines = ["category,text,movie_name,has"]
    for film in range(20):
        lines += [f"plot,plot of {film},{film},x", f"fresh,good {film},{film},x"]
        lines += [f"rotten,bad {film},{film},x", f"fresh,good  {film} ,{film},x"]
    file(bz2.compress("\n".join(lines).encode()))
    for split, films in (("train", 14), ("valid", 3), ("test", 3)):
        reviews = sentiment.load(split)
        assert len(reviews) == 2 * films  # the fourth line repeats the second
        found = [text.split() for text in reviews.texts]
        assert len({film for _, film in found}) == films
        classes = ["bad good".split().index(word) for word, _ in found]
        assert reviews.labels.tolist() == classes


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        sentiment.load("dev")


BAD = [b"not packed", bz2.compress(b"a,b\n1,2"), bz2.compress(b"\xff\xfe\x00"), b""]


@pytest.mark.parametrize("content", BAD)
def test_a_file_without_reviews_is_refused(file, content):
    file(content)
    with pytest.raises(ValueError, match="expected reviews in") as error:
        sentiment.load("train")
    assert "\n" not in str(error.value)
