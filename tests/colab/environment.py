"""A clean environment with the versions that Colab has preinstalled."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PINS = [
    "anywidget==0.9.21",
    "ipykernel==6.17.1",
    "ipython==7.34.0",
    "ipywidgets==7.7.1",
    "jupyter-client==7.4.9",
    "matplotlib==3.10.0",
    "numpy==2.1.3",
    "torch==2.13.0",
    "traitlets==5.7.1",
]


def environment() -> Path:
    """Return the Python of an environment that holds just the pins; make it once."""
    key = hashlib.sha256("\n".join([*PINS, sys.version]).encode()).hexdigest()[:12]
    folder = ROOT / "_build" / "colab" / key
    python = folder / "bin" / "python"
    whole = (folder / "freeze.json").exists()
    if not whole or changed_versions(preinstalled(python), frozen(python)):
        print("making an environment with Colab's versions", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip(python, "install", *PINS)
        (folder / "freeze.json").write_text(json.dumps(frozen(python), indent=1))
    added = frozen(python).keys() - preinstalled(python).keys()
    if added:  # by the last run
        pip(python, "uninstall", "--yes", *sorted(added))
    return python


def pip(python: Path, *arguments: str) -> str:
    """Call pip in the environment and return what it prints."""
    command = [python, "-m", "pip", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"FAIL  pip {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def frozen(python: Path) -> dict[str, str]:
    """Return the versions of all installed packages."""
    rows = json.loads(pip(python, "list", "--format=json"))
    return {canonicalize_name(row["name"]): row["version"] for row in rows}


def preinstalled(python: Path) -> dict[str, str]:
    """Return the versions before any lab ran."""
    return json.loads((python.parents[1] / "freeze.json").read_text())


def changed_versions(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Say which preinstalled packages have another version, or are gone."""
    return [
        f"{name} {version} became {after.get(name, 'missing')}"
        for name, version in before.items()
        if after.get(name) != version
    ]


def is_installed(pin: str, versions: dict[str, str]) -> bool:
    """Tell whether a pinned version is there (a local part, as in +cpu, may follow)."""
    name, version = pin.split("==")
    return versions.get(name, "").split("+")[0] == version
