"""The job of `compliance screen` on a lead ledger, and its results."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from compliance.facts import NO_FACTS, Facts
from compliance.garbage import no_search_for_garbage
from compliance.intake.leads.leads import Leads
from compliance.intake.leads.reading import LeadReading
from compliance.intake.rows.repeats import Identity
from compliance.rulebook.model import Rulebook
from compliance.screening.chunks import BESIDE, ChunkJob, Chunks, Schema
from compliance.screening.fingerprint import fingerprint
from compliance.screening.ranking import ranking_in_force
from compliance.screening.summary import Screening, screening_of
from compliance.text import Lang
from compliance.vocabulary.stages import Stage


@dataclass(frozen=True, slots=True)
class ScreeningJob:
    """Every lead of a ledger, under the rules in force on one day.

    `leads` are those that `reading` makes of the ledger.  `stage` is that chosen for every lead; None for the stage
    that each states, or else that of a lead.  `engine` is a name of `columnar.libraries`.  `ranked` asks for the order
    of the plan's priorities.  Chunks are kept beside `output` until the results are written; `resume` goes on with
    those of a run that was asked the same.  `facts` are what the office knows beside what leads say.
    """

    ledger: Path
    reading: LeadReading
    leads: Leads
    rulebook: Rulebook
    as_of: date
    stage: Stage | None
    engine: str
    ranked: bool
    lang: Lang
    output: Path
    resume: bool
    facts: Facts = NO_FACTS


class ScreeningResults:
    """The results of a screening, on disk until `close`, and what they come to as a whole."""

    def __init__(self, chunks: Chunks, screening: Screening) -> None:
        self.screening = screening
        self._chunks = chunks

    @property
    def schema(self) -> Schema:
        """The columns of results and their types."""
        return self._chunks.schema

    def frames(self) -> Iterator[pl.DataFrame]:
        """The results, chunk by chunk, in the order of the ledger, or else of their ranks."""
        return (frame.drop(BESIDE) for frame in self._chunks.frames())

    def frames_beside(self) -> Iterator[pl.DataFrame]:
        """The same with what the ledger says beside, for people: a column `BESIDE`."""
        return self._chunks.frames()

    def scan(self) -> pl.LazyFrame:
        """All results, read as they are asked for, in the same order."""
        return self._chunks.scan().drop(BESIDE)

    def released_on_error(self) -> AbstractContextManager[None]:
        """Keep what was screened for a run that goes on, if the results cannot be written."""
        return self._chunks.released_on_error()

    def close(self) -> None:
        """Remove what was kept, once the results are written."""
        self._chunks.close()


def run(job: ScreeningJob, on_progress: Callable[[int], None]) -> ScreeningResults:
    """Screen the ledger; `on_progress` gets the number of rows done so far.

    An interrupt keeps the chunks that are done.
    Raises: RequestError where no ranking or no engine is to be had; InputError where nothing is to be continued, or the
    ledger has no lead.
    """
    ranking = ranking_in_force(job.rulebook, job.as_of) if job.ranked else None
    others = (job.engine, str(job.ranked), "" if job.stage is None else job.stage.id, job.facts.fingerprint)
    asked = fingerprint([job.ledger], job.as_of, job.lang, job.rulebook.digest, job.reading, others)
    chunks = Chunks(job.output, asked, ranked=job.ranked, by_sheet=job.leads.by_sheet)
    chunks.open(resume=job.resume)
    with chunks.released_on_error():
        # What a chunk makes is freed when it is kept.
        with no_search_for_garbage():
            chunk_job = ChunkJob(job.rulebook, job.as_of, job.stage, job.engine, ranking, job.lang, job.facts)
            summary = chunks.screen(job.leads, chunk_job, on_progress)
        if not summary.total:
            chunks.close()
        job.leads.require_some(summary.total)
        edition = job.rulebook.edition(job.as_of).about(job.rulebook.vocabulary.reviewed)
        vocabulary = job.rulebook.vocabulary
        repeated = chunks.repeated(Identity(vocabulary.reviewed, vocabulary), job.ledger.name)
        screening = screening_of(job.ledger.name, job.leads, edition, job.as_of, summary, ranking, job.facts, repeated)
    return ScreeningResults(chunks, screening)
