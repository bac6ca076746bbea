"""How a product is written: as text to a stream, or as the bytes of a file.

Each product has a table of its formats, by name or by suffix, in its own `formats.py`: a new format is a module and a
row there, and the commands' choices, messages and checks of suffixes follow.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Generic, TextIO, TypeVar

from compliance.text import Lang, Text

EXCEL_ROWS = 1_048_575  # below the header, of those that a sheet can hold

Product = TypeVar("Product")


@dataclass(frozen=True, slots=True)
class TextFormat(Generic[Product]):
    """A format that may go to a terminal; `write` puts a product on a stream of text, in one language."""

    write: Callable[[Product, Lang, TextIO], None]


@dataclass(frozen=True, slots=True)
class FileFormat(Generic[Product]):
    """A format of files; `write` puts a product on a stream of bytes, in one language.

    `most_rows` is how many rows of results a file holds; None if there is no limit.
    """

    write: Callable[[Product, Lang, BinaryIO], None]
    most_rows: int | None = None


Formats = Mapping[str, TextFormat[Product] | FileFormat[Product]]


def named(suffixes: Iterable[str]) -> Text:
    """The suffixes in a row, as a message names them: .xlsx、.csv 或 .parquet."""
    *others, last = suffixes
    if not others:
        return Text(last, last)
    return Text(f"{'、'.join(others)} 或 {last}", f"{', '.join(others)} or {last}")
