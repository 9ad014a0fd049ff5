import codecs
import json

import pytest

from unrolled.grading.entries import Entry
from unrolled.grading.examine import defused, examine
from unrolled.grading.submission import UnreadableError, parse

ANSWER = "# exercise: elman_step\ndef elman_step(x, h, W_xh, W_hh, b_h):\n    return x"


def data(notebook):
    return json.dumps(notebook).encode()


def code(source, *tags):
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}


def notebook(*cells, version=4):
    return {"nbformat": version, "nbformat_minor": 5, "cells": list(cells)}


def flags(submission):
    return [f for f in submission.flags if "check cell" not in f]


def test_a_lab_as_handed_out_has_stubs_and_no_flags(lab, handed_out):
    submission = parse(data(handed_out), lab)
    assert submission.flags == []
    assert submission.answers == {n: e.stub for n, e in lab.exercises.items()}


@pytest.mark.parametrize(
    "encoded, flag",
    [
        (lambda t: codecs.BOM_UTF8 + t.encode(), None),
        (lambda t: t.encode("utf-16"), None),
        (lambda t: t.replace("x", "é").encode("latin-1"), "Latin-1"),
    ],
)
def test_any_encoding(lab, encoded, flag):
    text = json.dumps(notebook(code("x", "answer:echo")), ensure_ascii=False)
    submission = parse(encoded(text), lab)
    assert submission.answers["echo"] in ("x", "é")
    assert flags(submission) == [] if not flag else flag in flags(submission)[0]


def test_format_3(lab):
    cell = {"cell_type": "code", "input": [ANSWER], "language": "python"}
    old = {"nbformat": 3, "worksheets": [{"cells": [cell]}]}
    submission = parse(data(old), lab)
    assert submission.answers == {"elman_step": ANSWER}
    assert flags(submission) == ["notebook format 3, not 4"]


def test_format_5_and_a_missing_kernelspec(lab):
    submission = parse(data(notebook(code(ANSWER), version=5)), lab)
    assert submission.answers == {"elman_step": ANSWER}


@pytest.mark.parametrize("version", ["\ud800", "4;=1+1\n@x\u202e\0", {"a": ["\r"]}])
def test_a_flag_holds_no_odd_characters(lab, version):
    (flag,) = flags(parse(data(notebook(code(ANSWER), version=version)), lab))
    assert flag.isprintable() and flag.encode()


def test_lines_may_be_a_list_and_end_in_any_way(lab):
    submission = parse(data(notebook(code(["a\r\n", "b\rc"], "answer:echo"))), lab)
    assert submission.answers["echo"] == "a\nb\nc"


def test_without_tags_the_first_line_counts(lab):
    submission = parse(data(notebook(code("\n" + ANSWER))), lab)
    assert submission.answers == {"elman_step": "\n" + ANSWER}


def test_the_tag_counts_more_than_the_first_line(lab):
    submission = parse(data(notebook(code(ANSWER, "answer:echo"))), lab)
    assert submission.answers == {"echo": ANSWER}


def test_of_several_answers_the_last_counts_and_is_flagged(lab):
    cells = code("1", "answer:echo"), code("2", "answer:echo")
    submission = parse(data(notebook(*cells)), lab)
    assert submission.answers == {"echo": "2"}
    assert flags(submission) == ["echo: 2 answer cells, the last counts"]


def test_another_order_is_flagged(lab):
    cells = code("1", "answer:echo"), code("2", "answer:unroll")
    assert flags(parse(data(notebook(*cells)), lab)) == [
        "the exercises stand in another order"
    ]


def test_edited_and_removed_checks_are_flagged(lab, handed_out):
    for cell in handed_out["cells"]:
        if "check:echo" in cell["metadata"].get("tags", []):
            cell["source"] = "print('✓ echo: all checks passed')"
    handed_out["cells"] = [
        c
        for c in handed_out["cells"]
        if "check:unroll" not in c["metadata"].get("tags", [])
    ]
    assert parse(data(handed_out), lab).flags == [
        "unroll: check cell removed",
        "echo: check cell edited",
    ]


def test_a_notebook_of_something_else_is_flagged(lab):
    assert flags(parse(data(notebook(code("1 + 1"))), lab)) == [
        "no answer cell of this lab: is it another notebook?"
    ]


def test_nothing_but_code_of_known_exercises_is_taken(lab):
    cells = (
        code("x", "answer:other"),
        {"cell_type": "markdown", "source": ANSWER, "metadata": {}},
        {"cell_type": "code", "source": 7, "metadata": {"tags": ["answer:echo", 3]}},
        {"cell_type": "code", "source": ANSWER, "metadata": {"tags": "answer:echo"}},
        code("x", "hidden:echo", "points:100"),
        "text",
        None,
    )
    submission = parse(data(notebook(*cells)), lab)
    assert submission.answers == {"echo": "", "elman_step": ANSWER}


UNREADABLE = {
    "empty": b"",
    "spaces": b" \n",
    "text": b"hello",
    "half": b'{"cells": [{"cell_type": "code", ',
    "a list": b"[1, 2]",
    "a number": b"7",
    "no cells": b'{"nbformat": 4}',
    "cells that are none": b'{"nbformat": 4, "cells": {"a": 1}}',
    "deep": b"[" * 100_000,
    "deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "pdf": b"%PDF-1.7 \xff\xfe",
    "zip": b"PK\x03\x04" + bytes(100),
    "huge number": b'{"cells": 1' + b"0" * 10_000 + b"}",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_notebook_is_told(lab, content):
    with pytest.raises(UnreadableError, match=r"empty|not a notebook"):
        parse(content, lab)


def test_odd_characters_do_no_harm(lab):
    source = "a = '\ud800\0'"
    submission = parse(data(notebook(code(source, "answer:echo"))), lab)
    submission.answers["echo"].encode()
    assert "\0" not in submission.answers["echo"]


@pytest.mark.parametrize(
    "source, harmless",
    [
        ("# NBVAL_SKIP\nx = 1", "# nbval_SKIP\nx = 1"),
        ("'''\n# NBVAL_IGNORE_OUTPUT\n'''", "'''\n# nbval_IGNORE_OUTPUT\n'''"),
        (
            "a\x0b# PYTEST_VALIDATE_IGNORE_OUTPUT",
            "a\x0b# pytest_validate_IGNORE_OUTPUT",
        ),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("if x:\n    !rm -rf /\ny?", "if x:\n    pass\npass"),
        ("x = 7\\\n% 4", "x = 7\\\n% 4"),
        ("'''\n%time\n'''", "'''\n%time\n'''"),
    ],
)
def test_markers_and_magics_are_defused(source, harmless):
    assert defused(source) == harmless


def test_a_stub_is_no_answer_even_with_comments(lab, tmp_path):
    path = tmp_path / "a.ipynb"
    stub = lab.exercises["planted_bug"].stub + "\n\n# help!\n"
    path.write_bytes(data(notebook(code(stub, "answer:planted_bug"))))
    answers = examine(Entry((path.name,), path), lab).answers
    assert answers["planted_bug"].status == "missing" == answers["echo"].status
