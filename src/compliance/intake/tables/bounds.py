"""How much the readers of ledgers take in, and the refusal of a file that holds more."""

import os

from compliance.errors import unreadable
from compliance.source import Source

ROWS = 10_000_000
COLUMNS = 16_384  # as many as a spreadsheet has
SHEETS = 1_000


def check_bytes(source: Source, most: int) -> None:
    """Nothing, if a file has no more bytes.  Raises: InputError if it has; OSError if it cannot be opened."""
    with source.open() as stream:
        size = stream.seek(0, os.SEEK_END)
    if size > most:
        zh, en = f"文件超过 {most >> 20} MiB;请拆分", f"the file is larger than {most >> 20} MiB; split it"
        raise unreadable(source.name, zh, en)


def check_rows(name: str, rows: int) -> None:
    """Nothing, if a file has no more rows than are read.  Raises: InputError if it has."""
    if rows > ROWS:
        zh, en = f"超过 {ROWS:,} 行;请拆分", f"it has more than {ROWS:,} rows; split it"
        raise unreadable(name, zh, en)
