"""Write outcomes of leads in pieces: each is a file that is kept as soon as it is done, with its counts beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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
from compliance.screening.bulk.storage import PolarsStorage, Storage
from compliance.screening.kept import Records
from compliance.screening.summary import ScreeningSummary
from compliance.writing import put_in_place

PIECE = 10_000_000
_FALLBACK = "fallback"  # of what a piece comes to: where the files of its fallback rows begin
_LEADS = 10_000  # so many are read and judged at once


class _Piece(NamedTuple):
    """Rows of a file: from that one on, the first being 0, so many."""

    file: Path
    first: int
    height: int


class OutcomeFiles:
    """Writes the outcomes of leads as files of a folder; what is there from an earlier run is not done again.

    `files` are the names of all that the leads stand in; `summary` counts the leads.  `records` keeps what each file
    comes to, for a run that goes on.
    """

    def __init__(
        self,
        records: Records,
        stored: Stored,
        outcomes: OutcomeTable,
        files: Sequence[str],
        *,
        keeps_members: bool = True,
    ) -> None:
        self.summary = ScreeningSummary()
        self._counts = OutcomeCounts(outcomes)
        self._records = records
        self._folder = records.folder
        self._parts: list[Path] = []
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
            if not self._count(part):
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
            if not self._count_piece(number):
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
        starts = list(self._screen_fallback(dataset, leads, piece, number, unfinished))
        self._finish(unfinished, self._part(f"{number:06}"), {**sums, _FALLBACK: starts})

    def _rows_of_outcomes(self, dataset: Dataset, leads: LeadTable, storage: Storage, piece: _Piece) -> Frame:
        table = storage.table(dataset, *piece)
        members = self._schema[FILE]
        kind = nw.Enum(members.categories) if isinstance(members, pl.Enum) else nw.String()
        return self._outcomes.of_table(table, dataset.columns, leads.mapping, nw.lit(piece.file.name, dtype=kind))

    def _screen_fallback(
        self, dataset: Dataset, leads: LeadTable, piece: _Piece, number: int, fast: Path
    ) -> Iterator[int]:
        """Write the outcomes of the fallback rows of a piece, which `fast` lacks, each read like a row of a ledger.

        Given is where each file begins among them.
        """
        if height(fast, self._stored) == piece.height:
            return
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
                self._keep(self._outcomes.of_leads(found, piece.file.name), self._fallback(number, start))
                yield start
        fallback.unlink()

    def _keep(self, outcomes: pl.DataFrame, part: Path) -> None:
        unfinished = self._folder / f"_unfinished_fallback.{self._stored}"
        kept = nw.from_native(outcomes.lazy().cast(pl.Schema(self._schema)))
        self._finish(unfinished, part, PolarsStorage().write(kept, unfinished, self._stored, self._counts.sums))

    def _finish(self, unfinished: Path, part: Path, comes_to: Mapping[str, Any]) -> None:
        """Keep a finished file under its name, and what it comes to."""
        put_in_place(unfinished, part)
        self._records.keep(part.stem, [part], comes_to)
        self._add(part, comes_to)

    def _count_piece(self, number: int) -> bool:
        """Count the files of a piece, if an earlier run finished them all."""
        part = self._part(f"{number:06}")
        kept = self._records.kept(part.stem)
        others = [self._fallback(number, start) for start in kept[_FALLBACK]] if kept else []
        if kept is None or any(self._records.kept(other.stem) is None for other in others):
            return False
        for one in (*others, part):
            self._count(one)
        return True

    def _count(self, part: Path) -> bool:
        """Count a file by what an earlier run kept of it; whether it is there and whole."""
        kept = self._records.kept(part.stem)
        if kept is not None:
            self._add(part, kept)
        return kept is not None

    def _add(self, part: Path, comes_to: Mapping[str, Any]) -> None:
        self._parts.append(part)
        self._counts.add_to(self.summary, {name: of for name, of in comes_to.items() if name != _FALLBACK})

    def every(self) -> Frame:
        """All outcomes written, read as they are asked for."""
        return nw.from_native(pl.concat([self._scanned(part) for part in sorted(self._parts)]))

    def _scanned(self, part: Path) -> pl.LazyFrame:
        if self._stored is Stored.parquet:
            return pl.scan_parquet(part, glob=False)
        return pl.scan_csv(part, glob=False, schema=self._schema)

    def _fallback(self, number: int, start: int) -> Path:
        return self._part(f"{number:06}-fallback-{start}")

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
