import json
import subprocess
import sys
import time

import pytest

from unrolled.grading.confined import Confined, ConfinedError
from unrolled.grading.entries import Entry
from unrolled.grading.examine import examine


def test_100_mb_of_output_are_read(lab, handed_out, tmp_path):
    output = {"output_type": "stream", "name": "stdout", "text": ["x" * 99 + "\n"]}
    output["text"] *= 1_000_000
    cell = {"cell_type": "code", "source": "x", "outputs": [output]}
    handed_out["cells"].append(cell)
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(handed_out))
    assert path.stat().st_size > 100_000_000
    with Confined() as confined:
        examined = confined.call(examine, Entry((path.name,), path), lab)
    assert examined.problem == "" and examined.flags == ()


def test_the_sandbox_starts_and_submissions_are_read_without_heavy_imports():
    code = "import sys, unrolled.grading.command, unrolled.grading.examine as _\n"
    code += "print(*{'jinja2', 'nbformat', 'torch'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "\n"), run.stderr


def hog(size):
    return len(bytearray(size))


def test_a_call_that_needs_too_much_ends_only_itself():
    with Confined(seconds=5) as confined:
        with pytest.raises(ConfinedError, match="memory"):
            confined.call(hog, 64 * 2**30)
        assert confined.call(len, "abc") == 3


def test_a_call_that_never_returns_is_ended():
    with Confined(seconds=3) as confined:
        assert confined.call(len, "abc") == 3
        confined.seconds = 0.2
        with pytest.raises(ConfinedError, match="too long"):
            confined.call(time.sleep, 60)
        confined.seconds = 10
        assert confined.call(len, "abc") == 3
