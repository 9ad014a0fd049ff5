"""Films of digits: they move straight on, bounce, and share no digit between splits."""

import pytest
import torch

from unrolled.data import moving_digits


def test_shapes_and_range():
    films = moving_digits.load("test", 5, T=7, size=32)
    assert films.shape == (5, 7, 32, 32)
    assert films.min() == 0 and 0.5 < films.max() <= 1


def test_the_same_films_come_again():
    first = moving_digits.load("train", 4)
    assert torch.equal(first, moving_digits.load("train", 4))
    assert not torch.equal(first, moving_digits.load("train", 4, seed=1))


def test_the_digit_keeps_its_shape():
    films = moving_digits.load("valid", 20)
    ink = films.sum(dim=(2, 3))
    torch.testing.assert_close(ink, ink[:, :1].expand_as(ink))


def test_places_stay_inside_and_turn_only_at_the_edges():
    room = 10
    places = moving_digits.paths(200, 40, room, torch.Generator().manual_seed(0))
    assert places.min() == 0 and places.max() == room
    step = places.diff(dim=1)
    assert step.abs().max() == moving_digits.FASTEST
    turned = step[:, 1:] * step[:, :-1] < 0
    near = (places[:, 1:-1] <= 3) | (places[:, 1:-1] >= room - 3)
    assert turned.any() and near[turned].all()


def test_a_bounce_folds_the_way_back(monkeypatch):
    draws = iter(
        [torch.tensor([[[8, 1]]]), torch.tensor([[[3, 2]]]), torch.ones(1, 1, 2)]
    )
    monkeypatch.setattr(torch, "randint", lambda *a, **k: next(draws).long())
    places = moving_digits.paths(1, 4, 10, torch.Generator())
    assert places[0].tolist() == [[8, 1], [9, 3], [6, 5], [3, 7]]


def test_images_are_painted_at_their_places():
    images = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    films = moving_digits.paint(images, torch.tensor([[[0, 1], [2, 0]]]), 4)
    assert torch.equal(films[0, 0, :2, 1:3], images[0])
    assert torch.equal(films[0, 1, 2:, :2], images[0])
    assert films.sum() == 20


def test_splits_share_no_digit():
    def shapes(split):
        films = moving_digits.load(split, 400, T=1)
        return {tuple(film[film > 0].tolist()) for film in films}

    found = [shapes(split) for split in moving_digits.SPLITS]
    assert not found[0] & found[1] and not (found[0] | found[1]) & found[2]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("dev", 1), "got 'dev'"),
        (("test", 0), "got 0, 12 and 24"),
        (("test", 1, 0), "got 1, 0 and 24"),
        (("test", 1, 1, 17), "size >= 18, got 1, 1 and 17"),
    ],
)
def test_bad_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        moving_digits.load(*arguments)
