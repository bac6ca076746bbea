"""Write outcomes of leads in pieces: each is a file that is kept as soon as it is done, with its counts beside it."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import narwhals as nw
import polars as pl

from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.encoding import ROW
from compliance.intake.leads.lead_table import LeadTable
from compliance.intake.leads.leads import Leads
from compliance.intake.tables.dataset import FILE_ROW, Dataset, height, not_read
from compliance.intake.tables.parquet import with_readable_days
from compliance.intake.tables.stored import Stored
from compliance.intake.tables.table import Row
from compliance.screening.batches import in_batches
from compliance.screening.bulk.counts import OutcomeCounts
from compliance.screening.bulk.outcome_table import FILE, OutcomeTable
from compliance.screening.bulk.storage import PolarsStorage, Storage, Sums
from compliance.screening.summary import ScreeningSummary

PIECE = 10_000_000
_SUMS = "_sums-"  # readers of a folder of tables pass over names that begin so
_LEADS = 10_000  # so many are read and judged at once


class _Piece(NamedTuple):
    """Rows of a file: from that one on, the first being 0, so many."""

    file: Path
    first: int
    height: int


class OutcomeFiles:
    """Writes the outcomes of leads as files of a folder; what is there from an earlier run is not done again.

    `files` are the names of all that the leads stand in; `summary` counts the leads.  Beside each file stands what it
    comes to, for a run that goes on; `remove_sums` takes that away.
    """

    def __init__(
        self, folder: Path, stored: Stored, outcomes: OutcomeTable, files: Sequence[str], *, keeps_members: bool = True
    ) -> None:
        self.summary = ScreeningSummary()
        self._counts = OutcomeCounts(outcomes)
        self._folder = folder
        self._stored = stored
        self._outcomes = outcomes
        self._schema = outcomes.schema
        if keeps_members:
            self._schema |= {FILE: pl.Enum(files)}
        else:
            self._schema = {n: pl.String() if isinstance(of, pl.Enum) else of for n, of in self._schema.items()}

    def of_leads(self, leads: Leads, on_progress: Callable[[int], None]) -> None:
        """Write the outcomes of a ledger; `on_progress` is called with the number of leads done so far."""
        done = 0
        for file, chunk in ((file_of(table), chunk) for table in leads.tables for chunk in in_batches(table, _LEADS)):
            part = self._part(str(done))
            if self._is_done(part):
                self._count(part)
            else:
                self._keep(self._outcomes.of_leads(chunk, file), part)
            done += len(chunk)
            on_progress(done)

    def of_dataset(
        self, dataset: Dataset, leads: LeadTable, storage: Storage, on_progress: Callable[[int], None]
    ) -> None:
        """Write the outcomes of a data set, whose fallback rows `leads` reads; `on_progress` is given the rows done.

        Raises: InputError if a file turns out not to be readable.
        """
        failures: tuple[type[Exception], ...] = (pl.exceptions.PolarsError, *storage.errors)
        done = 0
        for number, piece in enumerate(_pieces(dataset)):
            part = self._part(f"{number:06}")
            if self._is_done(part):
                for kept in (part, *sorted(self._folder.glob(f"part-{number:06}-fallback-*.{self._stored}"))):
                    self._count(kept)
            else:
                try:
                    self._screen(dataset, leads, storage, piece, number)
                except failures as error:
                    raise not_read(piece.file, error) from None
            done += piece.height
            on_progress(done)

    def _screen(self, dataset: Dataset, leads: LeadTable, storage: Storage, piece: _Piece, number: int) -> None:
        unfinished = self._folder / f"_unfinished.{self._stored}"
        outcomes = self._rows_of_outcomes(dataset, leads, storage, piece)
        sums = storage.write(outcomes, unfinished, self._stored, self._counts.sums)
        if height(unfinished, self._stored) < piece.height:
            self._screen_fallback(dataset, leads, piece, number, unfinished)
        self._finish(unfinished, self._part(f"{number:06}"), sums)

    def _rows_of_outcomes(self, dataset: Dataset, leads: LeadTable, storage: Storage, piece: _Piece) -> Frame:
        table = storage.table(dataset, *piece)
        members = self._schema[FILE]
        kind = nw.Enum(members.categories) if isinstance(members, pl.Enum) else nw.String()
        return self._outcomes.of_table(table, dataset.columns, leads.mapping, nw.lit(piece.file.name, dtype=kind))

    def _screen_fallback(self, dataset: Dataset, leads: LeadTable, piece: _Piece, number: int, fast: Path) -> None:
        """Write the outcomes of the fallback rows of a piece, which `fast` lacks, each read like a row of a ledger."""
        first = piece.first + dataset.stored.first_row
        every = pl.select(pl.int_range(first, first + piece.height, dtype=pl.Int32).alias(ROW))
        rest = every.join(self._scanned(fast).select(ROW).collect(), on=ROW, how="anti").get_column(ROW)
        table = PolarsStorage().table(dataset, *piece).to_native()
        fallback = self._folder / "_fallback.parquet"
        asked = table.filter(pl.col(FILE_ROW).cast(pl.Int32).is_in(rest.implode()))
        with_readable_days(asked).select(FILE_ROW, *dataset.columns).sink_parquet(fallback)
        for start in range(0, height(fallback, Stored.parquet), _LEADS):
            rows = pl.scan_parquet(fallback, glob=False).slice(start, _LEADS).collect().iter_rows()
            given = (Row(row, values) for row, *values in rows)
            if found := list(leads.leads_of(given, leads.skipped)):
                self._keep(self._outcomes.of_leads(found, piece.file.name), self._part(f"{number:06}-fallback-{start}"))
        fallback.unlink()

    def _keep(self, outcomes: pl.DataFrame, part: Path) -> None:
        unfinished = self._folder / f"_unfinished_fallback.{self._stored}"
        kept = nw.from_native(outcomes.lazy().cast(pl.Schema(self._schema)))
        self._finish(unfinished, part, PolarsStorage().write(kept, unfinished, self._stored, self._counts.sums))

    def _finish(self, unfinished: Path, part: Path, sums: Sums) -> None:
        """Keep a finished file under its name, once what it comes to is kept."""
        self._counts.add_to(self.summary, sums)
        self._sums_of(part).write_text(json.dumps(sums), encoding="utf-8")
        os.replace(unfinished, part)

    def _is_done(self, part: Path) -> bool:
        """Whether an earlier run wrote a file, and kept what it comes to."""
        return part.exists() and self._sums_of(part).exists()

    def _count(self, part: Path) -> None:
        """Count a file that an earlier run wrote, by what it kept of it."""
        self._counts.add_to(self.summary, json.loads(self._sums_of(part).read_text(encoding="utf-8")))

    def _sums_of(self, part: Path) -> Path:
        return part.with_name(f"{_SUMS}{part.name}.json")

    def remove_sums(self) -> None:
        """Remove the counts of single files, which nobody needs once all are there."""
        for sums in self._folder.glob(f"{_SUMS}part-*.json"):
            sums.unlink()

    def every(self) -> Frame:
        """All outcomes written, read as they are asked for."""
        parts = sorted(self._folder.glob(f"part-*.{self._stored}"))
        return nw.from_native(pl.concat([self._scanned(part) for part in parts]))

    def _scanned(self, part: Path) -> pl.LazyFrame:
        if self._stored is Stored.parquet:
            return pl.scan_parquet(part, glob=False)
        return pl.scan_csv(part, glob=False, schema=self._schema)

    def _part(self, name: str) -> Path:
        return self._folder / f"part-{name}.{self._stored}"


def file_of(table: LeadTable) -> str:
    """The file that the outcomes of a ledger name, with its sheet."""
    return Path(table.file).name


def _pieces(dataset: Dataset) -> Iterator[_Piece]:
    for file in dataset.files:
        rows = dataset.height(file)
        for first in range(0, rows, PIECE):
            yield _Piece(file, first, min(PIECE, rows - first))
