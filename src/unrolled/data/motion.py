r"""A walking stick figure and the soft body that it carries.

The figure walks on the spot, seen from the side. Its phase φ grows by the pace s_t,
which jumps to another value now and then (slow, fast, standing, backwards), so that a
single pose does not tell how fast the figure moves. Its joints x_t follow from φ by
forward kinematics.

The body: each bone has two points of flesh, one on either side of its middle, at rest
positions r_t that follow from the joints. The flesh at p_t hangs on r_t by a damped
spring, with velocity v_t per frame, and so lags behind::

    v_t = v_{t-1} + K (r_t - p_{t-1}) - C v_{t-1}
    p_t = p_{t-1} + v_t,        p_0 = r_1,  v_0 = 0

To find p_t from the joints one has to remember: p_t depends on all of r_1 … r_t.

Source: generated, no data needed; second-order filters of this kind are usual in
secondary animation. Units: 1 is about the figure's height; y grows upwards.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

JOINTS = """hip neck head knee_l foot_l knee_r foot_r elbow_l hand_l elbow_r
    hand_r""".split()
BONES = tuple(
    tuple(JOINTS.index(end) for end in bone.split("-"))
    for bone in """hip-neck neck-head hip-knee_l knee_l-foot_l hip-knee_r knee_r-foot_r
    neck-elbow_l elbow_l-hand_l neck-elbow_r elbow_r-hand_r""".split()
)
WIDTHS = (0.08, 0.06, 0.06, 0.04, 0.06, 0.04, 0.04, 0.03, 0.04, 0.03)
K, C = 0.3, 0.35  # stiffness and damping per frame
PACES = (-0.2, 0.0, 0.12, 0.24, 0.36)  # radians per frame
STAY = 0.93  # probability that the pace does not change from one frame to the next
_SEEDS = {"train": 0, "valid": 1, "test": 2}


@dataclass(frozen=True)
class Motion:
    r"""Sequences of poses and of bodies.

    Args:
        joints: float (N, T, 11, 2), positions (x, y) in the order of ``JOINTS``.
        body: float (N, T, 20, 2); points 2i and 2i + 1 belong to bone i.
        rest: float (N, T, 20, 2), where the body would be if it did not lag.
    """

    joints: Tensor
    body: Tensor
    rest: Tensor

    def __len__(self) -> int:
        return len(self.joints)


def load(split: str, n: int, T: int = 60, seed: int = 0) -> Motion:
    r"""Return n walks of T frames; splits are drawn independently of each other.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.
        n: number of sequences.
        T: frames in each.
        seed: which walks.

    Raises:
        ValueError: there is no such split, or n or T is not positive.
    """
    if split not in _SEEDS:
        raise ValueError(f"expected a split of {list(_SEEDS)}, got {split!r}")
    if n < 1 or T < 1:
        raise ValueError(f"expected n >= 1 and T >= 1, got {n} and {T}")
    generator = torch.Generator().manual_seed(3 * seed + _SEEDS[split])
    joints = walk(n, T, generator)
    rest = flesh(joints)
    return Motion(joints, lag(rest), rest)


def walk(n: int, T: int, generator: torch.Generator) -> Tensor:
    r"""Return the joints (n, T, 11, 2) of walks at changing pace."""
    pace = torch.tensor(PACES)[torch.randint(len(PACES), (n, T), generator=generator)]
    change = torch.rand(n, T, generator=generator) > STAY
    change[:, 0] = True
    last = torch.where(change, torch.arange(T), 0).cummax(dim=1).values
    start = 2 * math.pi * torch.rand(n, 1, generator=generator)
    stride = 0.5 + 0.3 * torch.rand(n, 1, generator=generator)  # radians
    return pose(start + pace.gather(1, last).cumsum(dim=1), stride)


def pose(phase: Tensor, stride: Tensor) -> Tensor:
    r"""Return the joints (n, T, 11, 2) at phases (n, T); stride (n, 1) in radians."""
    bounce = 0.03 * torch.cos(2 * phase)
    hip = torch.stack([torch.zeros_like(phase), 0.5 + bounce], dim=-1)
    neck = hip + _bone(0.05 * torch.sin(2 * phase) + math.pi, 0.32)
    joints = [hip, neck, neck + _bone(0.1 * torch.sin(2 * phase) + math.pi, 0.14)]
    for side in (0, math.pi):  # left, right
        swing = stride * torch.sin(phase + side)
        bend = 0.6 * stride * (1 + torch.cos(phase + side))
        knee = hip + _bone(swing, 0.25)
        joints += [knee, knee + _bone(swing - bend, 0.25)]
    for side in (math.pi, 0):  # arms swing against the legs
        swing = stride * torch.sin(phase + side)
        elbow = neck + _bone(swing, 0.17)
        joints += [elbow, elbow + _bone(swing + 0.4, 0.16)]
    return torch.stack(joints, dim=2)


def _bone(angle: Tensor, length: float) -> Tensor:
    """Return the vector of a bone that hangs down at angle 0 and forward at π/2."""
    return length * torch.stack([torch.sin(angle), -torch.cos(angle)], dim=-1)


def flesh(joints: Tensor) -> Tensor:
    r"""Return the rest positions (..., 20, 2) of the flesh of joints (..., 11, 2)."""
    a, b = (joints[..., ends, :] for ends in zip(*BONES, strict=True))
    x, y = torch.nn.functional.normalize(b - a, dim=-1).unbind(-1)
    side = torch.tensor(WIDTHS)[:, None] * torch.stack([-y, x], dim=-1)
    middle = (a + b) / 2
    return torch.stack([middle + side, middle - side], dim=-2).flatten(-3, -2)


def lag(rest: Tensor) -> Tensor:
    r"""Let flesh follow its rest positions (N, T, P, 2) on damped springs."""
    p, v = rest[:, 0], torch.zeros_like(rest[:, 0])
    followed = []
    for r in rest.unbind(dim=1):
        v = v + K * (r - p) - C * v
        p = p + v
        followed.append(p)
    return torch.stack(followed, dim=1)


def limbs(joints: Tensor, body: Tensor) -> Tensor:
    r"""Return the outline of each limb, to be drawn filled.

    Args:
        joints: (..., 11, 2).
        body: (..., 20, 2).

    Returns:
        Corners (..., 10, 4, 2): a joint, flesh, the other joint, flesh.
    """
    a, b = (joints[..., ends, :] for ends in zip(*BONES, strict=True))
    left, right = body[..., 0::2, :], body[..., 1::2, :]
    return torch.stack([a, left, b, right], dim=-2)
