r"""Write requirements.txt and requirements-site.txt from what is installed here.

``make lock`` runs this in a fresh environment. requirements-site.txt is the part that
building the site needs: no torch, no notebooks are run.
"""

from collections.abc import Iterable
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    distributions,
    requires,
)
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Of the core, the site needs only what the command line and the extension import.
SITE_CORE = ["nbformat", "typer"]
NOT_PINNED = {"unrolled", "pip", "setuptools", "wheel"}


def closure(requirements: Iterable[str]) -> set[str]:
    r"""Return the canonical names of the installed packages that these need."""
    todo, found = [Requirement(r) for r in requirements], set()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (dist := _installed(name)) is None:
            continue
        found.add(name)
        for text in dist.requires or []:
            needed = Requirement(text)
            extras = requirement.extras or {""}
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": e}) for e in extras
            ):
                todo.append(needed)
    return found - NOT_PINNED


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def site_requirements() -> list[str]:
    r"""Return the direct requirements of the site, as pyproject.toml states them."""
    found = list(SITE_CORE)
    for text in requires("unrolled") or []:
        requirement = Requirement(text)
        if requirement.marker and requirement.marker.evaluate({"extra": "site"}):
            found.append(str(requirement).split(";")[0])
    return found


def write(root: Path) -> None:
    r"""Write both files into the folder ``root``."""
    pins = {}
    for dist in distributions():
        name = canonicalize_name(dist.metadata["Name"])
        if name not in NOT_PINNED:
            pins[name] = f"{name}=={dist.version.split('+')[0]}"
    site = closure(site_requirements())
    head = "# Written by `make lock`; {}.\n"
    for file, names, what in (
        ("requirements.txt", pins, "everything that `make test` needs"),
        ("requirements-site.txt", pins.keys() & site, "the part for `make book`"),
    ):
        rows = "\n".join(pins[name] for name in sorted(names))
        (root / file).write_text(head.format(what) + rows + "\n")


if __name__ == "__main__":
    write(Path.cwd())
