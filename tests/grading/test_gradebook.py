import csv
import io

import pytest

from unrolled.grading import GradingError
from unrolled.grading.delimited import Delimited, harmless
from unrolled.grading.gradebook import Gradebook

TITLE = "Lab 1: The recurrent cell"
CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Quiz (11),Lab 1: The recurrent cell (22),End
,,,,,,Manual Posting,
    Points Possible,,,,,10,18,(read only)
"Lovelace, Ada",101,u1,ada,"Mo, We",5,,50.1
"Bool, ""Bo""",102,u2,bo@uni.edu,Mo,,3,
Curie,103,u3,marie,Mo,7.50,EX,
Dijkstra,104,u4,dijk,Mo,,,
"Student, Test",105,,test,Mo,,,
'''
MOODLE = """\
Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",\
"Grade can be changed","Last modified (grade)","Feedback comments"
"Participant 101","Ada Lovelace",u1,ada@uni.edu,Submitted,,18.00,Yes,-,
"Participant 102","Bo ""B"" Bool",u2,bo@uni.edu,Submitted,3.00,18.00,\
Yes,"Monday, 2 November 2026, 9:00 AM",old
"Participant 103",Curie,u3,marie@uni.edu,Submitted,,18.00,No,-,
"Participant 104",Dijkstra,u4,d@uni.edu,"No submission",,18.00,Yes,-,
"""


def result(name, points, status="graded"):
    exercises = {
        "echo": {"points": points, "max_points": 18, "hint": "Mind <b> & more."}
    }
    return {"id": name, "status": status, "points": points, "exercises": exercises}


def results(*submissions):
    return {"max_points": 18, "submissions": list(submissions)}


@pytest.fixture
def fill(tmp_path):
    def call(text, *submissions, column="", encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        book = Gradebook(path, "lab1_recurrent_cell", TITLE, column)
        return book.fill(results(*submissions))

    return call


def rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def changed(before, after):
    """Columns in which two files differ, by the first cell of their rows."""
    assert len(before) == len(after)
    return {
        (old[0], name): new[i]
        for old, new in zip(before, after, strict=True)
        for i, name in enumerate(before[0])
        if old[i] != new[i]
    }


def test_canvas_gets_grades_and_nothing_else(fill):
    filled = fill(CANVAS, result("101", 18), result("102", 0), result("103", 5))
    column = f"{TITLE} (22)"
    assert changed(rows(CANVAS.encode()), rows(filled.data)) == {
        ("Lovelace, Ada", column): "18",
        ('Bool, "Bo"', column): "0",
    }
    assert filled.filled == 2
    assert filled.no_submission == ["Dijkstra", "Student, Test"]
    assert filled.notes == ["103: left as it is, it is fixed there"]


def test_moodle_gets_grades_and_feedback(fill):
    filled = fill(MOODLE, result("101", 4), result("102", 18), result("103", 5))
    found = changed(rows(MOODLE.encode()), rows(filled.data))
    assert {key[1] for key in found} == {"Grade", "Feedback comments"}
    assert found["Participant 101", "Grade"] == "4"
    assert found["Participant 101", "Feedback comments"] == (
        "4 of 18 points<br>echo: 4 of 18. Mind &lt;b&gt; &amp; more."
    )
    assert filled.no_submission == ["Dijkstra"]
    assert filled.notes == ["103: left as it is, it is fixed there"]


@pytest.mark.parametrize("text", [CANVAS, MOODLE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_without_grades_every_byte_is_kept(fill, text, encoding, end):
    text = text.replace("Curie", "Skłodowska" if encoding != "latin-1" else "Zoë")
    text = text.replace("\n", end)
    filled = fill(text, encoding=encoding)
    assert filled.data == text.encode(encoding) and filled.filled == 0


def test_semicolons_and_a_missing_last_line_end(fill):
    text = CANVAS.replace(",", ";").rstrip()
    filled = fill(text, result("101", 7))
    assert filled.data.decode() == text.replace('"Mo; We";5;;', '"Mo; We";5;7;')


@pytest.mark.parametrize("name", ["ada", "ADA", "u1", "101"])
def test_students_are_found_by_id_login_or_number(fill, name):
    assert fill(CANVAS, result(name, 7)).filled == 1


@pytest.mark.parametrize("name", ["bo", "bo@uni.edu", "u2", "102"])
def test_students_are_found_by_mail(fill, name):
    assert fill(CANVAS, result(name, 7)).filled == 1
    assert fill(MOODLE, result(name, 7)).filled == 1


def test_who_is_in_no_row_is_told(fill):
    filled = fill(CANVAS, result("zoe", 7), result("101", 7), result("ada", 8))
    assert filled.no_row == ["ada (a second submission)", "zoe"]
    assert filled.filled == 1


def test_the_id_counts_more_than_a_login_of_the_same_form(fill):
    text = CANVAS.replace(",marie,", ",101,")
    filled = fill(text, result("101", 7))
    assert [r[6] for r in rows(filled.data) if r[1] == "101"] == ["7"]


def test_a_shared_login_stands_for_nobody(fill):
    filled = fill(CANVAS.replace(",dijk,", ",ada,"), result("ada", 7))
    assert filled.no_row == ["ada"] and filled.filled == 0


def test_a_submission_without_mark_leaves_its_row(fill):
    filled = fill(CANVAS, result("101", 0, status="unreadable"))
    assert filled.data == CANVAS.encode()
    assert filled.notes == ["101: not filled in, it was not graded"]


@pytest.mark.parametrize("text", [CANVAS, MOODLE])
def test_another_maximum_is_told(fill, text):
    text = text.replace("10,18,(read", "10,20,(read").replace("18.00", "100.00")
    assert "change one of them" in fill(text).notes[0]


def test_a_column_of_another_name_is_given(fill):
    text = CANVAS.replace(TITLE, "Homework A")
    with pytest.raises(GradingError, match=r"--column"):
        fill(text, result("101", 7))
    for column in ("Homework A", "homework a (22)"):
        assert fill(text, result("101", 7), column=column).filled == 1


def test_the_only_assignment_is_the_lab(fill):
    text = CANVAS.replace(TITLE, "Homework A").replace("Quiz (11)", "Quiz")
    assert fill(text, result("101", 7)).filled == 1


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "an empty file"),
        ("a,b\n1,2\n", "expected a gradebook"),
        ('Student,ID\n"a"b,1\n', "stray quote in line 2"),
        ("Teilnehmer/in,Bewertung\n", "in English"),
    ],
)
def test_what_is_no_gradebook_is_told(fill, text, message):
    with pytest.raises(GradingError, match=message):
        fill(text)


def test_utf_16_is_told(fill):
    with pytest.raises(GradingError, match="UTF-16"):
        fill(CANVAS, encoding="utf-16")


def test_a_missing_gradebook_is_told(tmp_path):
    with pytest.raises(GradingError, match="cannot read"):
        Gradebook(tmp_path / "none.csv", "lab1", TITLE)


def test_a_changed_field_is_quoted_where_needed():
    file = Delimited(b'a,b\r\n"x\ny",2\r\n', "name")
    file.change(file.rows[1][1], 'say "1,2"')
    assert file.data() == b'a,b\r\n"x\ny","say ""1,2"""\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\n=1"])
def test_no_field_and_no_part_of_it_is_a_formula(text):
    assert harmless(text).startswith("'")
    assert harmless("a;=1; @x;\t+1\n-1") == "a;'=1; '@x;\t'+1\n'-1"


def test_other_fields_stay_as_they_are():
    assert [harmless(v) for v in ("ada", 7, "a=1; b", "")] == ["ada", "7", "a=1; b", ""]
