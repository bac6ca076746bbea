"""`compliance screen --compact`: a table of data, or a ledger, to a folder of codes."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.lead_options import Reading, given_mapping, read
from compliance.cli.options import Voice
from compliance.cli.progress import progress

if TYPE_CHECKING:
    from compliance.engines.columnar.backends import DuckDB, Polars
    from compliance.rulebook.model import Rulebook
    from compliance.screening.summary import Screening

KINDS = ("parquet", "csv")


@dataclass(frozen=True, slots=True)
class BulkJob:
    """What is to be screened, under which rules, and how the codes are written."""

    source: str
    output: str
    kind: str
    rulebook: "Rulebook"
    day: date
    reading: Reading
    digest: str
    options: Sequence[str]


def compact_here(asked: BulkJob, backend: "Polars | DuckDB", voice: Voice, *, resume: bool, quiet: bool) -> "Screening":
    """Screen in this process; the folder appears when it is complete.

    Raises: InputError, click.UsageError for a folder that holds something else, KeyboardInterrupt with what was done
    kept.
    """
    from compliance.intake.leads.leads import leads_of_dataset
    from compliance.intake.tables.dataset import Stored, open_dataset
    from compliance.report.screening.legend import LEGEND, legend_json
    from compliance.screening.bulk.outcome_table import OutcomeTable
    from compliance.screening.bulk.run import BulkRun
    from compliance.screening.bulk.storage import storage_of
    from compliance.screening.run import Run, fingerprint
    from compliance.screening.summary import Screening

    output, source, stored = Path(asked.output), Path(asked.source), Stored(asked.kind)
    if output.exists() and not (output / LEGEND).is_file():
        raise click.UsageError(
            voice.say(
                f"“{output}”已存在,且不是此前的筛查结果;请换一个文件夹",
                f"{str(output)!r} exists and is no earlier result; name another folder",
            )
        )
    dataset = open_dataset(source)
    vocabulary = asked.rulebook.vocabulary
    given = given_mapping(asked.reading, vocabulary)
    leads = read(source, vocabulary, asked.reading) if dataset is None else leads_of_dataset(dataset, vocabulary, given)
    compact = OutcomeTable(asked.rulebook, asked.day, backend.dialect)
    files = dataset.files if dataset else [source]
    run = Run(output, fingerprint(files, asked.day.isoformat(), voice.lang, asked.digest, asked.options))
    run.open(resume=resume)
    names = [file.name for file in files] if dataset else [Path(leads.file).name]
    members = backend.dialect.keeps_members if dataset else True
    codes = BulkRun(run.folder, stored, compact, names, keeps_members=members)
    total = sum(map(dataset.height, files)) if dataset else leads.height
    with progress(total, voice, quiet=quiet) as on_progress:
        if dataset is None:
            codes.of_leads(leads, names[0], on_progress)
        else:
            codes.of_dataset(dataset, leads, storage_of(backend), on_progress)
    counts = codes.counts
    screening = Screening(compact.edition, asked.day, counts.verdicts, counts.failed, {}, leads.notes)
    (run.folder / LEGEND).write_text(legend_json(screening, compact.columns), encoding="utf-8")
    if output.exists():
        shutil.rmtree(output)
    run.publish(output)
    return screening


def compact_on_spark(asked: BulkJob, master: str, voice: Voice) -> "Screening":
    """Screen on Spark, which reads and writes the folders.  Raises: InputError, click.UsageError without Spark."""
    if find_spec("pyspark") is None:
        raise click.UsageError(
            voice.say(
                "未安装 Spark:pip install 'policy-compliance[spark]'",
                "Spark is not installed: pip install 'policy-compliance[spark]'",
            )
        )
    from compliance.engines.columnar.backends import Spark
    from compliance.intake.tables.dataset import Stored
    from compliance.report.screening.legend import legend_json
    from compliance.screening.bulk.counts import Counts
    from compliance.screening.bulk.spark import SparkScreening, open_session
    from compliance.screening.bulk.storage import summed
    from compliance.screening.summary import Screening

    given = given_mapping(asked.reading, asked.rulebook.vocabulary)
    with open_session(master) as session:
        spark = SparkScreening(session, asked.source, asked.rulebook, asked.day, given)
        counts = Counts(spark.compact)
        counts.add(summed(Spark(session), spark.write(asked.output, Stored(asked.kind)), counts.sums))
        screening = Screening(spark.compact.edition, asked.day, counts.verdicts, counts.failed, {}, spark.leads.notes)
        spark.keep_legend(asked.output, legend_json(screening, spark.compact.columns))
        return screening
