"""Keep each chunk of a screening on disk as soon as it is done, so that a stopped run can be resumed."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import polars as pl

from compliance.engines.columnar.libraries import LIBRARIES
from compliance.errors import InputError, Place, Problem
from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.leads import Leads, Piece
from compliance.intake.rows.repeats import Identity
from compliance.intake.rows.skipped import SkippedRows
from compliance.rulebook.model import Ranking, Rulebook
from compliance.screening.ranking import RANK, in_rank
from compliance.screening.repeated import repeated, write_keys
from compliance.screening.result import Result
from compliance.screening.screener import Screener
from compliance.screening.summary import ScreeningSummary
from compliance.screening.workers import run_in_workers
from compliance.text import Lang, Text
from compliance.vocabulary.stages import Stage

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
BY_SHEET: Schema = {"sheet": pl.String}
RANKED: Schema = {
    "points": pl.Int64,
    "priorities": _WORDS,
    "unsettled": _WORDS,
}
_STATE = "run.json"


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
        self.folder = output.with_name(f".{output.name}.parts")
        self._asked = dict(asked)

    def open(self, *, resume: bool) -> None:
        """Make ready; without `resume` what an earlier run left is removed.

        Raises: InputError if there is nothing to continue, or it was asked something else.
        """
        if not resume:
            shutil.rmtree(self.folder, ignore_errors=True)
        elif not self.folder.is_dir():
            raise _cannot(self.folder, "没有可继续的筛查,请去掉 --resume", "nothing to continue; leave out --resume")
        elif self._read_state() != self._asked:
            raise _cannot(
                self.folder,
                "台账、规则或选项与上次不同,不能继续;请去掉 --resume 重新筛查",
                "the ledger, the rules or the options have changed; leave out --resume to start again",
            )
        self.folder.mkdir(exist_ok=True)
        (self.folder / _STATE).write_text(json.dumps(self._asked), encoding="utf-8")

    def screen(self, leads: Leads, asked: ChunkJob, on_progress: Callable[[int], None]) -> ScreeningSummary:
        """Screen the leads that are not done yet, and count all; `on_progress` gets the number of rows done so far."""
        work = _Work(leads, asked, self.folder, {name: of for name, of in self.schema.items() if name != RANK})
        summary = ScreeningSummary()
        rows = 0
        for done in run_in_workers(work, enumerate(leads.pieces(CHUNK)), leads.height):
            leads.tables[done.table].skipped.join(done.skipped)
            summary.join(done.summary)
            rows += done.rows
            on_progress(rows)
        return summary

    @property
    def schema(self) -> Schema:
        """The columns of results and their types."""
        of_leads = {**BY_SHEET, **SCHEMA} if self._by_sheet else SCHEMA
        return {RANK: pl.Int64, **of_leads, **RANKED} if self._ranked else of_leads

    def frames(self) -> Iterator[pl.DataFrame]:
        """The results, chunk by chunk, in the order of the ledger, or else of their ranks."""
        parts = self._parts()
        if not self._ranked or not parts:
            for part in parts:
                yield pl.read_parquet(part)
            return
        results = self.scan()
        for first in range(0, results.select(pl.len()).collect().item(), CHUNK):
            yield results.slice(first, CHUNK).collect()

    def scan(self) -> pl.LazyFrame:
        """All results, read as they are asked for, in the same order."""
        parts = self._parts()
        if not parts:
            return pl.LazyFrame(schema=self.schema)
        if not self._ranked:
            return pl.scan_parquet(parts)
        ranked = self.folder / "ranked.parquet"
        if not ranked.exists():
            unfinished = self.folder / "unfinished"
            in_rank(pl.scan_parquet(parts)).sink_parquet(unfinished)
            os.replace(unfinished, ranked)
        return pl.scan_parquet(ranked)

    def repeated(self, identity: Identity, ledger: str) -> tuple[Problem, ...]:
        """The leads that may be one and the same."""
        return repeated(sorted(self.folder.glob("keys-*.parquet")), identity, ledger)

    def publish(self, output: Path) -> None:
        """Make the chunks themselves the output, which must not be there yet."""
        (self.folder / _STATE).unlink()
        os.replace(self.folder, output)

    def close(self) -> None:
        """Remove the chunks, once the output is written."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _parts(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.parquet"))

    def _read_state(self) -> object:
        try:
            return json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


class _Done(NamedTuple):
    """Of a piece, its table, the number of rows, what was left out of them, and what its leads came to."""

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
        folder: Path,
        schema: Schema,
    ) -> None:
        self._leads = leads
        self._asked = asked
        self._folder = folder
        self._schema = schema

    def __call__(self, piece: tuple[int, Piece]) -> _Done:
        """Keep the results of a piece; one that an earlier run kept is only looked through for what it leaves out."""
        number, given = piece
        skipped = SkippedRows()
        leads = list(self._leads.leads_of(given, skipped))
        part, counts = self._folder / f"part-{number:06}.parquet", self._folder / f"counts-{number:06}.json"
        if part.exists() and counts.exists():
            kept = ScreeningSummary.of_data(json.loads(counts.read_text(encoding="utf-8")))
            return _Done(given.table, len(given.rows), skipped, kept)
        results = self._screener.screen(leads)
        summary = ScreeningSummary()
        for lead, result in zip(leads, results, strict=True):
            summary.add(lead, result, self._asked.facts.named(lead.case))
        write_keys(leads, self._identity, self._folder / f"keys-{number:06}.parquet")
        # The counts first: where a chunk is, they are.
        counts.write_text(json.dumps(summary.as_data()), encoding="utf-8")
        unfinished = self._folder / f"unfinished-{number:06}"
        self._frame(results).write_parquet(unfinished)
        os.replace(unfinished, part)
        return _Done(given.table, len(given.rows), skipped, summary)

    @cached_property
    def _identity(self) -> Identity:
        vocabulary = self._asked.rulebook.vocabulary
        return Identity(vocabulary.reviewed, vocabulary)

    @cached_property
    def _screener(self) -> Screener:
        asked = self._asked
        at = asked.rulebook.vocabulary.stages.for_screening(asked.stage)
        return Screener(asked.rulebook, asked.as_of, LIBRARIES[asked.engine](), asked.ranking, at, asked.facts)

    def _frame(self, results: Sequence[Result]) -> pl.DataFrame:
        lang = self._asked.lang
        columns = {
            **dict(zip(Result._fields, zip(*results, strict=True), strict=False)),
            "verdict": [result.verdict.value for result in results],
            "reasons": [[reason.to(lang) for reason in result.reasons] for result in results],
            "doubts": [[doubt.to(lang) for doubt in result.doubts] for result in results],
        }
        return pl.DataFrame({name: columns.get(name, ()) for name in self._schema}, schema=self._schema)


def _cannot(folder: Path, zh: str, en: str) -> InputError:
    return InputError([Problem(Place(folder.name), Text(zh, en))])
