"""Names that students chose, made harmless."""

import re
import unicodedata
from collections.abc import Iterable

ID_BYTES = 120


def identities(raw: Iterable[str]) -> list[str]:
    """Return ids that are file names on every system, each only once.

    Who has a harmless name keeps it, whatever others are called.
    """
    names = list(raw)
    taken = {name for name in names if safe(name) == name}
    unique = []
    for name in names:
        base = identity = safe(name)
        number = 1
        while name != base and identity in taken:
            number += 1
            identity = f"{base}~{number}"
        taken.add(identity)
        unique.append(identity)
    return unique


def safe(text: str) -> str:
    """Return a name that is harmless as a file's."""
    kept = re.sub(r"[^\w.@+-]+", "_", unicodedata.normalize("NFC", shown(text)))
    # File systems count bytes; reports add ".html" or the like.
    cut = kept.strip("._").encode()[:ID_BYTES].decode(errors="ignore")
    return cut or "unnamed"


def shown(text: str) -> str:
    """Return text from a file's name without control characters, not too long."""
    text = text.encode("utf-8", "replace").decode()
    kept = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:200])
    return "".join(kept)
