"""A screening to codes, in pieces: each is a file that is kept as soon as it is done."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import narwhals as nw
import polars as pl

from compliance.compact import FILE, Compact, Counts
from compliance.engines.columnar.backends import Local, Polars, summed
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
    """Writes the codes of leads as files of a folder; what is there from an earlier run is not done again.

    `files` are the names of all that the leads stand in; `counts` counts the leads.
    """

    def __init__(self, folder: Path, stored: Stored, compact: Compact, files: Sequence[str]) -> None:
        self._files = files
        self.counts = Counts(compact)
        self._folder = folder
        self._stored = stored
        self._compact = compact

    def of_leads(self, leads: Leads, told: Callable[[int], None]) -> None:
        """Write the codes of a ledger; `told` is called with the number of leads done so far."""
        done, rest = 0, iter(leads)
        while chunk := list(islice(rest, _LEADS)):
            part = self._part(str(done))
            if part.exists():
                self._count(part)
            else:
                self._keep(self._compact.of_leads(chunk, self._files[0]), part)
            done += len(chunk)
            told(done)

    def of_dataset(self, dataset: Dataset, leads: Leads, backend: Local, told: Callable[[int], None]) -> None:
        """Write the codes of a data set, whose odd rows `leads` reads; `told` is called with the rows done so far."""
        done = 0
        for number, piece in enumerate(_pieces(dataset)):
            part = self._part(f"{number:06}")
            if part.exists():
                self._count(part, *self._folder.glob(f"part-{number:06}-odd-*.{self._stored}"))
            else:
                self._screen(dataset, leads, backend, piece, number)
            done += piece.height
            told(done)

    def _screen(self, dataset: Dataset, leads: Leads, backend: Local, piece: _Piece, number: int) -> None:
        unfinished = self._folder / f"_unfinished.{self._stored}"
        codes = self._codes(dataset, leads, backend, piece)
        self.counts.add(backend.write(codes, unfinished, self._stored, self.counts.sums))
        if height(unfinished, self._stored) < piece.height:
            self._screen_odd(dataset, leads, piece, number)
        os.replace(unfinished, self._part(f"{number:06}"))

    def _codes(self, dataset: Dataset, leads: Leads, backend: Local, piece: _Piece) -> Frame:
        table = backend.table(dataset, *piece)
        file = nw.lit(piece.file.name, dtype=nw.Enum(self._files))
        return self._compact.of_table(table, dataset.columns, leads.mapping, file)

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
        kept = nw.from_native(codes.lazy().with_columns(pl.col(FILE).cast(pl.Enum(self._files))))
        self.counts.add(Polars().write(kept, unfinished, self._stored, self.counts.sums))
        os.replace(unfinished, part)

    def _count(self, *parts: Path) -> None:
        """Count codes that an earlier run wrote."""
        if self._stored is Stored.parquet:
            codes = pl.scan_parquet(list(parts))
        else:
            codes = pl.scan_csv(list(parts), schema=self._compact.schema)
        self.counts.add(summed(Polars(), nw.from_native(codes), self.counts.sums))

    def _part(self, name: str) -> Path:
        return self._folder / f"part-{name}.{self._stored}"


def _pieces(dataset: Dataset) -> Iterator[_Piece]:
    for file in dataset.files:
        rows = dataset.height(file)
        for first in range(0, rows, PIECE):
            yield _Piece(file, first, min(PIECE, rows - first))
