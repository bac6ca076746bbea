"""The options for reading a lead ledger, and the leads they give."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.case import Case
from compliance.errors import RequestError
from compliance.source import Readable
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

if TYPE_CHECKING:
    from compliance.intake.columns.mapping_file import GivenMapping
    from compliance.intake.leads.leads import Leads


@dataclass(frozen=True, slots=True)
class LeadReading:
    """How a ledger is to be read: by which mapping of columns, which sheet, in which encoding; None is found out.

    `sheet` is the name of one, or `all` for every sheet that lists leads.
    """

    mapping: str | Path | None = None
    sheet: str | None = None
    encoding: str | None = None

    def given_mapping(self, vocabulary: Vocabulary) -> "GivenMapping | None":
        """The mapping of columns that is given, if one is.  Raises: InputError."""
        from compliance.intake.columns.mapping_file import read_mapping

        return None if self.mapping is None else read_mapping(self.mapping, vocabulary)

    def leads(self, ledger: Readable, vocabulary: Vocabulary) -> "Leads":
        """The leads of a ledger.  Raises: InputError."""
        from compliance.intake.leads.leads import read_leads

        return read_leads(ledger, vocabulary, self.given_mapping(vocabulary), self.sheet, self.encoding)


def require_one_sheet(leads: "Leads") -> None:
    """Nothing, where a number names one row.  Raises: RequestError for the leads of several sheets."""
    if len(leads.tables) > 1:
        listed = "、".join(table.name for table in leads.tables[:20])
        raise RequestError(
            Text(
                f"各工作表都有同样的行号,请用 --sheet 指定其中一个:{listed}",
                f"every sheet has rows of these numbers; name one of them by --sheet: {listed}",
            )
        )


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """One lead of a ledger, by the row that a spreadsheet shows or by its id."""

    row: int | None = None
    id: str | None = None

    def of(self, leads: "Leads") -> Case:
        """The case of that lead.  Raises: RequestError if there is none, or more than one."""
        if (self.row is None) == (self.id is None):
            raise RequestError(
                Text(
                    "审查台账须用 --row 行号 或 --id 编号 指定其中一行;全部项目用 compliance screen 筛查",
                    "name one row of a ledger by --row or by --id; compliance screen takes all of them",
                )
            )
        if self.row is not None:
            require_one_sheet(leads)
        found = []
        for lead in leads:
            if lead.id == self.id or lead.row == self.row:
                found.append(lead)
            if self.row is not None and lead.row >= self.row:
                break
        if not found:
            raise RequestError(self._absent(leads))
        if len(found) > 1:
            rows = "、".join(f"{lead.sheet}!{lead.row}" if lead.sheet else str(lead.row) for lead in found[:20])
            sheet = "--sheet、" if len(leads.tables) > 1 else "", "--sheet and " if len(leads.tables) > 1 else ""
            raise RequestError(
                Text(
                    f"编号“{self.id}”出现在第 {rows} 行,请用 {sheet[0]}--row 指定",
                    f"the id {self.id!r} stands in rows {rows}; use {sheet[1]}--row",
                )
            )
        return found[0].case

    def _absent(self, leads: "Leads") -> Text:
        if self.row is None:
            return Text(f"台账中没有编号“{self.id}”", f"the ledger has no id {self.id!r}")
        why = leads.only.skipped.why(self.row)
        if why is not None:
            return Text(f"第 {self.row} 行不是项目:{why.zh}", f"row {self.row} is no lead: {why.en}")
        return Text(
            f"第 {self.row} 行不是项目:是表头,或超出台账的末行",
            f"row {self.row} is no lead: headings, or below the last row",
        )
