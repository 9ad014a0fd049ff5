"""What GitHub, Binder and editors read of the project is valid and agrees with it."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from unrolled.course.setup_cell import repository

ROOT = Path(__file__).resolve().parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
ACTIONS = sorted(GITHUB.glob("actions/*/action.yml"))
TEMPLATES = sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml"))
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-actions": ACTIONS,
    "github-issue-forms": [path for path in TEMPLATES if path.stem != "config"],
    "github-issue-config": [path for path in TEMPLATES if path.stem == "config"],
    "dependabot": [GITHUB / "dependabot.yml"],
    "citation-file-format": [ROOT / "CITATION.cff"],
}
BREAKS = [
    ("runs-on:", "runs_on:"),
    ("steps:", "step:"),
    ("contents: read", "contents: reed"),
    ("timeout-minutes: 60", "timeout-minutes: soon"),
    ("- run: make test", "- runs: make test"),
]
LOST = [
    ("${{ matrix.python }}", "${{ matrix.pyhton }}"),
    ("needs: build", "needs: biuld"),
    ("steps.deployment.", "steps.deploy."),
]
OLDEST = "3.11"


def refused(schema: str, files: list[Path]) -> str:
    """Return what the schema has against the files; nothing if they are valid."""
    command = [sys.executable, "-m", "check_jsonschema"]
    options = ["--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run([*command, *options], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def lost_references(text: str) -> list[str]:
    """List the jobs, steps and matrix values that a workflow names but has not."""
    jobs, lost = yaml.safe_load(text)["jobs"], []
    for job in jobs.values():
        matrix = job.get("strategy", {}).get("matrix", {})
        known = {"matrix": matrix, "steps": [step.get("id") for step in job["steps"]]}
        named = re.findall(r"\b(matrix|steps)\.([\w-]+)", yaml.safe_dump(job))
        lost += [f"{kind}.{name}" for kind, name in named if name not in known[kind]]
        lost += {job["needs"]} - jobs.keys() if "needs" in job else []
    return lost


def made(path: Path) -> set[str]:
    """Return the targets of make that a file tells someone to run."""
    start = r"(?:^|`)" if path.suffix == ".md" else r"\b"
    found = re.findall(rf"{start}make ([a-z-]+(?: [a-z-]+)*)", path.read_text(), re.M)
    return {target for targets in found for target in targets.split()}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_follow_their_schema(schema):
    assert SCHEMAS[schema] and refused(schema, SCHEMAS[schema]) == ""


@pytest.mark.parametrize("right, wrong", BREAKS)
def test_a_broken_workflow_is_refused(right, wrong, tmp_path):
    text = (GITHUB / "workflows/ci.yml").read_text()
    assert right in text
    (tmp_path / "ci.yml").write_text(text.replace(right, wrong))
    assert "ci.yml" in refused("github-workflows", [tmp_path / "ci.yml"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_names_only_what_it_has(path):
    assert lost_references(path.read_text()) == []


@pytest.mark.parametrize("right, wrong", LOST)
def test_a_lost_reference_is_found(right, wrong):
    texts = [path.read_text() for path in WORKFLOWS]
    text = next(text for text in texts if right in text)
    assert lost_references(text.replace(right, wrong))


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, *ACTIONS], ids=lambda p: p.parent.name + p.stem
)
def test_actions_are_ours_or_pinned_to_a_commit(path):
    for action in re.findall(r"uses: (.+)", path.read_text()):
        ours = action.startswith("./") and (ROOT / action / "action.yml").is_file()
        assert ours or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action)


def test_only_the_deployment_may_write():
    jobs = {}
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {"contents": "read"}
        jobs |= {(path.stem, name): job for name, job in workflow["jobs"].items()}
    own = {
        name: job["permissions"] for name, job in jobs.items() if "permissions" in job
    }
    assert own == {("pages", "deploy"): {"pages": "write", "id-token": "write"}}


@pytest.mark.parametrize(
    "path",
    [
        *WORKFLOWS,
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", ".ci/run")),
        GITHUB / "pull_request_template.md",
        ROOT / ".devcontainer/devcontainer.json",
    ],
    ids=lambda path: path.name,
)
def test_every_target_of_make_that_is_named_exists(path):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    assert made(path) and made(path) <= set(targets)


def test_ci_on_github_makes_what_ci_here_makes():
    assert made(ROOT / ".ci/run") == made(GITHUB / "workflows/ci.yml")


def test_the_pythons_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ci = yaml.safe_load((GITHUB / "workflows/ci.yml").read_text())
    matrix = ci["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert SpecifierSet(project["requires-python"]) == SpecifierSet(f">={OLDEST}")
    assert matrix[0] == OLDEST and all(v in SpecifierSet(f">={OLDEST}") for v in matrix)
    setup = yaml.safe_load(ACTIONS[0].read_text())
    assert setup["inputs"]["python"]["default"] == OLDEST
    assert (ROOT / "binder/runtime.txt").read_text() == f"python-{OLDEST}\n"
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert f":{OLDEST}-" in container["image"]


def test_binder_takes_the_pinned_versions_and_no_cuda():
    rows = (ROOT / "binder/requirements.txt").read_text().splitlines()
    assert "--extra-index-url=https://download.pytorch.org/whl/cpu" in rows
    pins = next(row.split()[1] for row in rows if row.startswith("-c "))
    assert (ROOT / "binder" / pins).resolve() == ROOT / "requirements.txt"


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    assert citation["version"] == project["version"]
    assert citation["title"] == config["title"]
    assert citation["repository-code"] == repository(ROOT)[0]
