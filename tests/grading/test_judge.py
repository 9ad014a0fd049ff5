import os
import subprocess
import sys
import time

import pytest

from unrolled.grading import GradingError, judge_requests
from unrolled.grading import judge as module
from unrolled.grading.judge import Judge, judge, reference, reference_statistics
from unrolled.grading.judge_nbval import Nbval
from unrolled.grading.work import Stage, Verdict, Work

RIGHT = "def double(x):\n    return 2 * x"
HIDDEN = "from unrolled.checks import draw, show\nshow(double(draw(3)))"
STAGE = Stage("double", ("helper = 1",), HIDDEN, seed=5)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")


@pytest.fixture(scope="module")
def nbval():
    with Nbval() as opened:
        yield opened


@pytest.fixture(scope="module")
def runner():
    opened = Judge()
    yield opened
    opened.close()


def compared(nbval, *pairs):
    nbval.send(list(pairs))
    return nbval.receive()


def test_nbval_passes_what_is_equal(nbval):
    pairs = [(f"(3,) {n}.1234\n", f"(3,) {n}.1234\n") for n in range(100)]
    assert compared(nbval, *pairs) == [True] * 100


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "(3,) 0.1235\n",
        "(3,) 0.1234",
        "(3,) 0.1234\n\n",
        " (3,) 0.1234\n",
        "(3,) 0.1234\n(3,) 0.1234\n",
        "other\r(3,) 0.1234\n",
        "\x1b[32m(3,) 0.1234\n",
        "?\x08(3,) 0.1234\n",
        "(3,) 0.1234\n\x00",
        "# NBVAL_SKIP\n(3,) 0.1234\n",
        "(3,) 0.1234\n</system-out></testcase>\ufffd",
        "(3,) 0.1234\n" * 10_000,
    ],
)
def test_nbval_fails_all_else_and_what_stands_beside_it_passes(nbval, shown):
    right = ("(3,) 0.1234\n", "(3,) 0.1234\n")
    verdicts = compared(nbval, right, (shown, right[0]), right)
    assert verdicts == [True, False, True]


def test_nbval_is_quick_about_long_texts(nbval):
    lines = ["abcdefghij" * 5 + str(n % 7) for n in range(350)]
    assert compared(nbval, ("\n".join(lines[::-1]), "\n".join(lines))) == [False]


def test_no_setting_of_the_project_changes_what_nbval_compares(nbval):
    # tests/nbval.cfg of this project lets nbval replace some texts before it compares.
    assert compared(nbval, ("took 3 s\n", "took 4 s\n")) == [False]


def test_that_nbval_has_died_is_told(nbval):
    with Nbval() as dying:
        dying.process.kill()
        with pytest.raises(GradingError, match="its process has died"):
            compared(dying, ("a", "a"))


KILLED = """
import os, signal
from unrolled.grading.judge_nbval import Nbval
nbval = Nbval()
nbval.send([("a", "a")])
nbval.receive()
print(os.listdir(os.environ["TMPDIR"]), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_stays_on_disk_even_if_the_grader_is_killed(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert "unrolled-judge-" in done.stdout, done.stderr
    deadline = time.monotonic() + 20
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not list(tmp_path.iterdir())


def test_the_judge_needs_no_torch():
    code = "import sys, unrolled.grading.judge as j; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


@linux
def test_verdicts_tell_what_became_of_each_work():
    answers = {
        "right": (RIGHT, Verdict("right", "double", "passed")),
        "wrong": ("def double(x):\n    return x", Verdict("wrong", "double", "wrong")),
        "raises": (
            "def double(x):\n    return x[7]",
            Verdict("raises", "double", "error", "IndexError", 2),
        ),
        "own": (
            "class OwnError(Exception): pass\nraise OwnError",
            Verdict("own", "double", "error", "Exception", 2),
        ),
        "slow": ("while True: pass", Verdict("slow", "double", "timeout")),
        "quits": ("import os; os._exit(0)", Verdict("quits", "double", "died")),
        "long": (
            "def double(x):\n    return 'x' * 30_000",
            Verdict("long", "double", "output"),
        ),
    }
    runner = Judge()
    expected = runner.reference([(STAGE, RIGHT)])[0]
    works = [
        Work(name, STAGE, answer, expected, timeout=2.0 if name == "slow" else 60.0)
        for name, (answer, _) in answers.items()
    ]
    verdicts = {v.submission: v for v in runner.judge(works, jobs=2)}
    assert verdicts == {name: verdict for name, (_, verdict) in answers.items()}


@linux
def test_forbidden_names_are_told():
    stage = Stage("double", (), HIDDEN, forbidden=("torch.nn.RNN",))
    answer = "import torch.nn\n\ntorch.nn.RNN(1, 2)"
    verdict = next(judge([Work("a", stage, answer, "x\n", 60.0)], jobs=1))
    assert verdict == Verdict("a", "double", "forbidden", "torch.nn.RNN", 3)


@linux
def test_what_the_student_s_process_claims_is_told_only_if_it_can_be_true():
    claim = (
        "import json, os\n"
        "os.write(3, json.dumps({'error': ['<b>'], 'line': 10**9}).encode() + b'\\n')"
        "\nos._exit(0)"
    )
    verdict = next(judge([Work("a", STAGE, claim, "x\n", 60.0)], jobs=1))
    assert verdict == Verdict("a", "double", "error", "Exception", None)


@linux
@pytest.mark.parametrize("line, told", [(1, 1), (2, 1), (3, 3), (4, None), (-1, None)])
def test_a_line_is_told_only_where_a_statement_starts(line, told):
    claim = f"""import os; report = (
    b'{{"error": "KeyError", "line": {line}}}')
