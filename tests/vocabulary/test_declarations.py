"""A vocabulary declares its subjects and classifications of codes; what is wrong in it is told at its place."""

from collections.abc import Callable

import pytest

from compliance.errors import InputError
from compliance.text import Text
from compliance.vocabulary.declarations import RegisterFile
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import node, refused

DECLARING = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, sheet: {zh: 许可表, en: permits, aliases: [permit]}, reviewed: true}
  tank:   {label: {zh: 储罐, en: Tank}, part_of: permit}
  river:  {label: {zh: 河流, en: River}, single: true}
classifications:
  cas: {label: {zh: CAS 2020, en: CAS 2020}, lists: {zh: 物质代码, en: substance code}, file: cas.csv}
permit:
  tanks: {kind: list, label: {zh: 储罐, en: Tanks}, of: tank}
tank:
  substance: {kind: code, classification: cas, label: {zh: 物质, en: Substance}}
river:
  name: {kind: text, label: {zh: 河流, en: River}}
"""


def test_a_vocabulary_says_what_its_subjects_are() -> None:
    found = load_vocabulary(node(DECLARING), {"cas.csv": b"code\n75-07\n"}.get)
    assert found.reviewed == "permit"
    assert found.single is found.subjects["river"]
    assert (found.whole_of("tank"), found.whole_of("permit"), found.whole_of("nothing")) == ("permit", None, None)
    assert (found.judged_with("permit"), found.judged_with("tank")) == (("permit", "tank"), ("tank",))
    assert [field.id for field in found.lists("permit")] == ["tanks"]
    assert (found.field("permit", "tanks").reviewed, found.field("tank", "substance").reviewed) == (True, False)
    assert found.subjects["permit"].sheets == ("许可表", "permits", "permit")
    assert found.subjects["permit"].listed_as == Text("许可表", "permits")
    assert found.subjects["tank"].listed_as == Text("储罐", "Tank")
    assert found.field("tank", "substance").classification is found.classifications["cas"]
    assert found.classifications["cas"].lists == Text("物质代码", "substance code")


UNDECLARABLE = {
    "a whole that is no subject": (
        ("part_of: permit", "part_of: permits"),
        ["3:48: no subject is called 'permits'; did you mean permit?"],
    ),
    "a whole like no subject": (
        ("part_of: permit", "part_of: zzz"),
        ["3:48: no subject is called 'zzz'; declare it under subjects"],
    ),
    "a subject that is its own part": (
        ("single: true", "part_of: river"),
        ["4:49: river is part of itself by way of part_of; leave one part_of out"],
    ),
    "a part of a part": (
        ("single: true", "part_of: tank"),
        ["4:49: tank is itself part of permit; parts have no parts: write part_of: permit"],
    ),
    "two subjects that reviews are about": (
        ("single: true", "reviewed: true"),
        ["4:50: permit is marked reviewed: true already; mark one subject only"],
    ),
    "none that reviews are about": (
        (", reviewed: true", ""),
        ["2:3: no subject is marked as the one that reviews are about; write reviewed: true on one of them"],
    ),
    "two subjects of which there is one": (
        ("reviewed: true}", "reviewed: true, single: true}"),
        ["4:48: permit is marked single: true already; mark one subject only"],
    ),
    "a sheet that lists two subjects": (
        ("single: true", "sheet: {zh: 河表, en: PERMIT}"),
        ["4:40: the sheet 'PERMIT' already lists permit; name each sheet once, for one subject"],
    ),
    "a sheet with one name twice": (
        ("aliases: [permit]", "aliases: [许可表]"),
        ["2:41: the sheet '许可表' already lists permit; name each sheet once, for one subject"],
    ),
    "a classification that is none": (
        ("classification: cas,", "classification: css,"),
        ["10:43: no classification is called 'css'; did you mean cas?"],
    ),
    "a classification outside the folder": (
        ("file: cas.csv", "file: ../cas.csv"),
        ["6:91: 'file' is not written as it must be", "10:43: no classification is called 'cas'; declare it"],
    ),
    "fields of no subject": (
        ("\nriver:\n", "\nrivr:\n"),
        ["4:3: river has no fields; list them under river:", "11:1: the subject 'rivr' is not declared; did you mean river?"],
    ),
    "a part that its whole does not list": (
        ("{kind: list, label: {zh: 储罐, en: Tanks}, of: tank}", "{kind: text, label: {zh: 储罐, en: Tanks}}"),
        ["3:3: permit needs exactly one field that lists its tank (kind: list, of: tank); there is none"],
    ),
    "an unknown key": (
        ("single: true", "sngle: true"),
        ["4:40: unknown key 'sngle'; did you mean 'single'?"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDECLARABLE)
def test_a_faulty_declaration_is_refused_with_its_place_and_a_remedy(name: str) -> None:
    (right, wrong), said = UNDECLARABLE[name]
    assert DECLARING.count(right) == 1
    found = refused(DECLARING.replace(right, wrong).lstrip("\n"))
    assert len(found) == len(said)
    assert all(one.startswith(wanted) for one, wanted in zip(found, said, strict=True))


def test_two_subjects_that_are_part_of_each_other_are_both_told() -> None:
    text = DECLARING.replace("single: true", "part_of: tank").replace("part_of: permit", "part_of: river")
    assert sum("is part of itself by way of part_of" in one for one in refused(text)) == 2


def test_a_vocabulary_without_subjects_is_refused() -> None:
    (found,) = refused("permit: {}")
    assert (
        found
        == "1:1: 'subjects' is missing: declare each subject, and mark the one that reviews are about, reviewed: true"
    )


REGISTERED = """
subjects: {shop: {label: {zh: 店, en: Shop}, reviewed: true}}
registers:
  towns:
    lists: {zh: 镇, en: town}
    file: towns.csv
    statuses: {own: {zh: 本县, en: of this county}}
    columns: [river]
    none: [无]
