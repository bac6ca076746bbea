"""What is read of an application or a ledger, as tests compare it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from compliance.case import Case
from compliance.errors import Problem
from compliance.intake.columns.meaning import find
from compliance.intake.heading import Heading
from compliance.intake.leads.leads import Leads, read_leads
from compliance.intake.leads.rows import Lead
from compliance.quantity.quantity import Quantity
from compliance.vocabulary.fields import Vocabulary
from tests.rulebooks import shipped

Read = Callable[[str], tuple[Case, ...]]
Rows = Sequence[Sequence[object]]


def heading_of(vocabulary: Vocabulary, written: str) -> Heading:
    """The field of a project that a heading certainly means, and the unit of bare numbers under it."""
    found = find(vocabulary, "project", written)
    assert found.field is not None, written
    return Heading(found.field, found.unit or found.field.unit)


def amounts(lead: Lead) -> dict[str, object]:
    """The values of a lead, numbers as exact fractions in the field's own unit."""
    stated = {id_: datum.value for id_, datum in lead.case.data.items()}
    return {id_: value.amount if isinstance(value, Quantity) else value for id_, value in stated.items()}


def reasons(case: Case) -> dict[str, str]:
    """Why each doubted field of a case is not used."""
    return {doubt.field: doubt.reason.en for doubt in case.doubts}


def told(case: Case) -> list[Problem]:
    """What is said of all in a case that is not used, its records among it, in order of place."""
    doubts = [*case.doubts, *(doubt for record in case.records for doubt in record.doubts)]
    return sorted(
        [*(Problem(doubt.at, doubt.reason) for doubt in doubts), *(Problem(one.at, one.reason) for one in case.unread)],
        key=lambda problem: problem.place,
    )


def said(leads: Leads) -> str:
    """All notes, in English, after a whole reading."""
    list(leads)
    assert all(note.message.zh for note in leads.notes)
    return "\n".join(note.line("en") for note in leads.notes)


def one_column(tmp_path: Path, heading: str, cells: Sequence[str]) -> list[Case]:
    """The cases of a CSV whose rows have a name and one cell more."""
    path = tmp_path / "one.csv"
    path.write_text(f"项目名称,{heading}\n" + "".join(f'甲,"{cell}"\n' for cell in cells), encoding="utf-8")
    return [lead.case for lead in read_leads(path, shipped().vocabulary)]
