"""A screening to codes, in pieces: each is a file that is kept as soon as it is done."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import narwhals as nw
import polars as pl

from compliance.compact import Compact
from compliance.engines.columnar.backends import Local, Polars
from compliance.engines.columnar.working import Frame
from compliance.intake.dataset import FILE_ROW, Dataset, Stored, height
from compliance.intake.leads import Leads
from compliance.intake.tables import Row

PIECE = 10_000_000
_LEADS = 10_000  # so many are read and judged at once


class _Piece(NamedTuple):
    """Rows of a file: from that one on, the first being 0, so many."""

    file: Path
    first: int
    height: int


class CompactRun:
    """Writes the codes of leads as files of a folder; what is there from an earlier run is not done again."""

    def __init__(self, folder: Path, stored: Stored, compact: Compact) -> None:
        self._folder = folder
        self._stored = stored
        self._compact = compact

    def of_leads(self, leads: Leads, told: Callable[[int], None]) -> None:
        """Write the codes of a ledger; `told` is called with the number of leads done so far."""
        done, rest = 0, iter(leads)
        while chunk := list(islice(rest, _LEADS)):
            part = self._part(str(done))
            if not part.exists():
                self._keep(self._compact.of_leads(chunk, Path(leads.file).name), part)
            done += len(chunk)
            told(done)

    def of_dataset(self, dataset: Dataset, leads: Leads, backend: Local, told: Callable[[int], None]) -> None:
        """Write the codes of a data set, whose odd rows `leads` reads; `told` is called with the rows done so far."""
        done = 0
        for number, piece in enumerate(_pieces(dataset)):
            part = self._part(f"{number:06}")
            if not part.exists():
                unfinished = self._folder / f"_unfinished.{self._stored}"
                backend.write(self._codes(dataset, leads, backend, piece), unfinished, self._stored)
                if height(unfinished, self._stored) < piece.height:
                    self._screen_odd(dataset, leads, piece, number)
                os.replace(unfinished, part)
            done += piece.height
            told(done)

    def _codes(self, dataset: Dataset, leads: Leads, backend: Local, piece: _Piece) -> Frame:
        table = backend.table(dataset, *piece)
        return self._compact.of_table(table, dataset.columns, leads.mapping, nw.lit(piece.file.name))

    def _screen_odd(self, dataset: Dataset, leads: Leads, piece: _Piece, number: int) -> None:
        """Write the codes of the odd rows of a piece, each read like a row of a ledger."""
        table = Polars().table(dataset, *piece)
        odd = self._folder / "_odd.parquet"
        Polars().write(self._compact.odd_of(table, dataset.columns, leads.mapping, [FILE_ROW]), odd, Stored.parquet)
        for start in range(0, height(odd, Stored.parquet), _LEADS):
            rows = pl.scan_parquet(odd).slice(start, _LEADS).collect().iter_rows()
            given = (Row(row, values) for row, *values in rows)
            if found := list(leads.leads_of(given, leads.left_out)):
                self._keep(self._compact.of_leads(found, piece.file.name), self._part(f"{number:06}-odd-{start}"))
        odd.unlink()

    def _keep(self, codes: pl.DataFrame, part: Path) -> None:
        unfinished = self._folder / f"_unfinished_odd.{self._stored}"
        Polars().write(nw.from_native(codes.lazy()), unfinished, self._stored)
        os.replace(unfinished, part)

    def _part(self, name: str) -> Path:
        return self._folder / f"part-{name}.{self._stored}"


def read_codes(folder: Path, stored: Stored, compact: Compact) -> Frame:
    """The codes in the files of a folder, read as they are asked for."""
    parts = sorted(folder.glob(f"part-*.{stored}"))
    if not parts:
        return nw.from_native(pl.LazyFrame(schema=compact.schema))
    if stored is Stored.parquet:
        return nw.from_native(pl.scan_parquet(parts))
    return nw.from_native(pl.scan_csv(parts, schema=compact.schema))


def _pieces(dataset: Dataset) -> Iterator[_Piece]:
    for file in dataset.files:
        rows = dataset.height(file)
        for first in range(0, rows, PIECE):
            yield _Piece(file, first, min(PIECE, rows - first))
