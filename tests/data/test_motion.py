"""The walker walks, and its body lags by the stated equation."""

import pytest
import torch

from unrolled.data import motion


def test_shapes_and_types():
    walks = motion.load("train", 3, T=7)
    assert len(walks) == 3
    assert walks.joints.shape == (3, 7, 11, 2)
    assert walks.body.shape == walks.rest.shape == (3, 7, 20, 2)
    assert walks.body.dtype == torch.float


def test_the_same_walks_come_again_and_splits_differ():
    first, again = motion.load("train", 4), motion.load("train", 4)
    assert torch.equal(first.joints, again.joints)
    assert torch.equal(first.body, again.body)
    for other in (motion.load("test", 4), motion.load("train", 4, seed=1)):
        assert not torch.equal(first.joints, other.joints)


def test_bones_keep_their_length():
    joints = motion.load("train", 5).joints
    for a, b in motion.BONES:
        length = (joints[:, :, a] - joints[:, :, b]).norm(dim=-1)
        torch.testing.assert_close(length, length[0, 0].expand_as(length))


def test_every_joint_is_on_a_bone_and_each_bone_has_a_width():
    assert {end for bone in motion.BONES for end in bone} == set(range(11))
    assert len(motion.BONES) == len(motion.WIDTHS) == 10


def test_the_figure_stands_on_its_feet_and_knees_bend_backwards():
    joints = motion.load("train", 5).joints
    head, feet = joints[..., 2, 1], joints[..., [4, 6], 1]
    assert head.min() > 0.8 and feet.max() < 0.5
    thigh, shin = joints[..., 3, :] - joints[..., 0, :], joints[..., 4, :]
    shin = shin - joints[..., 3, :]
    turn = thigh[..., 0] * shin[..., 1] - thigh[..., 1] * shin[..., 0]
    assert turn.max() < 1e-6


def test_flesh_rests_beside_the_middle_of_its_bone():
    joints = motion.load("train", 2, T=3).joints
    rest = motion.flesh(joints)
    for i, (a, b) in enumerate(motion.BONES):
        middle = (joints[..., a, :] + joints[..., b, :]) / 2
        left, right = rest[..., 2 * i, :], rest[..., 2 * i + 1, :]
        torch.testing.assert_close((left + right) / 2, middle)
        width = torch.full((2, 3), 2 * motion.WIDTHS[i])
        torch.testing.assert_close((left - right).norm(dim=-1), width)


def test_the_body_follows_the_equation():
    r = torch.tensor([1.0, 0.0, 0.0]).reshape(1, 3, 1, 1)
    p1 = 1.0
    v2 = motion.K * (0 - p1)
    p2 = p1 + v2
    v3 = v2 + motion.K * (0 - p2) - motion.C * v2
    expected = torch.tensor([p1, p2, p2 + v3])
    torch.testing.assert_close(motion.lag(r).flatten(), expected)


def test_a_resting_figure_has_its_body_at_rest():
    rest = torch.randn(2, 1, 4, 2).expand(2, 50, 4, 2)
    torch.testing.assert_close(motion.lag(rest), rest.contiguous())


def test_one_pose_does_not_tell_the_body():
    """Same pose, different past: the body is elsewhere."""
    phase = torch.stack([torch.arange(-30, 1) * 0.3, torch.arange(30, -1, -1) * 0.3])
    joints = motion.pose(phase, torch.tensor([[0.6]]))
    body = motion.lag(motion.flesh(joints))
    torch.testing.assert_close(joints[0, -1], joints[1, -1])
    assert (body[0, -1] - body[1, -1]).abs().max() > 0.01


def test_limbs_join_joints_and_flesh():
    walks = motion.load("test", 1, T=2)
    limbs = motion.limbs(walks.joints, walks.body)
    assert limbs.shape == (1, 2, 10, 4, 2)
    torch.testing.assert_close(limbs[0, 1, 0, 0], walks.joints[0, 1, 0])
    torch.testing.assert_close(limbs[0, 1, 9, 3], walks.body[0, 1, 19])


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("dev", 1), "got 'dev'"),
        (("test", 0), "got 0 and 60"),
        (("test", 1, 0), "1 and 0"),
    ],
)
def test_bad_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        motion.load(*arguments)
