import json
import os
import subprocess
import sys
import time

import pytest
import typer
from typer.testing import CliRunner

from unrolled import cli
from unrolled.data import wheels


def save(path, *cells):
    cells = [
        {
            "cell_type": "code",
            "source": source,
            "metadata": {"tags": list(tags)},
            "execution_count": None,
            "outputs": [],
        }
        for source, *tags in cells
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook))
    return path


def call(capsys, monkeypatch, *arguments):
    """Call the command in this process; return exit code, stdout and stderr."""
    monkeypatch.setattr(sys, "argv", ["unrolled", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


@pytest.fixture
def unrolled(project, capsys, monkeypatch):
    return lambda *arguments: call(capsys, monkeypatch, *arguments)


def files(project):
    return {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}


ANSWER = """\
# exercise: f
def f():
    # BEGIN SOLUTION
    return 1
    # END SOLUTION"""
GOOD = [(ANSWER, "answer:f"), ("assert f() == 1", "check:f")]


def test_normalise_and_labs_write_then_find_nothing_to_do(project, unrolled):
    save(project / "solutions" / "a.ipynb", *GOOD)
    assert unrolled("normalise", "--check")[0] == 1
    assert unrolled("normalise")[:2] == (0, "solutions/a.ipynb\n")
    code, out, err = unrolled("labs", "--check")
    assert (code, out) == (1, "")
    assert err == "labs/a.ipynb is stale: run `unrolled labs`\n"
    assert unrolled("labs")[:2] == (0, "labs/a.ipynb\n")
    assert unrolled("labs", "--check") == (0, "", "")
    assert unrolled("normalise", "--check") == (0, "", "")


def test_run_executes_one_notebook(project, unrolled):
    path = save(project / "book" / "a.ipynb", ("print(6 * 7)",))
    assert unrolled("run", path)[0] == 0
    assert "42" in path.read_text()


def test_publish_url_names_what_it_changed(project, unrolled):
    code, out, _ = unrolled("publish-url", "https://github.com/uni/course")
    assert (code, out) == (0, "changed _config.yml\n")


BAD = {
    "missing file": (["run", "book/none.ipynb"], "found no file"),
    "missing file to normalise": (["normalise", "book/none.ipynb"], "found no file"),
    "not a notebook": (["normalise", "book/text.ipynb"], "no JSON"),
    "not a notebook to run": (["run", "book/text.ipynb"], "no JSON"),
    "a folder": (["normalise", "book"], "found no file"),
    "elsewhere": (["normalise", "_config.yml"], "no JSON"),
    "wrong tag": (["normalise", "book/tag.ipynb"], "did you mean 'answer:f'"),
    "wrong tag to run": (["run", "book/tag.ipynb"], "did you mean 'answer:f'"),
    "unknown exercise": (["labs"], "expected a cell answer:g"),
    "unknown exercise under check": (["labs", "--check"], "expected a cell answer:g"),
    "failing cell": (["run", "book/fails.ipynb"], "ZeroDivisionError"),
    "bad address": (["publish-url", "nowhere"], "OWNER/NAME"),
    "no site": (["serve"], "run `make book`"),
    "unknown data": (["data", "fetch", "nothing"], "got nothing"),
    "no data named": (["data", "fetch"], "--all"),
}


@pytest.mark.parametrize("arguments, message", BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_changes_nothing(
    project, unrolled, arguments, message
):
    (project / "book" / "text.ipynb").write_text("only text")
    save(project / "book" / "tag.ipynb", ("f = 1", "answr:f"))
    save(project / "book" / "fails.ipynb", ("1 / 0",))
    save(project / "solutions" / "a.ipynb", *GOOD, ("assert g()", "check:g"))
    before = files(project)
    code, out, err = unrolled(*arguments)
    assert code == 2 and out == ""
    assert err.startswith("unrolled: ") and err.count("\n") == 1
    assert message in err
    assert files(project) == before


@pytest.mark.parametrize(
    "arguments", [["labs"], ["normalise"], ["run", "book/b.ipynb"], ["publish-url"]]
)
def test_a_read_only_folder_is_one_line_and_nothing_half_written(
    project, unrolled, monkeypatch, arguments
):
    save(project / "solutions" / "a.ipynb", *GOOD)
    save(project / "book" / "b.ipynb", ("1",))
    if arguments == ["publish-url"]:
        arguments = ["publish-url", "https://github.com/uni/course"]
    before = files(project)

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    code, _, err = unrolled(*arguments)
    assert code == 2 and err.count("\n") == 1 and "Read-only file system" in err
    assert files(project) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_one_line(project, unrolled):
    save(project / "solutions" / "a.ipynb", *GOOD)
    (project / "labs").chmod(0o555)
    code, _, err = unrolled("labs")
    assert code == 2 and err.count("\n") == 1 and "labs" in err


def test_no_network_and_an_empty_cache_is_one_line(project, unrolled, monkeypatch):
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    code, _, err = unrolled("data", "fetch", "--all")
    assert code == 2 and err.count("\n") == 1 and "expected to download" in err


def test_data_list_names_all_data_sets(unrolled):
    code, out, _ = unrolled("data", "list")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == list(
        wheels.ARCHIVES
    )


def test_outside_of_a_project_every_command_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for arguments in (["labs"], ["normalise"], ["run", "x"], ["serve"]):
        code, _, err = call(capsys, monkeypatch, *arguments)
        assert code == 2 and "_config.yml" in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["run"], ["labs", "--nonsense"]])
def test_wrong_usage_ends_with_two(unrolled, arguments):
    code, out, err = unrolled(*arguments)
    assert code == 2 and out == "" and "Traceback" not in err


def test_every_command_has_help():
    for group in (cli.app, cli.data):
        assert CliRunner().invoke(group, ["--help"]).exit_code == 0
        assert all(c.help for c in typer.main.get_group(group).commands.values())


def test_the_command_starts_without_torch_and_soon():
    script = "import sys, unrolled.cli; sys.exit('torch' in sys.modules)"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], check=True)
    assert time.perf_counter() - start < 5
    subprocess.run([sys.executable, "-m", "unrolled", "--help"], check=True)
