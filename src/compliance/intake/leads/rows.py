"""A row of a lead ledger as a lead: its case and its id."""

from typing import NamedTuple

from compliance.case import Case
from compliance.errors import Place
from compliance.intake.rows.reader import RowContents
from compliance.intake.values import CASE_ID


class Lead(NamedTuple):
    """One lead: the row as the file numbers it, the case that it states, and its id."""

    row: int
    case: Case
    id: str


def lead_of(subject: str, at: Place, contents: RowContents) -> Lead:
    """The lead that a row states; its id is the number of the row where it states none."""
    data, doubts, notes = contents
    stated, name = data.get(CASE_ID), data.get("name")
    id_ = str(stated.value) if stated is not None else str(at.line)
    called = str(name.value) if name is not None else id_
    return Lead(at.line, Case(subject, id_, called, data, tuple(doubts), notes, at), id_)