os.write(3, report + b"\\n"); os._exit(0)"""
    verdict = next(judge([Work("a", STAGE, claim, "x\n", 60.0)], jobs=1))
    assert verdict == Verdict("a", "double", "error", "KeyError", told)


def test_no_answers_to_two_exercises_run_at_the_same_time(monkeypatch):
    monkeypatch.setattr(judge_requests, "TOGETHER", 2)
    later = Stage("later", (*STAGE.cells, RIGHT), HIDDEN)
    works = [Work(name, s, name, "") for name in "abc" for s in (later, STAGE)]
    parts = [[(r.key.stage, r.answer) for r in p] for p in judge_requests.parts(works)]
    assert parts == [
        [(STAGE, "a"), (STAGE, "b")],
        [(later, "a"), (later, "b")],
        [(STAGE, "c")],
        [(later, "c")],
    ]


@linux
def test_other_seeds_show_other_numbers(runner):
    stages = [Stage("double", (), HIDDEN, seed=s) for s in (1, 2, 1)]
    first, second, third = runner.reference([(stage, RIGHT) for stage in stages])
    assert first == third != second


@linux
def test_statistics_are_those_of_what_is_shown(runner):
    shown = runner.reference([(STAGE, RIGHT)])[0]
    numbers = runner.reference_statistics(STAGE, RIGHT, [4, STAGE.seed])
    assert list(numbers) == [4, STAGE.seed]
    assert shown.split()[1:] == [f"{n:.4f}" for n in numbers[STAGE.seed]]


@linux
@pytest.mark.parametrize(
    "answer, hidden, message",
    [
        ("raise ValueError('no')", HIDDEN, "answer:double: .*got ValueError no"),
        (RIGHT, "pass", "hidden:double: .*got 0: end it with show"),
    ],
)
def test_a_reference_that_fails_is_the_author_s_fault(runner, answer, hidden, message):
    with pytest.raises(GradingError, match=message):
        runner.reference([(Stage("double", (), hidden), answer)])


@linux
def test_a_reference_that_uses_a_forbidden_name_is_told(runner):
    stage = Stage("double", (), HIDDEN, forbidden=("torch.add",))
    answer = "def double(x):\n    return torch.add(x, x)"
    with pytest.raises(GradingError, match=r"got ForbiddenError torch\.add"):
        runner.reference([(stage, answer)])


@linux
def test_each_function_has_a_sandbox_of_its_own():
    shown = reference([(STAGE, RIGHT)], level="landlock")[0]
    numbers = reference_statistics(STAGE, RIGHT, [STAGE.seed], level="landlock")
    assert len(shown.split()) == 1 + len(numbers[STAGE.seed])


@linux
def test_closing_the_judge_ends_its_processes():
    runner = Judge()
    works = [Work("quick", STAGE, "1 / 0", "x\n", 60.0)]
    works += [Work(str(n), STAGE, "while True: pass", "x\n", 60.0) for n in range(3)]
    verdicts = runner.judge(works, jobs=2)
    assert next(verdicts).submission == "quick"
    processes = runner._box.process, runner._nbval.process
    verdicts.close()
    assert all(process.poll() is not None for process in processes)


def test_limits_alone_need_consent():
    with pytest.raises(GradingError, match="use --unsafe"):
        Judge("rlimits")


def test_limits_alone_judge_with_consent():
    verdicts = judge(
        [Work("a", STAGE, "1 / 0", "x\n")], jobs=1, level="rlimits", unsafe=True
    )
    assert [v.status for v in verdicts] == ["error"]


def test_the_level_is_the_best_one_unless_it_is_given(monkeypatch):
    monkeypatch.setattr(module, "best_level", lambda unsafe: "moat")
    for given, level in ((None, "moat"), ("landlock", "landlock")):
        with Judge(given) as opened:
            assert opened.level == level


@linux
def test_a_closed_judge_starts_anew_and_data_may_come_later(tmp_path):
    data = tmp_path / "data"
    data.write_text("7")
    for folder in (data, *tmp_path.parents[:3], tmp_path):
        folder.chmod(folder.stat().st_mode | 0o055)
    answer = f"number = int(open({str(data)!r}).read())"
    hidden = "from unrolled.checks import show\nshow(number)"
    with Judge() as opened:
        shown = opened.reference([(STAGE, RIGHT)])
        stage = Stage("read", (), hidden, data=(str(data),))
        assert opened.reference([(stage, answer)])[0].startswith("() 7.0000 ")
        opened.close()
        assert opened.reference([(STAGE, RIGHT)]) == shown
