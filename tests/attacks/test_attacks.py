"""Answers that try to gain points or to do harm; each gains nothing and harms nobody.

Every file in answers/ is one answer to the exercise `double`, wrong on purpose. All run
in one batch per level, between answers of honest students.
"""

import contextlib
import os
import socket
import sys
import tempfile
import uuid
from pathlib import Path

import pytest

from unrolled.grading.judge import Judge
from unrolled.grading.sandbox import box
from unrolled.grading.work import Stage, Work

ANSWERS = {p.stem: p for p in sorted(Path(__file__).with_name("answers").glob("*.py"))}
RIGHT = "def double(x):\n    return 2 * x"
HELPER = "def helper(x):\n    return x + 1"
FORBIDDEN = ("torch.add", "torch.einsum", "torch.nn.Bilinear")
SHOW = "from unrolled.checks import draw, show\n"
DOUBLE = Stage("double", (HELPER,), SHOW + "show(double(draw(3, 2)))", 1, FORBIDDEN)
TRIPLE = Stage(
    "triple", (HELPER, RIGHT), SHOW + "show(triple(draw(3, 2)), helper(draw(2)))"
)
THRICE = "def triple(x):\n    return double(x) + x"
# What is known beforehand about how an attack ends.
STATUS = {
    "count_threads": "wrong",
    "crash": "died",
    "deep_recursion": "timeout",
    "endless_loop_in_c": "timeout",
    "endless_report": "output",
    "exit_at_once": "died",
    "false_line": "error",
    "file_locks": "wrong",
    "forbidden_by_decomposition": "forbidden",
    "forbidden_by_library": "forbidden",
    "forbidden_by_module": "forbidden",
    "forbidden_by_name": "forbidden",
    "forbidden_by_operation": "forbidden",
    "forbidden_class": "forbidden",
    "forge_report": "wrong",
    "hostile_exception": "timeout",
    "huge_output": "timeout",
    "huge_show": "output",
    "ignore_signals": "timeout",
    "import_models": "error",
    "malformed_report": "died",
    "memory_bomb": "error",
    "override_print": "wrong",
    "read_disk": "wrong",
    "sleep": "timeout",
    "slow_text": "wrong",
    "steering_text": "wrong",
    "system_calls": "wrong",
    "telling_name": "error",
    "tensor_bomb": "error",
}
LEVELS = ("namespaces", "landlock")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")


class Battle:
    """One batch of all attacks; what came of it, and what was left behind."""

    def __init__(self, level, folder, token):
        self.token, self.level = token, level
        self.folder, self.secret = folder / "open", folder / "secret"
        self.folder.mkdir()
        self.folder.chmod(0o777)
        self.secret.write_text("# exercise: double")
        before = self.secret.stat()
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.setblocking(False)
            self.port = server.getsockname()[1]
            self.verdicts = self.run()
            self.called = called(server)
        self.unchanged = self.secret.stat() == before

    def run(self):
        judge = Judge(self.level)
        expected = judge.reference([(DOUBLE, RIGHT), (TRIPLE, THRICE)])
        works = []
        for name, path in ANSWERS.items():
            answer = self.filled(path.read_text("utf8"))
            works += [
                Work(name, DOUBLE, answer, expected[0], patience(name)),
                Work(name, TRIPLE, THRICE, expected[1], patience()),
                Work(f"beside {name}", DOUBLE, RIGHT, expected[0], patience()),
            ]
        return {(v.submission, v.exercise): v for v in judge.judge(works, jobs=3)}

    def filled(self, source):
        source = source.replace("FOLDER", str(self.folder)).replace("TOKEN", self.token)
        source = source.replace("SECRET", str(self.secret))
        source = source.replace("PORT = 0", f"PORT = {self.port}")
        return source.replace("PARENT = 0", f"PARENT = {os.getpid()}")


@pytest.fixture(scope="module", params=LEVELS)
def battle(request, tmp_path_factory):
    """All attacks at one level; their processes carry a mark."""
    folder, token = tmp_path_factory.mktemp("battle"), f"unrolled-{uuid.uuid4().hex}"
    (folder / "temporary").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "temporary"))
        patch.setitem(box.ENVIRONMENT, "UNROLLED_MARK", token)
        return Battle(request.param, folder, token)


def patience(name=""):
    return 1.5 if STATUS.get(name) == "timeout" else 60.0


def called(server):
    try:
        return bool(server.accept())
    except BlockingIOError:
        return False


def processes(token):
    """Return the processes that have the mark in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if token.encode() in entry.read_bytes():
                found.append(entry.parent.name)
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_the_attack_gains_nothing(battle, name):
    status = battle.verdicts[name, "double"].status
    assert status != "passed"
    assert status == STATUS.get(name, status)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_attack_harms_nobody(battle, name):
    assert battle.verdicts[name, "triple"].status == "passed"
    assert battle.verdicts[f"beside {name}", "double"].status == "passed"


def test_no_process_is_left(battle):
    assert not processes(battle.token)


def test_no_file_is_left_or_changed(battle):
    places = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", Path.home())
    assert battle.unchanged
    assert not list(battle.folder.iterdir())
    assert not list((battle.folder.parent / "temporary").iterdir())
    assert not [place for place in places if Path(place, battle.token).exists()]


def test_nobody_called(battle):
    assert not battle.called


def test_what_is_told_of_an_exception_is_not_the_attacker_s(battle):
    assert battle.verdicts["telling_name", "double"].error == "Exception"
    assert battle.verdicts["telling_name", "double"].line == 7
    assert battle.verdicts["false_line", "double"].line == 2  # a statement starts


@pytest.mark.parametrize("name", [n for n in ANSWERS if n.startswith("forbidden")])
def test_what_is_not_forbidden_is_right(name):
    answer = ANSWERS[name].read_text("utf8")
    with Judge() as judge:
        free = Stage(DOUBLE.exercise, DOUBLE.cells, DOUBLE.hidden)
        expected = judge.reference([(free, RIGHT)])[0]
        works = [Work(name, free, answer, expected, patience())]
        assert [v.status for v in judge.judge(works, jobs=1)] == ["passed"]


def test_limits_alone_would_let_an_answer_call_home():
    answer = ANSWERS["network"].read_text("utf8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        answer = answer.replace("PORT = 0", f"PORT = {server.getsockname()[1]}")
        works = [Work("network", DOUBLE, answer, "", patience())]
        with Judge("rlimits", unsafe=True) as judge:
            assert len(list(judge.judge(works, jobs=1))) == 1
        assert called(server)
