"""Keep each chunk of a screening on disk as soon as it is done, so that a stopped run can be resumed."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import polars as pl

from compliance.engines.columnar.libraries import LIBRARIES
from compliance.errors import Problem
from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.leads import Leads, Piece
from compliance.intake.leads.rows import Lead
from compliance.intake.rows.beside import BesideCell
from compliance.intake.rows.repeats import Identity
from compliance.intake.rows.skipped import SkippedRows
from compliance.rulebook.model import Ranking, Rulebook
from compliance.screening.kept import Kept, Records
from compliance.screening.ranking import RANK, in_rank
from compliance.screening.repeated import keys_of, repeated
from compliance.screening.result import Result
from compliance.screening.screener import Screener
from compliance.screening.summary import ScreeningSummary
from compliance.screening.workers import run_in_workers
from compliance.text import Lang
from compliance.vocabulary.stages import Stage
from compliance.writing import write_whole

CHUNK = 10_000
_WORDS = pl.List(pl.String)
Schema = Mapping[str, pl.DataType | type[pl.DataType]]
SCHEMA: Schema = {
    "row": pl.Int64,
    "id": pl.String,
    "name": pl.String,
    "verdict": pl.String,
    "stage": pl.String,
    "outside": pl.Boolean,
    "failed": _WORDS,
    "undetermined": _WORDS,
    "manual": _WORDS,
    "deferred": _WORDS,
    "missing": _WORDS,
    "entitlements": _WORDS,
    "prospective": _WORDS,
    "reasons": _WORDS,
    "doubts": _WORDS,
    "found": _WORDS,
}
BESIDE = "beside"  # what the ledger says beside, which results for machines leave out
_OF_LEDGER: Schema = {BESIDE: pl.List(pl.Struct({"text": pl.String, "number": pl.Float64}))}
BY_SHEET: Schema = {"sheet": pl.String}
RANKED: Schema = {
    "points": pl.Int64,
    "priorities": _WORDS,
    "unsettled": _WORDS,
}


class ChunkJob(NamedTuple):
    """What is asked of every lead; `engine` is a name of `columnar.libraries`.  It can be sent to another process."""

    rulebook: Rulebook
    as_of: date
    stage: Stage | None
    engine: str
    ranking: Ranking | None
    lang: Lang
    facts: Facts = NO_FACTS


class Chunks:
    """The chunks of one screening, in a folder beside its output.

    `asked` is what the run was asked: a run is continued only if it was asked the same.  `ranked` says whether leads
    are put in an order, `by_sheet` whether results name the sheets of a workbook.
    """

    def __init__(self, output: Path, asked: Mapping[str, str], *, ranked: bool = False, by_sheet: bool = False) -> None:
        self._by_sheet = by_sheet
        self._ranked = ranked
        self._kept = Kept(output, asked)
        self._numbers: list[int] = []
        self._in_rank: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the chunks are."""
        return self._kept.folder

    def open(self, *, resume: bool) -> None:
        """See `Kept.open`."""
        self._kept.open(resume=resume)

    def screen(self, leads: Leads, asked: ChunkJob, on_progress: Callable[[int], None]) -> ScreeningSummary:
        """Screen the leads that are not done yet, and count all; `on_progress` gets the number of rows done so far."""
        work = _Work(leads, asked, self._kept.records, self._stored)
        summary = ScreeningSummary()
        rows = 0
        self._numbers, self._in_rank = [], None
        for done in run_in_workers(work, enumerate(leads.pieces(CHUNK)), leads.height):
            leads.tables[done.table].skipped.join(done.skipped)
            summary.join(done.summary)
            rows += done.rows
            self._numbers.append(done.number)
            on_progress(rows)
        return summary

    @property
    def schema(self) -> Schema:
        """The columns of results and their types."""
        of_leads = {**BY_SHEET, **SCHEMA} if self._by_sheet else SCHEMA
        return {RANK: pl.Int64, **of_leads, **RANKED} if self._ranked else of_leads

    @property
    def _stored(self) -> Schema:
        """The columns that chunks are kept with: those of results but for ranks, and what the ledger says beside."""
        return {name: of for name, of in {**self.schema, **_OF_LEDGER}.items() if name != RANK}

    def frames(self) -> Iterator[pl.DataFrame]:
        """The results, chunk by chunk, in the order of the ledger, or else of their ranks; with `BESIDE`."""
        if not self._ranked or not self._numbers:
            for part in self._parts():
                yield pl.scan_parquet(part, glob=False).collect()
            return
        results = self.scan()
        for first in range(0, results.select(pl.len()).collect().item(), CHUNK):
            yield results.slice(first, CHUNK).collect()

    def scan(self) -> pl.LazyFrame:
        """All results, read as they are asked for, in the same order; with `BESIDE`."""
        parts = self._parts()
        if not parts:
            return pl.LazyFrame(schema={**self.schema, **_OF_LEDGER})
        if not self._ranked:
            return pl.scan_parquet(parts, glob=False)
        if self._in_rank is None:
            self._in_rank = self.folder / "ranked.parquet"
            in_rank(pl.scan_parquet(parts, glob=False)).sink_parquet(self._in_rank)
        return pl.scan_parquet(self._in_rank, glob=False)

    def repeated(self, identity: Identity, ledger: str) -> tuple[Problem, ...]:
        """The leads that may be one and the same."""
        return repeated([_keys(self.folder, number) for number in self._numbers], identity, ledger)

    def close(self) -> None:
        """Remove the chunks, once the output is written."""
        self._kept.close()

    def released_on_error(self) -> AbstractContextManager[None]:
        """See `Kept.released_on_error`."""
        return self._kept.released_on_error()

    def _parts(self) -> list[Path]:
        return [_part(self.folder, number) for number in self._numbers]


