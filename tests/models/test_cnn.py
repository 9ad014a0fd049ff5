"""The small CNN: shapes, size, what it sees, what it refuses."""

import pytest
import torch
from torch.nn import functional as F

from unrolled.models.cnn import SmallCNN


def test_logits_and_number_of_weights():
    model = SmallCNN()
    assert model(torch.zeros(3, 1, 28, 28)).shape == (3, 10)
    assert sum(p.numel() for p in model.parameters()) == 160 + 4640 + 15690


def test_a_feature_sees_ten_by_ten_pixels():
    x = torch.rand(1, 1, 28, 28, requires_grad=True)
    # Averages in place of maxima let every pixel in the field count.
    model = SmallCNN().convolutions
    for i in (2, 5):
        model[i] = torch.nn.AvgPool2d(2)
    for i in (1, 4):
        model[i] = torch.nn.Identity()
    model(x)[0, 0, 3, 3].backward()
    seen = x.grad[0, 0].nonzero()
    assert (seen.max(0).values - seen.min(0).values + 1).tolist() == [10, 10]


def test_one_batch_is_learned_by_heart():
    torch.manual_seed(0)
    x, y = torch.rand(8, 1, 12, 12), torch.arange(8)
    model = SmallCNN(8, size=12)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(60):
        loss = F.cross_entropy(model(x), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert (model(x).argmax(1) == y).all()


@pytest.mark.parametrize("shape", [(2, 1, 28, 56), (2, 3, 28, 28), (1, 28, 28)])
def test_images_of_another_size_are_refused(shape):
    with pytest.raises(ValueError, match=r"expected images \(B, 1, 28, 28\), got"):
        SmallCNN()(torch.zeros(shape))
