"""The repository's address: set in `_config.yml`, spelled in a few other files."""

import re
import subprocess
from pathlib import Path

from unrolled.course.notebook import write_texts
from unrolled.course.setup_cell import check_url, repository, slug

SKIPPED = {".git", ".venv", "_build", "node_modules", "__pycache__"}


def spelling(url: str) -> re.Pattern[str]:
    """Match OWNER/NAME of a repository, and OWNER.github.io/NAME, its pages."""
    owner, name = slug(url).split("/")
    return re.compile(
        rf"(?<![\w.-]){re.escape(owner)}(?P<pages>\.github\.io)?/{re.escape(name)}"
        r"(?!\w|-|\.(?!git\b)\w)"
    )


def places(root: Path, url: str) -> dict[Path, str]:
    """Return the text files of the project that spell the address, with their texts."""
    found = {}
    for path in _files(root):
        try:
            content = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        if spelling(url).search(content):
            found[path] = content
    return found


def publish_url(root: Path, new: str) -> list[Path]:
    """Change the address everywhere at once; return the changed files.

    Raises:
        CourseError: The new or the old address is no GitHub repository.
    """
    new = check_url(new)
    old, _ = repository(root)
    owner, name = slug(new).split("/")
    changed = {}
    for path, content in places(root, old).items():
        changed[path] = spelling(old).sub(
            lambda match: f"{owner}{match['pages'] or ''}/{name}", content
        )
    write_texts(changed)
    return sorted(changed) if new != old else []


def _files(root: Path) -> list[Path]:
    """List the project's files: those of git, or all where there is no git."""
    try:
        command = [
            "git",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True)
        paths = [root / name for name in listed.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [
            path
            for path in root.rglob("*")
            if not SKIPPED & set(path.relative_to(root).parts)
        ]
    return sorted(path for path in paths if path.is_file())
