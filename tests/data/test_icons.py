"""Icon pairs: outline and filled, split by family, drawn alike every time."""

import pytest
import torch

from unrolled.data import icons, wheels


@pytest.fixture(scope="module")
def splits():
    return {split: icons.load(split) for split in icons.SPLITS}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Put two files in the place of font and table."""

    def put(font: bytes, table: bytes):
        for member, content in zip(
            wheels.ARCHIVES["icons"].members, (font, table), strict=True
        ):
            (tmp_path / member).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / member).write_bytes(content)
        monkeypatch.setattr(wheels, "fetch", lambda name: tmp_path)

    return put


def test_all_1853_pairs_are_in_one_split(splits):
    names = [name for pairs in splits.values() for name in pairs.names]
    assert len(names) == len(set(names)) == 1853
    assert len(splits["train"]) > 1000
    assert min(len(pairs) for pairs in splits.values()) > 200


def test_no_family_is_in_two_splits(splits):
    families = [{n.partition("-")[0] for n in p.names} for p in splits.values()]
    assert not families[0] & families[1]
    assert not (families[0] | families[1]) & families[2]


def test_images_have_ink_on_paper_and_stay_inside(splits):
    pairs = splits["test"]
    for images in (pairs.outline, pairs.filled):
        assert images.shape == (len(pairs), 1, 32, 32)
        assert images.min() == 0 and images.max() == 1
        assert (images.amax(dim=(1, 2, 3)) > 0.5).all()
        assert images[..., 0].max() == images[..., 0, :].max() == 0


def test_filled_icons_have_more_ink_and_differ_from_outlines(splits):
    pairs = splits["train"]
    more = pairs.filled.sum((1, 2, 3)) > pairs.outline.sum((1, 2, 3))
    assert more.float().mean() > 0.9
    assert (pairs.filled != pairs.outline).flatten(1).any(1).float().mean() > 0.98


def test_the_same_images_come_again(splits):
    again = icons.load("valid")
    assert again.names == splits["valid"].names
    assert torch.equal(again.outline, splits["valid"].outline)


def test_a_heart_is_symmetric():
    heart = icons.render(["heart"])[0, 0]
    assert (heart - heart.flip(1)).abs().mean() < 0.05


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match=r"'valid', 'test'\], got 'dev'"):
        icons.load("dev")


def test_an_unknown_icon_is_refused():
    with pytest.raises(ValueError, match=r"such as 'heart', got 'hart'"):
        icons.render(["hart"])


@pytest.mark.parametrize("table", [b"no table", b"[1]", b'{"a": "x"}', b'{"a": 7}'])
def test_a_file_that_is_no_table_of_icons_is_refused(files, table):
    files(b"", table)
    with pytest.raises(ValueError, match="expected a table of icons in"):
        icons.load("test")


def test_a_file_that_is_no_font_is_refused(files):
    files(b"no font", b'{"heart": "0xf02d1"}')
    with pytest.raises(ValueError, match="expected a font in"):
        icons.render(["heart"])
