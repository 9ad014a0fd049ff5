"""What Python still needs to read once it runs."""

import os
import site
import sys
import sysconfig
from pathlib import Path

import unrolled

LIBRARIES = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/etc/ld.so.cache",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
)
PACKAGE = str(Path(unrolled.__file__).parent)


def readable() -> list[str]:
    """Return the interpreter's folders and shared libraries, without `unrolled`.

    Folders that a `.pth` file adds are left out: projects under work lie there.
    """
    prefixes = [sys.prefix, sys.base_prefix]
    packages = {*site.getsitepackages(prefixes), site.getusersitepackages()}
    standard = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    wanted = {*LIBRARIES, *standard, f"{sys.base_prefix}/lib"}
    wanted |= {path for path in sys.path if path in packages}
    return outermost(path for path in wanted if os.path.exists(path))


def outermost(paths) -> list[str]:
    """Return the paths that do not lie in others of them, sorted."""
    kept: list[str] = []
    for path in sorted({os.path.abspath(path) for path in paths}):
        if not any(inside(path, other) for other in kept):
            kept.append(path)
    return kept


def inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def without_package(path: str) -> list[str]:
    """Return a path, or, where `unrolled` lies in it, all else that it holds."""
    package = os.path.realpath(PACKAGE)
    if not inside(package, os.path.realpath(path)):
        return [path]
    if package == os.path.realpath(path):
        return []
    entries = (os.path.join(path, name) for name in os.listdir(path))
    return [kept for entry in entries for kept in without_package(entry)]
