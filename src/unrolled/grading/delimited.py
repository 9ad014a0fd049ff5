"""CSV files of which single fields are changed and every other byte is kept."""

import re
from dataclasses import dataclass

from unrolled.grading import GradingError

# What a spreadsheet takes for a formula if a field starts with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# The same after what another country's spreadsheet takes for the end of a field.
INNER = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@])")


@dataclass(frozen=True)
class Field:
    """A field: its place in the text, and its value without quotes."""

    start: int
    end: int
    value: str


class Delimited:
    """The text of a CSV file, its rows, and changes to make."""

    def __init__(self, data: bytes, name: str) -> None:
        r"""Read a file in UTF-8 (with or without BOM) or an 8-bit encoding.

        Raises:
            GradingError: It is in UTF-16, empty, or its quotes do not match.
        """
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not data.strip():
            what = "an empty file" if not data.strip() else "UTF-16"
            raise GradingError(
                f"expected a CSV file in UTF-8, got {what} in {name}: "
                "give the file as it was downloaded"
            )
        # One character a byte, so that places are the same in both.
        self._text = data.decode("latin-1")
        self._changes: dict[int, tuple[int, str]] = {}
        start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        first = re.split(r"[\r\n]", self._text[start:], maxsplit=1)[0]
        self._delimiter = max(",;\t", key=first.count)
        self.rows = list(self._read(start, name))

    def _read(self, place: int, name: str):
        ends = f"{self._delimiter}|\r\n|\n|\r|$"
        field = re.compile(rf'("(?:[^"]|"")*"|[^"{self._delimiter}\r\n]*)({ends})')
        row: list[Field] = []
        while place < len(self._text):
            match = field.match(self._text, place)
            if not match:
                line = self._text.count("\n", 0, place) + 1
                raise GradingError(
                    f"expected CSV in {name}, got a stray quote in line {line}: "
                    "give the file as it was downloaded"
                )
            row.append(Field(*match.span(1), _value(match[1])))
            place = match.end()
            if match[2] != self._delimiter or place == len(self._text):
                yield row
                row = []

    def change(self, field: Field, value: str) -> None:
        """Replace a field, as UTF-8; the rest of the file stays as it is."""
        self._changes[field.start] = (field.end, self._quoted(value))

    def _quoted(self, value: str) -> str:
        if re.search(rf'["{self._delimiter}\r\n]', value):
            value = '"' + value.replace('"', '""') + '"'
        return value.encode().decode("latin-1")

    def data(self) -> bytes:
        """Return the changed file."""
        pieces, place = [], 0
        for start, (end, value) in sorted(self._changes.items()):
            pieces += [self._text[place:start], value]
            place = end
        return "".join([*pieces, self._text[place:]]).encode("latin-1")


def _value(raw: str) -> str:
    if raw.startswith('"'):
        raw = raw[1:-1].replace('""', '"')
    data = raw.encode("latin-1")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def harmless(value: object) -> str:
    """Return text that no spreadsheet takes for a formula."""
    text = INNER.sub(r"\1'", str(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