def _part(folder: Path, number: int) -> Path:
    """The results of a chunk."""
    return folder / f"part-{number:06}.parquet"


def _as_parquet(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def _keys(folder: Path, number: int) -> Path:
    """By what the leads of a chunk are told apart."""
    return folder / f"keys-{number:06}.parquet"


class _Done(NamedTuple):
    """Of a piece, its number, its table, how many rows it has, what was left out of them, what its leads came to."""

    number: int
    table: int
    rows: int
    skipped: SkippedRows
    summary: ScreeningSummary


class _Work:
    """Screens the rows of a piece and keeps the results in its file, in this process or in another."""

    def __init__(
        self,
        leads: Leads,
        asked: ChunkJob,
        records: Records,
        schema: Schema,
    ) -> None:
        self._leads = leads
        self._asked = asked
        self._records = records
        self._schema = schema

    def __call__(self, piece: tuple[int, Piece]) -> _Done:
        """Keep the results of a piece; one that an earlier run kept is only looked through for what it leaves out."""
        number, given = piece
        skipped = SkippedRows()
        leads = list(self._leads.leads_of(given, skipped))
        kept = self._records.kept(f"{number:06}")
        if kept is not None:
            return _Done(number, given.table, len(given.rows), skipped, ScreeningSummary.of_data(kept))
        summary = ScreeningSummary()
        results = self._screener.screen(leads)
        for lead, result in zip(leads, results, strict=True):
            summary.add(lead, result, self._asked.facts.named(lead.case))
        part, keys = _part(self._records.folder, number), _keys(self._records.folder, number)
        write_whole(keys, _as_parquet(keys_of(leads, self._identity)))
        write_whole(part, _as_parquet(self._frame(results, self._beside(given, leads))))
        self._records.keep(f"{number:06}", [part, keys], summary.as_data())
        return _Done(number, given.table, len(given.rows), skipped, summary)

    @cached_property
    def _identity(self) -> Identity:
        vocabulary = self._asked.rulebook.vocabulary
        return Identity(vocabulary.reviewed, vocabulary)

    @cached_property
    def _screener(self) -> Screener:
        asked = self._asked
        at = asked.rulebook.vocabulary.stages.for_screening(asked.stage)
        return Screener(asked.rulebook, asked.as_of, LIBRARIES[asked.engine](), asked.ranking, at, asked.facts)

    def _beside(self, piece: Piece, leads: Sequence[Lead]) -> list[tuple[BesideCell, ...]]:
        columns = self._leads.tables[piece.table].beside
        return list(columns.of(piece.rows, [(lead.row, lead.case) for lead in leads]))

    def _frame(self, results: Sequence[Result], beside: Sequence[tuple[BesideCell, ...]]) -> pl.DataFrame:
        lang = self._asked.lang
        columns = {
            **dict(zip(Result._fields, zip(*results, strict=True), strict=False)),
            "verdict": [result.verdict.value for result in results],
            "reasons": [[reason.to(lang) for reason in result.reasons] for result in results],
            "doubts": [[doubt.to(lang) for doubt in result.doubts] for result in results],
            BESIDE: [[cell._asdict() for cell in cells] for cells in beside],
        }
        return pl.DataFrame({name: columns.get(name, ()) for name in self._schema}, schema=self._schema)
