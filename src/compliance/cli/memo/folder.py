"""`compliance memo -o FOLDER`: a memo on each application or lead asked for, and an index that leads to them."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import exits
from compliance.cli.memo.request import Request
from compliance.cli.options import Voice
from compliance.cli.progress import Told, progress
from compliance.errors import InputError
from compliance.review.decision import Verdict
from compliance.text import Text

if TYPE_CHECKING:
    from compliance.intake.leads.leads import Leads
    from compliance.report.memo.content import Memo
    from compliance.report.memo.folder import Entry
    from compliance.report.memo.formats import Render
    from compliance.screening.summary import TalliedScreening

WRITING = Text("备忘录", "memos")

Composed = Iterator["tuple[Entry, Memo]"]


class Folder:
    """A new folder of memos, each written whole or not at all, and their index."""

    def __init__(self, path: Path, suffix: str, render: "Render", voice: Voice) -> None:
        """A folder that is made with its first file.  Raises: click.UsageError if it has files already."""
        if path.exists() and any(path.iterdir()):
            raise click.UsageError(
                voice.say(
                    f"文件夹“{path}”不是空的;为免覆盖已有文件,请换一个或先清空",
                    f"the folder {str(path)!r} is not empty, and nothing is overwritten: name another or empty it",
                )
            )
        self.path = path
        self.voice = voice
        self._suffix = suffix
        self._render = render
        self._entries: list[Entry] = []

    @property
    def count(self) -> int:
        """How many memos there are."""
        return len(self._entries)

    def entry(self, number: int, id_: str, name: str, verdict: Verdict) -> "Entry":
        """The entry of a memo, which says where it will stand."""
        from compliance.report.memo.content import short_name
        from compliance.report.memo.folder import Entry, file_name

        file = file_name(number, id_, name, self._suffix)
        return Entry(number, short_name(id_), short_name(name), verdict, file)

    def write(self, memos: "Iterable[tuple[Entry, Memo]]") -> None:
        """Write the memos as they come."""
        from compliance.report.memo.batch import rendered

        for entry, content in rendered(memos, self._render, self._suffix):
            self._put(entry.file, content)
            self._entries.append(entry)

    def sum_up(self, memo: "Memo") -> str:
        """Write the summary; the name of its file."""
        name = self.voice.say("汇总", "summary") + self._suffix
        self._put(name, self._render(memo))
        return name

    def index(self, summary: str | None, *, rows: bool) -> None:
        """Write the index of what was written; `rows` says that numbers are rows of a ledger."""
        from compliance.report.memo.folder import index_csv, index_html

        if self._entries or summary is not None:
            lang = self.voice.lang
            self._put("index.html", index_html(self._entries, lang, rows=rows, summary=summary).encode())
            self._put("index.csv", index_csv(self._entries, lang, rows=rows).encode())

    def _put(self, name: str, content: bytes) -> None:
        self.path.mkdir(exist_ok=True)
        with click.open_file(str(self.path / name), "wb", atomic=True) as stream:
            stream.write(content)


def fill(folder: Folder, request: Request) -> int:
    """Write a memo on each case asked for, and the index; of a ledger also the summary.  The exit code."""
    verdicts: list[Verdict] = []
    faulty: list[str] = []
    summary = None
    try:
        if request.leads is None:
            with progress(len(request.sources), request.voice, WRITING, quiet=request.quiet) as on_progress:
                folder.write(_of_applications(request, folder, verdicts, faulty, on_progress))
        else:
            summary = _fill_from_ledger(folder, request, request.leads)
    except KeyboardInterrupt:
        return _stopped(folder)
    finally:
        folder.index(summary, rows=request.leads is not None)
    code = _finished(folder, request)
    return exits.BAD_INPUT if faulty else code or exits.of_verdicts(verdicts)


def _fill_from_ledger(folder: Folder, request: Request, leads: "Leads") -> str:
    """Write a memo on each lead asked for and the summary of all; the summary's file."""
    from compliance.engines.columnar.backends import Polars
    from compliance.report.memo.screening import compose_screening_memo
    from compliance.screening.summary import TalliedScreening

    voice = request.voice
    screening = TalliedScreening(request.name, request.rulebook, request.day, Polars())
    with progress(leads.height, voice, WRITING, quiet=request.quiet) as on_progress:
        folder.write(_of_leads(request, leads, folder, screening, on_progress))
    if not request.quiet:
        for note in leads.notes:
            click.echo(note.line(voice.lang), err=True)
    return folder.sum_up(compose_screening_memo(screening, leads.notes, voice.lang))


def _of_leads(
    request: Request, leads: "Leads", folder: Folder, screening: "TalliedScreening", on_progress: Told
) -> Composed:
    """The memos on the leads asked for."""
    from compliance.report.memo.project import compose_memo
    from compliance.review.reviewer import Reviewer

    reviewer, day = Reviewer(request.rulebook), request.day
    for lead, result in screening.results(leads):
        if request.asked.takes(lead.row, lead.id, result.verdict):
            entry = folder.entry(lead.row, lead.id, lead.case.name, result.verdict)
            yield entry, compose_memo(reviewer.review(lead.case, day, day), request.rulebook, request.voice.lang)
        on_progress(screening.tally.total)


def _of_applications(
    request: Request, folder: Folder, verdicts: list[Verdict], faulty: list[str], on_progress: Told
) -> Composed:
    """The memos on the applications asked for, noting their verdicts; files that cannot be read are reported."""
    from compliance.intake.application import read_applications
    from compliance.report.memo.project import compose_memo
    from compliance.review.reviewer import Reviewer

    rulebook, reviewer = request.rulebook, Reviewer(request.rulebook)
    today, number = date.today(), 0
    for done, source in enumerate(request.sources, start=1):
        try:
            cases = read_applications(source, rulebook.vocabulary)
        except InputError as error:
            request.voice.report(error)
            faulty.append(source)
            continue
        for case in cases:
            number += 1
            decision = reviewer.review(case, request.as_of, today)
            if request.asked.takes(0, case.id, decision.verdict):
                verdicts.append(decision.verdict)
                entry = folder.entry(number, case.id, case.name, decision.verdict)
                yield entry, compose_memo(decision, rulebook, request.voice.lang)
        on_progress(done)


def _stopped(folder: Folder) -> int:
    voice, count = folder.voice, folder.count
    click.echo(
        voice.say(f"已停止;已写 {count:,} 份备忘录,目录列明", f"stopped; {count:,} memos are written and in the index"),
        err=True,
    )
    return exits.INTERRUPTED


def _finished(folder: Folder, request: Request) -> int:
    """Say how many memos there are, and what was asked for in vain; the exit code."""
    absent = request.asked.absent(request.voice)
    for said in absent:
        click.echo(said, err=True)
    if not request.quiet:
        index = folder.path / "index.html"
        click.echo(
            folder.voice.say(f"已写 {folder.count:,} 份备忘录;目录:{index}", f"{folder.count:,} memos; index: {index}")
            if folder.count
            else folder.voice.say("没有符合条件的项目", "nothing of what was asked for")
        )
    return exits.BAD_INPUT if absent else exits.PASS
