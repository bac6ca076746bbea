"""A row of a lead ledger as a lead: its case and its id."""

from typing import NamedTuple

from compliance.case import Case
from compliance.errors import Place
from compliance.intake.rows.reader import RowContents
from compliance.intake.values import CASE_ID


class Lead(NamedTuple):
    """One lead: the row as the file numbers it, the case that it states, its id, and its sheet where leads name it."""

    row: int
    case: Case
    id: str
    sheet: str = ""


def lead_of(subject: str, at: Place, contents: RowContents, sheet: str = "") -> Lead:
    """The lead that a row states; where it states no id, that is the number of the row, behind the sheet if given."""
    data, doubts, unread = contents
    stated, name = data.get(CASE_ID), data.get("name")
    id_ = str(stated.value) if stated is not None else f"{sheet}!{at.line}" if sheet else str(at.line)
    called = str(name.value) if name is not None else id_
    return Lead(at.line, Case(subject, id_, called, data, tuple(doubts), unread, at), id_, sheet)
