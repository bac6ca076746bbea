"""`compliance screen --compact`: screen leads into one column per rule."""

import os
from importlib.util import find_spec
from pathlib import Path

import click

from compliance.cli.options import NewFile, Voice
from compliance.cli.progress import progress
from compliance.cli.screen.interrupt import interruptible
from compliance.cli.screen.ledger import summarise
from compliance.cli.screen.request import Request
from compliance.errors import RequestError
from compliance.intake.tables.stored import Stored
from compliance.text import Text


def screen_in_bulk(context: click.Context, asked: Request, stored: Stored, voice: Voice) -> None:
    """Screen in this process; the folder appears when it is complete.  Raises: InputError, RequestError."""
    from compliance.report.screening.legend import legend_json
    from compliance.screening.bulk.run import BulkJob, open_source, run

    output = _folder(asked, voice)
    source = open_source(Path(asked.ledger), asked.rulebook, asked.reading)
    job = BulkJob(
        source,
        Path(output),
        stored,
        asked.rulebook,
        asked.as_of,
        asked.stage,
        asked.engine,
        voice.lang,
        asked.resume,
        asked.facts,
    )
    with interruptible(context, voice):
        with progress(source.height, voice, quiet=asked.quiet) as on_progress:
            results = run(job, on_progress)
        results.publish(legend_json(results.screening, results.columns))
    if not asked.quiet:
        summarise(results.screening, voice)


def screen_on_spark(asked: Request, stored: Stored, master: str, voice: Voice) -> None:
    """Screen on Spark, which reads and writes the folders.  Raises: InputError, RequestError."""
    if find_spec("pyspark") is None:
        raise RequestError(
            Text(
                "未安装 Spark:pip install 'policy-compliance[spark]'",
                "Spark is not installed: pip install 'policy-compliance[spark]'",
            )
        )
    from compliance.report.screening.legend import legend_json
    from compliance.screening.bulk.spark import SparkJob, run

    job = SparkJob(
        asked.ledger,
        asked.reading,
        _folder(asked, voice),
        stored,
        asked.rulebook,
        asked.as_of,
        asked.stage,
        master,
        asked.facts,
    )
    with run(job) as results:
        results.publish(legend_json(results.screening, results.columns))
    if not asked.quiet:
        summarise(results.screening, voice)


def _folder(asked: Request, voice: Voice) -> str:
    """The folder asked for.  Raises: RequestError; click.UsageError where it cannot be made."""
    if not asked.output:
        raise RequestError(Text("请用 -o 指定写入的文件夹", "name a folder: -o FOLDER"))
    if "://" in asked.output:  # of Spark's
        return asked.output
    place = Path(os.path.realpath(NewFile(voice, folders=True).convert(asked.output, None, None)))
    if Path.cwd().is_relative_to(place):
        raise RequestError(
            Text(
                f"“{asked.output}”是当前所在的文件夹,不能由结果替换;请另取名称",
                f"{asked.output!r} is the folder that you are in, and cannot be replaced by results: name another",
            )
        )
    if "://" not in asked.ledger and place.is_relative_to(os.path.realpath(asked.ledger)):
        raise RequestError(
            Text(
                f"“{asked.output}”在要读取的“{asked.ledger}”里,结果会被当作线索;请另取位置",
                f"{asked.output!r} lies in {asked.ledger!r}: its files would be taken for leads; name another place",
            )
        )
    return asked.output
