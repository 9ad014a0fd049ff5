import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from unrolled.grading import GradingError
from unrolled.grading.sandbox import (
    Request,
    Sandbox,
    best_level,
    box,
    describe,
    run_all,
    selftest,
    verify,
)

LEVELS = ("namespaces", "landlock")
SHOW = "from unrolled.checks import draw, show\n"
DOUBLE = "def double(x):\n    return 2 * x"
CHECK = SHOW + "show(double(draw(3)))"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")


@pytest.fixture(scope="module", params=LEVELS)
def sandbox(request):
    with Sandbox(request.param) as opened:
        yield opened


def run(sandbox, answer, hidden=CHECK, cells=(), **options):
    requests = [Request(0, cells, answer, hidden, **{"timeout": 60.0, **options})]
    return next(run_all(sandbox, requests, jobs=1))


def told(sandbox, expression, **options):
    """Return what a check says that an expression is."""
    outcome = run(sandbox, f"raise ValueError({expression})", **options)
    assert outcome.report["error"] == "ValueError", outcome
    return outcome.report["text"]


def test_the_self_test_passes(sandbox):
    verify(sandbox)


def test_a_check_shows_the_answer_s_statistics(sandbox):
    report = run(sandbox, DOUBLE).report
    assert report["shown"][0].startswith("(3,) ")
    assert run(sandbox, DOUBLE).report == report
    assert run(sandbox, DOUBLE, seeds=(1,)).report != report


def test_what_an_answer_prints_is_not_what_the_check_shows(sandbox):
    talkative = DOUBLE.replace("return", "print('debugging'); return")
    assert run(sandbox, talkative).report == run(sandbox, DOUBLE).report


def test_random_numbers_are_the_same_for_reference_and_answer(sandbox):
    random = "import random, numpy as np\ndef double(x):\n    return "
    random += "torch.rand(2) + random.random() + np.random.rand()"
    wasteful = "torch.rand(9)\n" + random
    assert run(sandbox, random).report == run(sandbox, wasteful).report


def test_statistics_come_unrounded_and_for_many_seeds(sandbox):
    shown = run(sandbox, DOUBLE, seeds=(3, 4)).report["shown"]
    numbers = run(sandbox, DOUBLE, seeds=(3, 4), record=True).report["shown"]
    for text, values in zip(shown, numbers, strict=True):
        assert text == "(3,) " + " ".join(f"{v:.4f}" for v in values) + "\n"


@pytest.mark.parametrize(
    "answer, line",
    [
        ("x = 1\n\nx / 0", 3),
        ("def double(x):\n    return inner(0)\ndef inner(x):\n    return 1 / x", 4),
        ("def double(x):\n    return torch.nope(x)", 2),
        ("", None),
    ],
)
def test_an_exception_comes_with_its_line_of_the_answer(sandbox, answer, line):
    outcome = run(sandbox, answer)
    assert (outcome.status, outcome.report["line"]) == ("error", line)


def test_a_syntax_error_comes_with_its_line(sandbox):
    report = run(sandbox, "def double(x):\n    return (").report
    assert (report["error"], report["line"]) == ("SyntaxError", 2)


def test_a_check_is_nobody_and_alone(sandbox):
    if sandbox.level == "namespaces":
        names = {"tmp", "proc", "sys", "usr", "lib", "lib64", "etc", "dev", "nix"}
        names |= {Path(p).parts[1] for p in (sys.prefix, sys.base_prefix, box.__file__)}
        assert set(eval(told(sandbox, "__import__('os').listdir('/')"))) <= names
        assert told(sandbox, "__import__('os').getpid()") == "1"
        assert told(sandbox, "__import__('os').getuid()") == "65534"
        assert told(sandbox, "__import__('os').listdir('/proc')") == "[]"
    else:
        assert "Permission" in str(run(sandbox, "open('/proc/self/maps')").report)


@pytest.mark.parametrize("module", ["models.elman", "widgets", "data", "training"])
def test_the_course_s_own_code_is_not_there(sandbox, module):
    report = run(sandbox, f"import unrolled.{module}").report
    assert report["error"] in ("ModuleNotFoundError", "PermissionError")


def test_python_s_own_code_is_there(sandbox):
    modules = "import colorsys, sqlite3, wave, torch.utils.benchmark"
    assert run(sandbox, f"{modules}\n{DOUBLE}").status == "done"


