"""`compliance memo`: run the job, and tell what was written."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import exits
from compliance.cli.options import Voice
from compliance.cli.progress import SCREENING, progress
from compliance.report.memo.selection import MemoKind
from compliance.text import Text
from compliance.writing import write_whole

if TYPE_CHECKING:
    from compliance.report.memo.formats import Render
    from compliance.report.memo.many import Folder
    from compliance.report.memo.run import MemoJob

_WRITING = Text("备忘录", "memos")


def write_memo(output: Path, kind: MemoKind, render: "Render", job: "MemoJob", voice: Voice, *, quiet: bool) -> int:
    """Write one memo to a file; the exit code.  Raises: InputError, RequestError."""
    from compliance.report.letters.enclosure import enclosed_with
    from compliance.report.memo.run import MEMOS

    silent = quiet or kind is not MemoKind.screening
    with progress(0 if job.leads is None else job.leads.height, voice, SCREENING, quiet=silent) as on_progress:
        found = MEMOS[kind](job, on_progress)
    write_whole(output, render(found.memo))
    if found.enclosed is not None:
        form = enclosed_with(str(output), voice.lang)
        write_whole(Path(form), found.enclosed)
        click.echo(voice.say(f"随附的补正表:{form}", f"enclosed form: {form}"), err=True)
    for note in found.notes:
        click.echo(note.line(voice.lang), err=True)
    return exits.of_verdicts(found.verdicts)


def fill_folder(output: Path, suffix: str, render: "Render", job: "MemoJob", voice: Voice, *, quiet: bool) -> int:
    """Write memos into a folder, and say how many; the exit code.  Raises: InputError, RequestError."""
    from compliance.report.memo.many import Folder, fill

    folder = Folder(output, suffix, render, voice.lang)
    height = len(job.sources) if job.leads is None else job.leads.height
    try:
        with progress(height, voice, _WRITING, quiet=quiet) as on_progress:
            filled = fill(folder, job, on_progress)
    except KeyboardInterrupt:
        click.echo(
            voice.say(
                f"已停止;已写 {folder.count:,} 份备忘录,目录列明",
                f"stopped; {folder.count:,} memos are written and in the index",
            ),
            err=True,
        )
        return exits.INTERRUPTED
    for fault in filled.faults:
        voice.report(fault)
    for note in filled.notes:
        click.echo(note.line(voice.lang), err=True)
    if job.leads is not None and not quiet:
        for note in job.leads.notes:
            click.echo(note.line(voice.lang), err=True)
    if filled.without:
        zh = f"{filled.without:,} 个项目的结论不适用 --kind {job.paper},未写"
        en = f"{filled.without:,} projects have a verdict from which no --kind {job.paper} follows; none is written"
        click.echo(voice.say(zh, en), err=True)
    code = _finished(folder, job, voice, quiet=quiet)
    return exits.BAD_INPUT if filled.faults else code or exits.of_verdicts(filled.verdicts)


def _finished(folder: "Folder", job: "MemoJob", voice: Voice, *, quiet: bool) -> int:
    """Say how many memos there are, and what was asked for in vain; the exit code."""
    absent = job.selection.absent()
    for said in absent:
        click.echo(said.to(voice.lang), err=True)
    if not quiet:
        index = folder.path / "index.html"
        click.echo(
            voice.say(f"已写 {folder.count:,} 份备忘录;目录:{index}", f"{folder.count:,} memos; index: {index}")
            if folder.count
            else voice.say("没有符合条件的项目", "nothing of what was asked for")
        )
    return exits.BAD_INPUT if absent else exits.PASS
