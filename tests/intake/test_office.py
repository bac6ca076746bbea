"""The profile of an office, and what it says of a run."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.office import Office, Profile, read_profile
from compliance.source import Source
from tests.rulebooks import shipped

PROFILE = """
name: 平顶山市发展和改革委员会
facts: {是否电解铝: 否, county: 叶县}
stage: application
document_number: 平发改审〔2015〕
signatories: [审核, 分管领导]
"""


def test_a_profile_says_what_an_office_knows_once(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    path = tmp_path / "office.yaml"
    path.write_text(f"{PROFILE}tables: 表\n", encoding="utf-8")
    profile = read_profile(path)
    assert (profile.name, profile.stage, profile.tables) == ("平顶山市发展和改革委员会", "application", tmp_path / "表")
    assert (profile.document_number, profile.signatories) == ("平发改审〔2015〕", ("审核", "分管领导"))
    facts, notes = Office(profile).facts(shipped().vocabulary)
    assert {id_: one.value for id_, one in facts.settings.items()} == {
        "electrolytic_aluminium": False,
        "county": "叶县",
    }
    assert notes == ()
    assert facts.settings["county"].at.line == 3


def test_what_is_given_counts_before_the_profile() -> None:
    profile = read_profile(Source("office.yaml", PROFILE.encode()))
    facts, notes = Office(profile, ("county=郏县",)).facts(shipped().vocabulary)
    assert facts.settings["county"].value == "郏县"
    assert [note.place.line for note in notes] == [3]


def test_an_office_that_says_nothing_has_no_facts() -> None:
    assert Office().facts(shipped().vocabulary).facts.digest is None
    assert read_profile(Source("office.yaml", b"{}")) == Profile()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nmae: 甲", "did you mean name?"),
        ("facts: [1]", "must map fields to values"),
        ("tables: 没有", "there is no folder '没有'"),
        ("name: [甲]", "must be one value"),
        ("- 甲", "must be one mapping"),
    ],
)
def test_a_faulty_profile_is_refused_with_its_place(text: str, why: str) -> None:
    with pytest.raises(InputError, match=r"office\.yaml") as caught:
        read_profile(Source("office.yaml", text.encode()))
    assert why in caught.value.problems[0].message.en


def test_a_fact_that_cannot_be_read_is_refused() -> None:
    profile = read_profile(Source("office.yaml", "facts: {in_zone: 大概}".encode()))
    with pytest.raises(InputError, match="must be true or false"):
        Office(profile).facts(shipped().vocabulary)
