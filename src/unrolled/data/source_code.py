r"""Python's standard library as text, every character labelled by ``tokenize``.

Labels, one value a character:

* ``string``: 1 inside a string literal, from its first quote to its last (a prefix
  such as ``r`` or ``f`` stands before it).
* ``comment``: 1 inside a comment, its ``#`` included.
* ``keyword``: 1 inside a reserved word.
* ``depth``: how many brackets are open, the character's own included.

Licence: PSF License Agreement; the text is read from the running interpreter, so it
differs a little between Python versions. Source: https://docs.python.org/3/license.html
"""

import io
import keyword
import sysconfig
import tokenize
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

# Modules that are one file in every Python from 3.11 on.
MODULES = {
    "train": """argparse ast bdb calendar cmd codecs configparser contextlib copy csv
        dataclasses difflib doctest enum fractions ftplib functools gettext gzip imaplib
        inspect ipaddress mailbox mimetypes nturl2path optparse os pdb pickletools
        plistlib poplib pprint pydoc random sched selectors shelve smtplib socket
        socketserver ssl statistics string subprocess symtable tarfile""".split(),
    "valid": ["shutil", "textwrap", "threading", "tokenize", "trace"],
    "test": ["pickle", "platform", "tempfile", "timeit", "traceback", "uuid"],
}


@dataclass(frozen=True)
class LabelledText:
    r"""A text of T characters and its labels.

    Args:
        text: the characters.
        labels: name to int64 tensor (T,).
    """

    text: str
    labels: dict[str, Tensor]

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, where: slice) -> "LabelledText":
        labels = {name: values[where] for name, values in self.labels.items()}
        return LabelledText(self.text[where], labels)


def label(text: str) -> LabelledText:
    r"""Label every character of a piece of Python source.

    Raises:
        ValueError: the text is not Python that ``tokenize`` can read.
    """
    starts = [0]
    for line in io.StringIO(text):
        starts.append(starts[-1] + len(line))
    names = ("string", "comment", "keyword", "depth")
    labels = {n: torch.zeros(len(text), dtype=torch.int64) for n in names}
    try:
        for name, begin, end in _spans(text):
            a, b = (starts[row - 1] + column for row, column in (begin, end))
            labels[name][a:b] = 1 if name != "depth" else labels[name][a:b] + 1
    except (tokenize.TokenError, SyntaxError) as error:
        raise ValueError(f"expected Python source, got an error: {error}") from error
    return LabelledText(text, labels)


def _spans(text: str):
    """Yield (label, start, end) with positions as (row, column), row from 1."""
    opened, f_strings = [], []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[token.type]
        if kind.endswith("STRING_START"):  # f"..." comes in pieces from Python 3.12 on
            f_strings.append(_first_quote(token))
        elif kind.endswith("STRING_END"):
            yield "string", f_strings.pop(), token.end
        elif kind == "STRING":
            yield "string", _first_quote(token), token.end
        elif kind == "COMMENT":
            yield "comment", token.start, token.end
        elif kind == "NAME" and keyword.iskeyword(token.string):
            yield "keyword", token.start, token.end
        elif kind == "OP" and token.string in "([{":
            opened.append(token.start)
        elif kind == "OP" and token.string in ")]}" and opened:
            yield "depth", opened.pop(), token.end


def _first_quote(token: tokenize.TokenInfo) -> tuple[int, int]:
    row, column = token.start
    return row, column + next(i for i, c in enumerate(token.string) if c in "'\"")


def load(split: str = "train") -> list[LabelledText]:
    r"""Return the labelled modules of a split, one text each.

    Args:
        split: "train" (about 2 million characters), "valid" or "test".

    Raises:
        ValueError: the split has another name.
        FileNotFoundError: this Python came without its standard library's source.
    """
    if split not in MODULES:
        raise ValueError(f"expected a split of {list(MODULES)}, got {split!r}")
    folder = Path(sysconfig.get_path("stdlib"))
    files = [f for name in MODULES[split] if (f := folder / f"{name}.py").exists()]
    if not files:
        raise FileNotFoundError(
            f"expected the standard library's .py files in {folder}, found none: "
            "install the full Python (Debian: apt-get install libpython3-stdlib)"
        )
    return [label(f.read_text(encoding="utf-8")) for f in files]


def lines(split: str = "train", max_length: int = 80) -> list[LabelledText]:
    r"""Return single lines of code, without indentation, each a sequence of its own.

    Lines that are empty, begin or end inside a string literal, or are longer than
    ``max_length`` characters are left out, so that every line can be read from an
    empty memory (h_0 = 0).
    """
    found = []
    for module in load(split):
        a = 0
        for line in io.StringIO(module.text):
            b = a + len(line.rstrip())
            begin = a + len(line) - len(line.lstrip())
            if 0 < b - begin <= max_length and not _crosses(module, a, a + len(line)):
                found.append(module[begin:b])
            a += len(line)
    return found


def _crosses(module: LabelledText, a: int, b: int) -> bool:
    """Does a string literal cross the start or the end of line text[a:b]?"""
    string = module.labels["string"]
    return bool(string[a] or string[b - 1])
