"""Submissions whose contents are the attack: on readers, marks and reports.

They come in a zip archive as Canvas writes it, which holds traps of its own, between
two honest students. Attacks by names are in test_names.py, those on the sandbox in
test_attacks.py.
"""

import json
import stat
import struct
import zipfile

import pytest

from unrolled.grading.entries import MAX_BYTES

MARKUP = "<script>document.title=1</script><img src=x onerror=alert(1)>{{1303*1303}}"
STUB = "# exercise: unroll\nraise NotImplementedError"


def cell(source, *tags, **other):
    metadata = {"tags": list(tags)} | other.pop("metadata", {})
    return {"cell_type": "code", "source": source, "metadata": metadata} | other


def notebook(*cells, **other):
    return json.dumps({"nbformat": 4, "cells": list(cells)} | other).encode()


def answer(source):
    return notebook(cell(source, "answer:unroll"))


# Contents of notebooks that try to gain points or to stop the grader.
CONTENTS = {
    "deep_json": b"[" * 1_000_000,
    "wide_json": b'{"nbformat": 4, "cells": [' + b"[]," * 4_000_000 + b"[]]}",
    "many_cells": notebook(*[cell("", "answer:unroll")] * 50_000),
    "same_key": b'{"cells": [], "cells": 1, "nbformat": 4}',
    "infinity": b'{"nbformat": NaN, "cells": [Infinity, -Infinity]}',
    "huge_answer": answer("x = 1\n" * 1_000_000),
    "deep_answer": answer("(" * 5_000 + ")" * 5_000),
    "deep_minus": answer("x = " + "-" * 50_000 + "1"),
    "dots": answer("x" + ".x" * 1_500),
    "deep_dots": answer("x" + ".x" * 40_000),
    "deep_blocks": answer("".join(" " * i + "if 1:\n" for i in range(150))),
    "huge_power": answer("x = 9 ** 9 ** 9"),
    "huge_number": answer("x = " + "9" * 90_000),
    "huge_text": answer("x = 'a' * 10 ** 12"),
    "nul": answer("x = 1\0\ndef unroll(*_): pass"),
    "surrogates": answer("x = '\ud800'; raise Exception(x)"),
    "cookie": answer("# coding: unknown-8\nx = 1"),
    "skipped": answer("# NBVAL_SKIP\n# NBVAL_IGNORE_OUTPUT\ndef unroll(*_): return 0"),
    "magics": answer("%%bash\necho owned > /tmp/owned\n!touch /tmp/owned\n%run x"),
    "forged_points": notebook(
        cell("", "answer:unroll", "points:1000", "hidden:unroll", "nbval-skip"),
        cell("print('(4, 7, 4) 0 0 0')", "hidden:unroll", "points:100"),
        metadata={"points": 18, "grade": "A", "unrolled": {"status": "graded"}},
    ),
    "forged_outputs": notebook(
        cell(
            STUB,
            "answer:unroll",
            outputs=[{"output_type": "stream", "name": "stdout", "text": "18"}],
            execution_count=1,
        )
    ),
    "other_names": notebook(
        cell("x", "answer:../../results"),
        cell("x", "answer:echo\npoints:9"),
        cell("x", "answer:__class__"),
        cell("# exercise: ../../results\nx"),
    ),
    "markup": answer(f"raise type('{MARKUP}', (Exception,), {{}})('{MARKUP}')"),
    "surrogate_format": b'{"nbformat": "\\ud800", "cells": []}',
    "formula_format": notebook(nbformat="4;=1+1\n=1\t@x\u202e\0"),
    "pickle": b"\x80\x04\x95cposix\nsystem\n(S'touch /tmp/owned'\ntR.",
    "yaml": b"!!python/object/apply:os.system ['touch /tmp/owned']",
    "html": f"<html>{MARKUP}</html>".encode(),
}


def bomb(number):
    """More than is read of any notebook, in a thousandth of its size."""
    return f"bomb_{number}_{number}_x.ipynb", bytes(MAX_BYTES + 1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, right):
    path = tmp_path_factory.mktemp("zip") / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("honestada_1_1_lab1.ipynb", right)
        for number, content in enumerate(CONTENTS.values(), start=100):
            file.writestr(f"eve_{number}_{number}_lab1.ipynb", content)
        file.writestr(*bomb(2))
        file.writestr("eve_8_8_x_1_assignsubmission_file_.ipynb", answer("x"))
        for target in ("../owned_3_3_x.ipynb", "/tmp/owned_4_4_x.ipynb"):
            file.writestr(target, right)
        link = zipfile.ZipInfo("link_5_5_x.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("folder_6_6_x.ipynb/", "")
        file.writestr("liar_7_7_x.ipynb", bytes(10**6))
        file.writestr("honestbo_9_9_lab1.ipynb", right)
    shrink(path, b"liar_7_7_x.ipynb", 10**6)
    return path


def shrink(path, name, size):
    """Let an archive's directory say that a member has one byte."""
    data = path.read_bytes()
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    old = struct.pack("<I", size)
    assert data[place + 24 : place + 28] == old
    path.write_bytes(data[: place + 24] + struct.pack("<I", 1) + data[place + 28 :])


def test_the_honest_get_their_points(graded, archive, lab):
    students, _ = graded(archive)
    assert students["1"]["points"] == students["9"]["points"] == lab.max_points
    assert students["1"]["file"] == "honestada_1_1_lab1.ipynb"


@pytest.mark.parametrize("number, name", list(enumerate(CONTENTS, start=100)))
def test_contents_gain_nothing(graded, archive, number, name):
    student = graded(archive)[0][str(number)]
    assert student["points"] == 0
    assert student["status"] in ("graded", "unreadable")


def test_an_answer_too_deep_to_read_costs_its_exercise_only(graded, archive):
    number = 100 + list(CONTENTS).index("dots")
    student = graded(archive)[0][str(number)]
    assert student["exercises"]["unroll"]["error"] == "RecursionError"


@pytest.mark.parametrize("identity", ["2", "3", "4", "5", "6", "7"])
def test_traps_of_archives_are_rows_without_a_mark(graded, archive, identity):
    students = graded(archive)[0].values()
    (student,) = (s for s in students if f"_{identity}_{identity}_" in s["file"])
    assert student["status"] == "unreadable" and student["problem"]


def test_the_report_is_harmless_and_nothing_else_is_written(graded, archive, harmless):
    harmless(*graded(archive))