shop:
  town: {kind: text, register: towns, label: {zh: 镇, en: Town}}
  size: {kind: number, label: {zh: 面积, en: Size}}
"""
TOWNS = "name,aliases,status,river,source,confidence\n东镇,东,own,某河,某文,A\n"


def registered(towns: str) -> Callable[[str], RegisterFile | None]:
    """A folder of tables with that file of towns, empty for none."""
    return lambda name: RegisterFile(towns.encode(), f"tables/{name}") if towns else None


def test_a_text_field_has_the_register_that_it_names() -> None:
    found = load_vocabulary(node(REGISTERED), registered=registered(TOWNS))
    towns = found.registers["towns"]
    assert found.field("shop", "town").register is towns
    assert [field.id for field in found.listed("shop")] == ["town"]
    assert (towns.read("东"), towns.none, towns.lists.en, towns.statuses["own"].zh) == ("东镇", ("无",), "town", "本县")
    assert towns.entries[0].facts == {"river": "某河"}


@pytest.mark.parametrize(
    ("right", "wrong", "towns", "said"),
    [
        ("", "", "", "v.yaml:4:3: the file towns.csv of the register 'towns' is missing; put it beside this file"),
        ("", "", TOWNS.replace("own", "my"), "tables/towns.csv:2: status cannot be 'my'"),
        ("register: towns", "register: town", TOWNS, "11:32: no register is called 'town'; did you mean towns?"),
        ("kind: number", "kind: number, register: towns", TOWNS, "a field of kind number has no 'register'"),
    ],
)
def test_a_register_that_cannot_be_used_is_told(right: str, wrong: str, towns: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_vocabulary(node(REGISTERED.replace(right, wrong) if right else REGISTERED), registered=registered(towns))
    (problem,) = caught.value.problems
    assert said in problem.line("en")
    assert problem.message.zh
