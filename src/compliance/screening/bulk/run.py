"""The job of `compliance screen --compact` in this process, and its results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.engines.columnar.backends import Polars
from compliance.engines.columnar.libraries import LIBRARIES
from compliance.errors import RequestError, shown
from compliance.facts import NO_FACTS, Facts
from compliance.garbage import no_search_for_garbage
from compliance.intake.leads.leads import Leads, leads_of_dataset
from compliance.intake.leads.reading import LeadReading
from compliance.intake.tables.dataset import Dataset, open_dataset
from compliance.intake.tables.stored import Stored
from compliance.rulebook.model import Rulebook
from compliance.screening.bulk.named import named_in
from compliance.screening.bulk.outcome_files import OutcomeFiles, file_of
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.bulk.storage import storage_of
from compliance.screening.fingerprint import fingerprint
from compliance.screening.kept import Kept, others_in
from compliance.screening.summary import Screening, screening_of
from compliance.text import Lang, Text
from compliance.vocabulary.stages import Stage
from compliance.writing import write_whole

_NAMED = 5  # so many of the files are named that keep a folder from being replaced
LEGEND = "_screening.json"  # readers of a folder of tables pass over names that begin with _


@dataclass(frozen=True, slots=True)
class BulkSource:
    """The leads to screen: those of a data set, read column by column, or else of a ledger, read row by row."""

    path: Path
    reading: LeadReading
    leads: Leads
    dataset: Dataset | None

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that the leads stand in."""
        return self.dataset.files if self.dataset else (self.path,)

    @property
    def height(self) -> int:
        """About how many rows there are."""
        return sum(map(self.dataset.height, self.dataset.files)) if self.dataset else self.leads.height

    @property
    def names(self) -> list[str]:
        """The names of the files as outcomes have them, a ledger's with its sheets."""
        return [file.name for file in self.files] if self.dataset else [file_of(table) for table in self.leads.tables]


def open_source(path: Path, rulebook: Rulebook, reading: LeadReading) -> BulkSource:
    """What is to be screened.  Raises: InputError if it cannot be read or no column means a field."""
    dataset = open_dataset(path)
    vocabulary = rulebook.vocabulary
    if dataset is None:
        return BulkSource(path, reading, reading.leads(path, vocabulary), None)
    return BulkSource(path, reading, leads_of_dataset(dataset, vocabulary, reading.given_mapping(vocabulary)), dataset)


@dataclass(frozen=True, slots=True)
class BulkJob:
    """Every lead of a source, under the rules in force on one day, to a folder of outcomes stored in files of a kind.

    `stage` is as in `ScreeningJob`.  `engine` is a name of `columnar.libraries`.  `resume` goes on with what a
    run that was asked the same has kept.  `facts` are as in `ScreeningJob`.
    """

    source: BulkSource
    output: Path
    stored: Stored
    rulebook: Rulebook
    as_of: date
    stage: Stage | None
    engine: str
    lang: Lang
    resume: bool
    facts: Facts = NO_FACTS


class BulkResults:
    """The outcomes in a folder beside their output, and what they come to; `columns` names the column of each rule."""

    def __init__(self, kept: Kept, screening: Screening, columns: Mapping[str, str]) -> None:
        self.screening = screening
        self.columns = columns
        self._kept = kept

    def publish(self, legend: str) -> None:
        """Put the outcomes in their place, with the legend beside them; an earlier result there is replaced."""
        with self._kept.released_on_error():
            write_whole(self._kept.folder / LEGEND, legend.encode())
            self._kept.publish()


def run(job: BulkJob, on_progress: Callable[[int], None]) -> BulkResults:
    """Screen the source; `on_progress` gets the number of rows done so far.

    An interrupt keeps the files that are done.
    Raises: RequestError for a folder that holds something else or an engine that is not there; InputError.
    """
    _require_own(job.output)
    source, backend = job.source, LIBRARIES[job.engine]()
    at = job.rulebook.vocabulary.stages.for_screening(job.stage)
    outcomes = OutcomeTable(job.rulebook, job.as_of, backend.dialect, at, job.facts)
    others = (job.stored, job.engine, "" if job.stage is None else job.stage.id, job.facts.fingerprint)
    asked = fingerprint(source.files, job.as_of, job.lang, job.rulebook.digest, source.reading, others)
    kept = Kept(job.output, asked)
    kept.open(resume=job.resume)
    with kept.released_on_error():
        members = backend.dialect.keeps_members if source.dataset else True
        files = OutcomeFiles(kept.records, job.stored, outcomes, source.names, keeps_members=members)
        with no_search_for_garbage():
            if source.dataset is None:
                files.of_leads(source.leads, on_progress)
            else:
                files.of_dataset(source.dataset, source.leads.only, storage_of(backend), on_progress)
        if not files.summary.total:
            kept.close()
        source.leads.require_some(files.summary.total)
        names = source.leads.facts.findings.keys() | job.facts.findings.keys()
        files.summary.named = named_in(files.every(), names, Polars())
        screening = screening_of(
            source.path.name, source.leads, outcomes.edition, job.as_of, files.summary, facts=job.facts
        )
    return BulkResults(kept, screening, outcomes.columns)


def _require_own(output: Path) -> None:
    """Raises: RequestError for what is there and holds anything that no screening made."""
    if not output.exists():
        return
    if not output.is_dir() or not (output / LEGEND).is_file():
        raise RequestError(
            Text(
                f"“{output}”已存在,且不是此前的筛查结果;请换一个文件夹",
                f"{str(output)!r} exists and is no earlier result; name another folder",
            )
        )
    if others := others_in(output):
        listed = "、".join(map(shown, others[:_NAMED])), ", ".join(map(shown, others[:_NAMED]))
        raise RequestError(
            Text(
                f"“{output}”里还有不是筛查结果的文件({listed[0]}),不能替换;请移走它们,或换一个文件夹",
                f"{str(output)!r} also holds what no screening made ({listed[1]}), and is not replaced; move it away, "
                "or name another folder",
            )
        )
