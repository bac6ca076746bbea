"""A job's facts and the office's profile reach every kind of memo."""

from datetime import date
from pathlib import Path

import pytest

from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.leads import Leads, read_leads
from compliance.intake.office import Profile
from compliance.report.memo.content import Memo
from compliance.report.memo.many import Folder, fill
from compliance.report.memo.run import MEMOS, MemoJob
from compliance.report.memo.selection import MemoKind, Selection
from tests.ledgers import DAY, ledger
from tests.people import set_by
from tests.places import ROOT
from tests.rulebooks import shipped

PROFILE = Profile(name="某县发展和改革委员会", document_number="某发改审〔2015〕1号", signatories=("投资科",))


def job(source: Path, leads: Leads | None, facts: Facts = NO_FACTS) -> MemoJob:
    """A job of that office on a file."""
    asked = Selection(frozenset(), frozenset(), frozenset())
    return MemoJob((str(source),), leads, asked, shipped(), DAY, date(2016, 1, 1), "zh", None, facts, PROFILE)


def shows_the_office(memo: Memo) -> bool:
    """Whether the memo shows all of the profile."""
    signers = [row[0] for row in memo.signature.rows]
    return (memo.office, memo.document_number, signers) == (PROFILE.name, PROFILE.document_number, ["投资科"])


def test_a_memo_on_an_application_shows_the_office_and_what_it_sets() -> None:
    asked = job(ROOT / "examples/feiyu-gis.yaml", None, set_by("产业链作用=补链"))
    memo = MEMOS[MemoKind.application](asked, print).memo
    assert shows_the_office(memo)
    assert memo.section["settings"].rows == (("产业链作用", "补链", "命令行 --set"),)


def test_a_memo_on_a_screening_shows_the_office_and_what_it_sets(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    asked = job(path, read_leads(path, shipped().vocabulary), set_by("建设性质=新建"))
    memo = MEMOS[MemoKind.screening](asked, print).memo
    assert shows_the_office(memo)
    assert memo.section["settings"].rows == (("建设性质", "新建", "命令行 --set"),)
    assert [row[0] for row in memo.section["versions"].rows][-1] == "设定"


def test_a_memo_on_targets_shows_the_office() -> None:
    assert shows_the_office(MEMOS[MemoKind.targets](job(ROOT / "examples/ledger", None), print).memo)


@pytest.mark.parametrize("of_leads", [True, False])
def test_every_memo_of_a_folder_shows_the_office_and_what_it_sets(tmp_path: Path, of_leads: bool) -> None:
    written: list[Memo] = []

    def kept(memo: Memo) -> bytes:
        written.append(memo)
        return b""

    path = ledger(tmp_path) if of_leads else ROOT / "examples/feiyu-gis.yaml"
    leads = read_leads(path, shipped().vocabulary) if of_leads else None
    fill(Folder(tmp_path / "memos", ".md", kept, "zh"), job(path, leads, set_by("产业链作用=补链")), print)
    assert len(written) == (6 if of_leads else 1)
    assert all(shows_the_office(memo) and memo.section["settings"].rows for memo in written)
