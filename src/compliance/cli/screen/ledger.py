"""`compliance screen LEADS`: screen a ledger of leads, with the reasons for each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from compliance.cli.options import NewFile, Voice, refuse_overwriting, write_product
from compliance.cli.progress import progress
from compliance.cli.screen.interrupt import interruptible
from compliance.cli.screen.into_copy import OwnWorkbook
from compliance.cli.screen.request import Request
from compliance.errors import RequestError
from compliance.report.render.format import named
from compliance.report.screening.formats import FORMATS, file_for
from compliance.text import Text

if TYPE_CHECKING:
    from compliance.screening.run import ScreeningResults
    from compliance.screening.summary import Screening


def screen_ledger(context: click.Context, asked: Request, voice: Voice, *, ranked: bool) -> None:
    """Screen a ledger and write the results: to a file, into a copy of the workbook, or on the terminal.

    Raises: InputError, RequestError, click.UsageError for a file that cannot be written, before anything is.
    """
    from compliance.screening.run import ScreeningJob, run

    ledger, output = Path(asked.ledger), _output(asked, voice)
    own = None if asked.into_copy is None else OwnWorkbook(asked, voice, ranked=ranked)
    leads = asked.reading.leads(ledger, asked.rulebook.vocabulary)
    if output is not None:
        _file_for(output, leads.height, asked, voice)
    with _kept_beside(output if output is not None or own is None else own.copy, asked) as place:
        job = ScreeningJob(
            ledger,
            asked.reading,
            leads,
            asked.rulebook,
            asked.as_of,
            asked.stage,
            asked.engine,
            ranked,
            voice.lang,
            place,
            asked.resume,
            asked.facts,
        )
        with interruptible(context, voice):
            with progress(leads.height, voice, quiet=asked.quiet) as on_progress:
                results = run(job, on_progress)
            with results.released_on_error():
                if output is not None:
                    _write(results, output, asked, voice)
                if own is not None:
                    own.write(results, leads)
                if output is None and own is None:
                    _show(results, voice)
        results.close()
    if not asked.quiet:
        summarise(results.screening, voice)


@contextmanager
def _kept_beside(output: Path | None, asked: Request) -> Iterator[Path]:
    """The place beside which a run keeps what is done: its output, or where there is none a folder for this run alone.

    Raises: RequestError where such a run is to go on.
    """
    if output is not None:
        yield output
        return
    if asked.resume:
        raise RequestError(
            Text(
                "--resume 须与 -o 或 --into-copy 同用", "--resume goes on with what was kept for a file: name it by -o"
            )
        )
    with TemporaryDirectory() as folder:
        yield Path(folder) / "shown"


def _show(results: "ScreeningResults", voice: Voice) -> None:
    from compliance.report.screening.glance import print_glance

    print_glance(results.screening, results.frames_beside(), sys.stdout, voice.lang)


def _write(results: "ScreeningResults", output: Path, asked: Request, voice: Voice) -> None:
    file = _file_for(output, results.screening.summary.total, asked, voice)
    if file != output:
        click.echo(
            voice.say(
                f"结果超过 Excel 的行数上限,改写为 {file}", f"more results than Excel has rows: written to {file}"
            ),
            err=True,
        )
    write_product(results, FORMATS[file.suffix.lower()], file, voice)


def summarise(screening: "Screening", voice: Voice) -> None:
    """Print what a screening comes to."""
    from compliance.report.render.terminal import print_page
    from compliance.report.screening.page import compose_screening

    print_page(compose_screening(screening, voice.lang), sys.stdout, voice.lang)


def _output(asked: Request, voice: Voice) -> Path | None:
    """The file asked for, or None.  Raises: click.UsageError."""
    if asked.output is None:
        return None
    output: Path = NewFile(voice).convert(asked.output, None, None)
    if output.suffix.lower() not in FORMATS:
        known = named(FORMATS)
        raise click.UsageError(voice.say(f"请用 -o 指定 {known.zh} 文件", f"name a file: -o OUT with {known.en}"))
    return output


def _file_for(output: Path, rows: int, asked: Request, voice: Voice) -> Path:
    """The file that so many results go to.

    Raises: click.UsageError if that is not the one asked for and is there already, be it read or somebody's own.
    """
    file = file_for(output, rows)
    if file != output:
        refuse_overwriting([asked.ledger, asked.reading.mapping], [file], voice)
        if file.exists():
            raise click.UsageError(
                voice.say(
                    f"线索多于 {output.suffix} 文件的行数,结果须写入“{file}”,而该文件已存在;请用 -o 另行指定",
                    f"more leads than a {output.suffix} file has rows: the results would go to {str(file)!r}, which "
                    "exists; name a file by -o",
                )
            )
    return file
