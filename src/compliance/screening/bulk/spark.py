"""Screen tables on Spark, which reads, evaluates and writes them; no row comes to the driver."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from compliance.engines.columnar.backends import Spark
from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.encoding import ROW
from compliance.errors import InputError, Place, Problem, shown
from compliance.facts import NO_FACTS, Facts
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.leads.lead_table import LeadTable
from compliance.intake.leads.leads import leads_of_columns
from compliance.intake.leads.reading import LeadReading
from compliance.intake.tables.dataset import FILE_ROW, open_dataset
from compliance.intake.tables.stored import Stored
from compliance.intake.tables.table import Row
from compliance.intake.values import CASE_ID
from compliance.rulebook.model import Rulebook
from compliance.screening.batches import in_batches
from compliance.screening.bulk.counts import OutcomeCounts
from compliance.screening.bulk.named import named_in
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.bulk.storage import summed
from compliance.screening.summary import Screening, ScreeningSummary, screening_of
from compliance.text import Text
from compliance.vocabulary.stages import Stage, StageAsked

_FILE = "__file"
_LEADS = 10_000


@contextmanager
def open_session(master: str) -> Iterator[SparkSession]:
    """A session of Spark.  Raises: InputError if it cannot be had."""
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = SparkSession.builder.master(master).appName("compliance screen").getOrCreate()
    except (PySparkException, OSError) as error:
        raise _failed(master, error) from None
    try:
        yield session
    finally:
        session.stop()


class SparkScreening:
    """The leads of a folder of Parquet or CSV, and their outcomes, which Spark writes to another folder.

    `leads` knows how the columns are read.  Raises: InputError if the folder cannot be read.
    """

    def __init__(
        self,
        session: SparkSession,
        source: str,
        rulebook: Rulebook,
        as_of: date,
        asked: StageAsked | None,
        given: GivenMapping | None,
        facts: Facts = NO_FACTS,
    ) -> None:
        self._session = session
        self._source = source
        self._stored = _stored_at(source)
        self._asked = rulebook, as_of, asked, facts
        self._given = given
        self._table = self._read()
        self._columns = tuple(self._table.columns)
        self.leads = leads_of_columns(source, self._stored, self._columns, rulebook.vocabulary, given)
        self.outcomes = OutcomeTable(rulebook, as_of, Spark.dialect, asked, facts)

    def write(self, output: str, stored: Stored) -> Frame:
        """Write the outcomes to a folder that is not there yet, and give them back as they stand in it."""
        codes = self._codes()
        try:
            if stored is Stored.parquet:
                codes.write.parquet(output)
                kept = self._session.read.parquet(output)
            else:
                codes.write.option("header", True).csv(output)
                kept = self._session.read.schema(codes.schema).option("header", True).csv(output)
        except PySparkException as error:
            raise _failed(output, error) from None
        frame: Frame = nw.from_native(kept)
        return frame

    def keep_legend(self, output: str, legend: str) -> None:
        """Write the legend as lines of text into `_screening`, below the folder of the outcomes."""
        lines = self._session.createDataFrame([(line,) for line in legend.splitlines()], "line string")
        lines.coalesce(1).write.text(f"{output.rstrip('/')}/_screening")

    def _read(self) -> DataFrame:
        try:
            if self._stored is Stored.parquet:
                return self._session.read.parquet(self._source)
            return self._session.read.option("header", True).csv(self._source)
        except PySparkException as error:
            raise _failed(self._source, error) from None

    def _codes(self) -> DataFrame:
        """The outcomes of all rows: those taken over whole by Spark, the others row by row on its workers."""
        mapping = self.leads.only.mapping
        if self._stored is Stored.csv and not any(m.field and m.field.id == CASE_ID for m in mapping.used):
            zh = "CSV 在 Spark 中没有行号,须有“项目编号”一列"
            en = "rows of CSV have no numbers on Spark; a column of ids is needed"
            raise InputError([Problem(Place(self._source), Text(zh, en))])
        row = "_metadata.row_index + 1" if self._stored is Stored.parquet else "CAST(NULL AS BIGINT)"
        placed = self._table.selectExpr("*", f"{row} AS {FILE_ROW}", f"_metadata.file_name AS {_FILE}")
        frame: Frame = nw.from_native(placed)
        fast = self.outcomes.of_table(frame, self._columns, mapping, nw.col(_FILE)).to_native()
        fallback = self.outcomes.fallback_of(frame, self._columns, mapping, [FILE_ROW, _FILE]).to_native()
        judge = _Judge(*self._asked, self._stored, self._columns, self._given)
        judged = self._session.createDataFrame(fallback.rdd.mapPartitions(judge), fast.schema)
        return fast.unionByName(judged)  # type: ignore[no-any-return]  # a frame of Spark


@dataclass(frozen=True, slots=True)
class SparkJob:
    """Every lead of a folder that Spark reads, to a folder of outcomes that it writes; see `BulkJob`."""

    source: str
    reading: LeadReading
    output: str
    stored: Stored
    rulebook: Rulebook
    as_of: date
    stage: Stage | None
    master: str
    facts: Facts = NO_FACTS


class SparkResults:
    """The outcomes in their folder, and what they come to; `columns` names the column of each rule."""

    def __init__(self, spark: SparkScreening, output: str, screening: Screening) -> None:
        self.screening = screening
        self.columns = spark.outcomes.columns
        self._spark = spark
        self._output = output

    def publish(self, legend: str) -> None:
        """Put the legend beside the outcomes."""
        self._spark.keep_legend(self._output, legend)


@contextmanager
def run(job: SparkJob) -> Iterator[SparkResults]:
    """Screen on Spark; its session lasts as long as the results.

    Raises: InputError for a session that cannot be had, and for a folder that it cannot read or write.
    """
    given = job.reading.given_mapping(job.rulebook.vocabulary)
    asked = job.rulebook.vocabulary.stages.for_screening(job.stage)
    with open_session(job.master) as session:
        spark = SparkScreening(session, job.source, job.rulebook, job.as_of, asked, given, job.facts)
        counts, summary = OutcomeCounts(spark.outcomes), ScreeningSummary()
        written, backend = spark.write(job.output, job.stored), Spark(session)
        counts.add_to(summary, summed(backend, written, counts.sums))
        summary.named = named_in(written, job.facts.findings.keys(), backend)
        name = Path(job.source).name
        screening = screening_of(name, spark.leads, spark.outcomes.edition, job.as_of, summary, facts=job.facts)
        yield SparkResults(spark, job.output, screening)


def _stored_at(source: str) -> Stored:
    """How the files at a place are written: what a folder here holds, or else CSV where the name ends so."""
    dataset = None if "://" in source else open_dataset(Path(source))
    if dataset is not None:
        return dataset.stored
    return Stored.csv if source.rstrip("/").endswith(".csv") else Stored.parquet


class _Judge:
    """Judges on a worker the rows that fall back: each the number of a row, its file, and its cells."""

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        asked: StageAsked | None,
        facts: Facts,
        stored: Stored,
        columns: tuple[str, ...],
        given: GivenMapping | None,
    ) -> None:
        self._asked = rulebook, as_of, asked, facts
        self._reading = stored, columns, rulebook.vocabulary, given

    def __call__(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The outcomes of the rows of one partition, in their order."""
        for chunk in in_batches(rows, _LEADS):
            yield from self._codes(chunk)

    def _codes(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        outcomes, leads = self._ready
        for file, of_file in groupby(rows, key=itemgetter(1)):
            given = (Row(number or 0, cells) for number, _, *cells in of_file)
            codes = outcomes.of_leads(list(leads.leads_of(given, leads.skipped)), file)
            # CSV has no numbers of rows.
            yield from codes.with_columns(pl.when(pl.col(ROW) > 0).then(pl.col(ROW)).alias(ROW)).iter_rows()

    @cached_property
    def _ready(self) -> tuple[OutcomeTable, LeadTable]:
        rulebook, as_of, asked, facts = self._asked
        return OutcomeTable(rulebook, as_of, Spark.dialect, asked, facts), leads_of_columns("", *self._reading).only


def _failed(source: str, error: Exception) -> InputError:
    first, *others = str(error).splitlines()
    # An error of a worker's Python ends with what it says, after the calls that led to it.
    said = shown(f"{first} {others[-1].strip()}" if first.endswith(":") and others else first, 200)
    return InputError([Problem(Place(source), Text(f"Spark 报错:{said}", f"Spark says: {said}"))])
