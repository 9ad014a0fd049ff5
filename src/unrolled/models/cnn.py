r"""A small convolutional network for square grey images.

    x  ->  conv 3×3, ReLU, max-pool 2×2  (twice)  ->  features  ->  logits

The features keep their places, so the read-out has one weight for each channel, place
and class: the network is bound to one size of image.

Source: after LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791, with today's
ReLU and max-pooling. PyTorch: `Conv2d`, `ReLU`, `MaxPool2d`, `Linear`.
Shapes: images (B, 1, S, S); features (B, C · (S/4)²); logits (B, K).
"""

from torch import Tensor, nn


class SmallCNN(nn.Module):
    r"""Two convolutions and a linear read-out.

    Args:
        output_size: number of classes K.
        size: height and width S of the images in pixels, a multiple of 4.
        channels: number of channels C of the second convolution, even.

    Raises:
        ValueError: size is no multiple of 4, or channels is odd.
    """

    def __init__(self, output_size: int = 10, size: int = 28, channels: int = 32):
        super().__init__()
        if size % 4 or channels % 2:
            got = f"{size} and {channels}"
            raise ValueError(f"expected size in fours, channels even; got {got}")
        self.shape = 1, size, size
        self.convolutions = nn.Sequential(
            nn.Conv2d(1, channels // 2, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(channels // 2, channels, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.readout = nn.Linear(channels * (size // 4) ** 2, output_size)

    def forward(self, x: Tensor) -> Tensor:
        r"""Return logits (B, K) of images (B, 1, S, S).

        Raises:
            ValueError: the images have another size.
        """
        if x.shape[1:] != self.shape:
            one, S, _ = self.shape
            raise ValueError(
                f"expected images (B, {one}, {S}, {S}), got {tuple(x.shape)}: the "
                "read-out has one weight for each place"
            )
        return self.readout(self.convolutions(x).flatten(1))
