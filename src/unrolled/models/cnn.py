r"""A small convolutional network for square grey images.

    x  ->  conv 3×3, ReLU, max-pool 2×2  (twice)  ->  features  ->  logits

The features keep their places, so the read-out has one weight for each channel, place
and class: the network is bound to one size of image.

Source: after LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791, with today's
ReLU and max-pooling. PyTorch: `Conv2d`, `ReLU`, `MaxPool2d`, `Linear`.
Shapes: images (B, 1, S, S); features (B, 32, S/4, S/4); logits (B, K).
"""

from torch import Tensor, nn


class SmallCNN(nn.Module):
    r"""Two convolutions and a linear read-out.

    Args:
        output_size: number of classes K.
        size: height and width S of the images in pixels.
    """

    def __init__(self, output_size: int = 10, size: int = 28):
        super().__init__()
        self.size = size
        self.convolutions = nn.Sequential(
            nn.Conv2d(1, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.readout = nn.Linear(32 * (size // 4) ** 2, output_size)

    def forward(self, x: Tensor) -> Tensor:
        r"""Return logits (B, K) of images (B, 1, S, S)."""
        check_images(x, self.size)
        return self.readout(self.convolutions(x).flatten(1))


def check_images(x: Tensor, S: int) -> None:
    r"""Refuse images of another size.

    Raises:
        ValueError: x is not (B, 1, S, S).
    """
    if x.shape[1:] != (1, S, S):
        got = tuple(x.shape)
        raise ValueError(f"expected images (B, 1, {S}, {S}), got {got}: resize them")
