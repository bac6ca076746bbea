"""`compliance screen LEADS --into-copy FILE`: the results as columns of a copy of the workbook that was screened."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.options import NewFile, Voice
from compliance.cli.screen.request import Request
from compliance.errors import InputError, Place, Problem, RequestError
from compliance.intake.tables.content import suffix_of
from compliance.report.render.format import named
from compliance.source import source_of
from compliance.text import Text
from compliance.writing import new_file

if TYPE_CHECKING:
    from compliance.intake.leads.leads import Leads
    from compliance.screening.run import ScreeningResults

SUFFIXES = (".xlsx", ".xlsm")


class OwnWorkbook:
    """A workbook to be screened, of which a copy gets the results.

    Raises: RequestError, click.UsageError where it is no such workbook, or the copy cannot be of the name asked for.
    """

    def __init__(self, asked: Request, voice: Voice, *, ranked: bool) -> None:
        assert asked.into_copy is not None, "only what is asked for is written"
        self._source = source_of(asked.ledger)
        self._voice = voice
        self.copy: Path = NewFile(voice).convert(asked.into_copy, None, None)
        if ranked:
            raise RequestError(
                Text(
                    "--into-copy 保持台账原来的次序,不能与 --rank 同用;按分值排列请用 -o",
                    "--into-copy keeps the order of the ledger and cannot go with --rank; -o can",
                )
            )
        self._check_kind()
        self._state = self._seen()

    def write(self, results: "ScreeningResults", leads: "Leads") -> None:
        """Write the copy, and tell of what its keeper should know.

        Raises: InputError if the workbook was changed since it was read, or cannot hold the results.
        """
        from compliance.report.screening.own_workbook import write_own_workbook

        with new_file(self.copy) as stream:
            notes = write_own_workbook(self._source, results, leads, self._voice.lang, stream)
            if self._seen() != self._state:
                zh, en = (
                    "筛查期间台账有改动,未写副本;请重新筛查",
                    "it was changed while it was screened, and no copy is written",
                )
                raise InputError([Problem(Place(self._source.name), Text(zh, f"{en}: screen it again"))])
        for note in notes:
            click.echo(note.line(self._voice.lang), err=True)

    def _check_kind(self) -> None:
        path = Path(self._source.name)
        found = suffix_of(self._source) if path.is_file() else self._source.suffix
        if found not in SUFFIXES:
            kinds = named(SUFFIXES)
            raise RequestError(
                Text(
                    f"--into-copy 只用于 {kinds.zh} 工作簿,而台账是 {found or '其他'} 文件;"
                    "请用 Excel 或 WPS 另存为 .xlsx 再筛查,或用 -o 另写结果",
                    f"--into-copy is for {kinds.en} workbooks, and the ledger is a {found or 'different'} file: "
                    "save it as .xlsx in a spreadsheet program, or have the results written by -o",
                )
            )
        if self.copy.suffix.lower() != found:
            raise RequestError(
                Text(
                    f"副本与原工作簿同类,文件名须以 {found} 结尾",
                    f"a copy is of the same kind as the workbook: its name must end in {found}",
                )
            )

    def _seen(self) -> tuple[int, int] | None:
        """What tells whether the file was changed; None if it is not there."""
        try:
            state = os.stat(self._source.name)
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size