def test_gradients_work_after_a_fork(sandbox):
    stage = ("w = torch.ones(2, requires_grad=True); (w * w).sum().backward()",)
    gradient = "def double(x):\n    x.requires_grad_(); (x * x).sum().backward()"
    gradient += "\n    return x.grad"
    report = run(sandbox, gradient, cells=stage).report
    assert report == run(sandbox, DOUBLE).report


def test_a_stage_holds_the_cells_before_it_only(sandbox):
    first, second = ("a = 1",), ("a = 1", "b = a + 1")
    assert told(sandbox, "b", cells=second) == "2"
    assert told(sandbox, "'b' in globals()", cells=first) == "False"
    assert run(sandbox, "a = 7", cells=first).report["error"] == "NameError"
    assert told(sandbox, "a", cells=first) == "1"


def test_a_stage_that_fails_is_the_author_s_fault():
    with (
        pytest.raises(GradingError, match=r"does not run: NameError.*cell 'x = y'"),
        Sandbox("landlock", torch=False) as opened,
    ):
        run(opened, "", cells=("x = y\nz = 1",))


def test_data_can_be_read_and_not_written(tmp_path):
    data = tmp_path / "data" / "numbers.txt"
    data.parent.mkdir()
    data.write_text("42")
    for parent in (data, *data.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    beside = data.with_name("secret.txt")
    beside.write_text("no")
    for level in LEVELS:
        with Sandbox(level, data=[str(data)], torch=False) as opened:
            assert told(opened, f"open({str(data)!r}).read()") == "42"
            for attempt in (f"open({str(data)!r}, 'a')", f"open({str(beside)!r})"):
                error = run(opened, attempt).report["error"]
                assert error in ("PermissionError", "FileNotFoundError", "OSError")
    assert data.read_text() == "42"


LOOK = """
import ctypes
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # for limits alone, as root
mine = "s3cr3" * INSIDE
found, sought = 0, b"".join([b"s3c", b"r3"])
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
    for line in maps:
        start, end = (int(n, 16) for n in line.split()[0].split("-"))
        if " rw" in line:
            memory.seek(start)
            found += memory.read(end - start).count(sought)
raise ValueError(found)
"""


def test_no_answer_stays_in_the_memory_of_a_stage():
    look = LOOK.replace('"s3cr3" * INSIDE', "''")
    with Sandbox("rlimits", torch=False) as opened:
        before = run(opened, look).report["text"]
        run(opened, "password = 's3cr3'")
        after = run(opened, look).report["text"]
        own = run(opened, LOOK.replace("INSIDE", "3")).report["text"]
    assert int(before) == int(after) < int(own)


def test_a_slow_check_times_out_and_others_go_on(sandbox):
    requests = [
        Request("slow", (), "while True: pass", "", timeout=0.5),
        *(Request(n, (), DOUBLE, CHECK, timeout=60.0) for n in range(4)),
    ]
    outcomes = {o.key: o.status for o in run_all(sandbox, requests, jobs=2)}
    assert outcomes == {"slow": "timeout", **dict.fromkeys(range(4), "done")}


@pytest.mark.parametrize(
    "forbidden, answer",
    [
        ("torch.tanh", "torch.tanh(torch.ones(1))"),
        ("torch.tanh", "getattr(torch, 'ta' + 'nh')(torch.ones(1))"),
        ("torch.nn.functional.softmax", "torch.nn.functional.softmax(1)"),
        ("torch.nn.RNN", "torch.nn.RNN(2, 3)"),
        ("torch.nn.RNN", "torch.nn.modules.rnn.RNN(2, 3)"),
        ("torch.Tensor.softmax", "torch.ones(1).softmax(0)"),
    ],
)
def test_a_forbidden_name_raises(sandbox, forbidden, answer):
    report = run(sandbox, answer, forbidden=(forbidden,)).report
    assert (report["error"], report["text"]) == ("ForbiddenError", forbidden)
    assert run(sandbox, DOUBLE, forbidden=(forbidden,)).status == "done"


def test_flags_of_the_standard_streams_reach_no_other_check(sandbox):
    set_flags = "[fcntl.fcntl(n, 4, os.O_APPEND | os.O_NONBLOCK) for n in range(3)]"
    run(sandbox, f"import fcntl, os\n{set_flags}", hidden="")
    flags = told(sandbox, "__import__('fcntl').fcntl(0, 3)")
    assert not int(flags) & (os.O_APPEND | os.O_NONBLOCK)


HOLD = """
import contextlib, threading, time
threading.stack_size(1 << 16)
with contextlib.suppress(RuntimeError):
    for _ in range(99):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
time.sleep(60)
"""
START = "import threading, time\ntime.sleep(1)\nthreading.Thread(target=int).start()\n"


def test_checks_do_not_share_the_number_of_threads():
    requests = [
        Request("held", (), HOLD, "", timeout=4.0),
        Request("own", (), START + DOUBLE, CHECK, timeout=60.0),
    ]
    with Sandbox("namespaces") as opened:
        outcomes = {o.key: o.status for o in run_all(opened, requests, jobs=2)}
    assert outcomes == {"held": "timeout", "own": "done"}


def test_a_forbidden_module_cannot_be_imported(sandbox):
    for name in ("torch.fft", "unrolled.models"):
        report = run(sandbox, f"import {name}", forbidden=(name,)).report
        assert report["error"] == "ModuleNotFoundError"


def test_a_forbidden_name_that_does_not_exist_is_an_error(sandbox):
    with pytest.raises(GradingError, match=r"found no torch\.nn\.RNNN"):
        run(sandbox, DOUBLE, forbidden=("torch.nn.RNNN",))


def test_a_later_exercise_may_use_what_an_earlier_one_forbids(sandbox):
    name, cells = "torch.nn.GRUCell", ("import torch",)
    report = run(sandbox, f"{name}(1, 1)", cells=cells, forbidden=(name,)).report
    assert report["error"] == "ForbiddenError"
    cells += (f"layer = {name}(1, 1)",)
    assert run(sandbox, DOUBLE, cells=cells).status == "done"


def test_limits_alone_do_not_pass_the_self_test():
    complaint = pytest.raises(GradingError, match="'rlimits' does not hold")
    with Sandbox("rlimits", torch=False) as opened, complaint:
        verify(opened)


def test_limits_alone_leave_no_process_behind(mark):
    spawn = "import os, time\nif not os.fork(): os.setsid(); time.sleep(60)"
    with Sandbox("rlimits", torch=False) as opened:
        run(opened, spawn, hidden="")
        assert within(10, lambda: len(marked(mark)) == 1)  # the zygote
    assert not marked(mark)


def test_the_best_level_is_the_first_that_holds(monkeypatch):
    assert best_level() in LEVELS
    assert describe(best_level()).endswith(".")

    def none(level, **options):
        raise GradingError(f"{level}: not here")

    monkeypatch.setattr(selftest, "Sandbox", none)
    with pytest.raises(GradingError, match=r"--unsafe.*namespaces: not here"):
        best_level()
    assert best_level(unsafe=True) == "rlimits"


def test_an_unknown_level_is_refused():
    with pytest.raises(GradingError, match="'moat' does not work here"):
        Sandbox("moat", torch=False).ready()


@pytest.fixture
def mark(monkeypatch):
    """A text in the environment of all processes of the sandbox."""
    text = uuid.uuid4().hex
    monkeypatch.setitem(box.ENVIRONMENT, "UNROLLED_MARK", text)
    return text


def marked(mark):
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            found += [entry.parent.name] if mark.encode() in entry.read_bytes() else []
    return found


def within(seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


HOST = """
import sys
from unrolled.grading.sandbox import Request, Sandbox, box, run_all
box.ENVIRONMENT["UNROLLED_MARK"] = sys.argv[2]
stubborn = '''
import ctypes, signal
for number in range(1, 32):
    if number not in (9, 19):
        signal.signal(number, signal.SIG_IGN)
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
while True: pass
'''
with Sandbox(sys.argv[1], torch=False) as opened:
    request = Request(0, ("x = 1",), stubborn, "", timeout=60.0)
    print("started", flush=True)
    next(run_all(opened, [request], jobs=1))
"""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_all_ends_with_the_grader(level, end, mark):
    command = [sys.executable, "-c", HOST, level, mark]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **quiet) as host:
        host.stdout.readline()
        time.sleep(0.5)
        assert len(marked(mark)) >= 3  # zygote, stage, check
        os.kill(host.pid, end)
        host.wait(timeout=20)
    assert within(10, lambda: not marked(mark))
