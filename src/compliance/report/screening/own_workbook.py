"""The results of a screening as columns of a copy of the workbook that was screened."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain, count
from typing import Any, BinaryIO

from compliance.errors import Place, Problem
from compliance.intake.columns.header_rows import Headings
from compliance.intake.leads.lead_table import LeadTable
from compliance.intake.leads.leads import Leads
from compliance.intake.rows.skipped import SkipReason
from compliance.report.screening.words import Wording
from compliance.report.workbook_copy.columns import LONGEST, AddedColumns, AddedRow
from compliance.report.workbook_copy.copy import write_copy
from compliance.screening.run import ScreeningResults
from compliance.source import Source
from compliance.text import Lang, Text, printable
from compliance.vocabulary.folding import fold

HEADINGS = (Text("结论", "Verdict"), Text("须补正", "To be supplied"), Text("理由", "Reason"))
_WIDTHS = (18, 32, 48)
# Of the rows that are no leads, those in which something stands that a reader would look for.
_TOLD = (SkipReason.total, SkipReason.chapter, SkipReason.unread, SkipReason.repeat)
_CUT = "…"


def write_own_workbook(
    source: Source, results: ScreeningResults, leads: Leads, lang: Lang, stream: BinaryIO
) -> tuple[Problem, ...]:
    """Write the copy of a workbook with the verdict, what is to be supplied, and why, beside each of its leads.

    `leads` are those that were screened, in the order of the ledger.  What the keeper should know is returned.
    Raises: InputError if the workbook cannot hold the columns.
    """
    wording = Wording(results.screening.edition, lang)
    of_leads = _Rows(results, wording)
    notes: list[Problem] = []
    added = []
    for table in leads.tables:
        assert table.head is not None, "a workbook has rows of headings"
        headings = _headings(table.head, lang)
        if headings != [one.to(lang) for one in HEADINGS]:
            notes.append(Problem(Place(table.file), _named_anew(headings)))
        rows = merge(of_leads.of(table.sheet), _left_out(table, lang))
        added.append(
            AddedColumns(table.name, table.head.first + 1, table.head.last + 1, tuple(headings), _WIDTHS, rows)
        )
    return (*notes, *write_copy(source, added, stream))


def _headings(head: Headings, lang: Lang) -> list[str]:
    """What the columns are called: with a number where the sheet has such columns already, as from an earlier run."""
    there = {fold(text) for text in head.texts}
    names = [one.to(lang) for one in HEADINGS]
    numbered = ([f"{name}({number})" for name in names] for number in count(2))
    return next(one for one in chain([names], numbered) if there.isdisjoint(map(fold, one)))


def _named_anew(headings: Sequence[str]) -> Text:
    said = "、".join(headings)
    zh = f"已有同名的列,保持不变;本次的结果另写为:{said}"
    return Text(zh, f"columns of these names are there and stay as they are; the new ones are: {', '.join(headings)}")


class _Rows:
    """The rows of results, sheet by sheet in the order of the ledger; the sheet is empty where leads name none."""

    def __init__(self, results: ScreeningResults, wording: Wording) -> None:
        self._rows = (row for frame in results.frames() for row in frame.iter_rows(named=True))
        self._next = next(self._rows, None)
        self._wording = wording

    def of(self, sheet: str) -> Iterator[AddedRow]:
        """The rows of the next sheet; none if it has no leads."""
        while self._next is not None and self._next.get("sheet", "") == sheet:
            yield self._added(self._next)
            self._next = next(self._rows, None)

    def _added(self, row: Mapping[str, Any]) -> AddedRow:
        wording = self._wording
        verdict = wording.verdict(row["verdict"], row["stage"], outside=row["outside"])
        asked = wording.asked(row["missing"], row["undetermined"], row["stage"])
        return AddedRow(row["row"], (verdict, _cell([asked]), _cell(wording.brief(row))))


def _left_out(table: LeadTable, lang: Lang) -> Iterator[AddedRow]:
    """The rows of a sheet that are no leads, with why."""
    for number, why in table.skipped.rows(_TOLD):
        yield AddedRow(number, ("", "", why.to(lang)))


def _cell(lines: Sequence[str]) -> str:
    """Lines in one cell, cut with a mark where it is too small."""
    text = "\n".join(map(printable, lines))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + _CUT
