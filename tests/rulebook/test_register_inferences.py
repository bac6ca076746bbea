"""What follows from a register's entries is inferred, and checked against what is stated."""

import json
from datetime import date
from pathlib import Path

import pytest

from compliance import Source, read_cases
from compliance.case import Case
from compliance.errors import InputError, Place
from compliance.language.unparse import unparse
from compliance.review.usable import usable
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.registers import RULES, VOCABULARY, ZONES, book_of, folder_of
from tests.rulebooks import rule

BEFORE, AFTER = date(2015, 5, 12), date(2015, 5, 13)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The rulebook with registers."""
    return book_of(tmp_path_factory.mktemp("registers"))


def reviewed(book: Rulebook, day: date = AFTER, **stated: str) -> Case:
    """What a review rests on of a project of which that is stated."""
    (case,) = read_cases(Source("a.json", json.dumps({"name": "甲", **stated}).encode()), book)
    return usable(case, book, day)


def values(case: Case) -> dict[str, object]:
    """What is known of it beside its name."""
    return {id_: datum.value for id_, datum in case.data.items() if id_ != "name"}


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ({"zone": "东区"}, {"zone": "东区", "county": "东县", "in_zone": True}),
        ({"zone": " 东山区 "}, {"zone": "东区", "county": "东县", "in_zone": True}),
        # of no status that is known, and with no county
        ({"zone": "西区"}, {"zone": "西区", "county": "西县", "in_zone": True}),
        ({"zone": "北区"}, {"zone": "北区", "in_zone": True}),
        ({"zone": "无"}, {"zone": "无"}),
        ({}, {}),
        # a zone that is not listed is in doubt, and nothing follows from it
        ({"zone": "中区"}, {}),
        # what is stated is left as it is
        (
            {"zone": "东区", "county": "某市东县城关镇", "in_zone": "是"},
            {"zone": "东区", "county": "东县", "in_zone": True},
        ),
        # a county that is not listed is in doubt, contradicts nothing, and is not replaced
        ({"zone": "东区", "county": "中县"}, {"zone": "东区", "in_zone": True}),
        # a conflict puts both in doubt
        ({"zone": "东区", "county": "西县"}, {}),
        ({"zone": "东区", "in_zone": "否"}, {}),
        ({"zone": "无", "in_zone": "否"}, {"zone": "无", "in_zone": False}),
    ],
)
def test_the_county_and_siting_follow_from_the_zone(
    book: Rulebook, stated: dict[str, str], known: dict[str, object]
) -> None:
    assert values(reviewed(book, **stated)) == known


@pytest.mark.parametrize(
    ("stated", "leading"),
    [
        ({"zone": "东区", "trade": "3110"}, True),
        ({"zone": "东区", "trade": "3210"}, None),  # the list is not complete
        ({"zone": "东区", "cluster": "钢铁"}, True),
        ({"zone": "东区", "cluster": "食品"}, None),
        ({"zone": "西区", "trade": "3210"}, True),
        ({"zone": "西区", "trade": "3110"}, False),
        ({"zone": "西区"}, None),
        ({"zone": "西区", "trade": "32"}, True),
        ({"zone": "北区", "trade": "3110"}, None),
        ({"trade": "3110"}, None),
    ],
)
def test_a_leading_industry_is_one_of_a_list_and_none_only_beyond_a_complete_one(
    book: Rulebook, stated: dict[str, str], leading: bool | None
) -> None:
    assert values(reviewed(book, **stated)).get("leading") is leading


@pytest.mark.parametrize(
    ("stated", "doubted"),
    [
        ({"zone": "东区", "trade": "3110", "leading": "否"}, ["leading", "trade", "zone"]),
        ({"zone": "东区", "trade": "3210", "leading": "是"}, []),
        ({"zone": "西区", "trade": "3110", "leading": "是"}, ["leading", "trade", "zone"]),
        ({"zone": "东区", "county": "西县"}, ["county", "zone"]),
        ({"zone": "东区", "in_zone": "否"}, ["in_zone", "zone"]),
        ({"zone": "中区", "in_zone": "否"}, ["in_zone", "zone"]),
        ({"zone": "中区", "county": "西县"}, ["zone"]),
    ],
)
def test_what_is_given_otherwise_is_in_doubt_with_what_it_contradicts(
    book: Rulebook, stated: dict[str, str], doubted: list[str]
) -> None:
    assert sorted(doubt.field for doubt in reviewed(book, **stated).doubts) == doubted


@pytest.mark.parametrize(
    ("zone", "day", "sited"),
    [
        ("东区", BEFORE, True),
        ("东区", AFTER, True),
        ("南区", date(2014, 12, 31), True),  # before it was closed nothing is known of it
        ("南区", date(2015, 1, 1), False),
        ("南区", date(2015, 6, 30), False),
        ("南区", date(2015, 7, 1), True),
    ],
)
def test_a_status_holds_on_its_days(book: Rulebook, zone: str, day: date, sited: bool) -> None:
    assert reviewed(book, day, zone=zone).data["in_zone"].value is sited


def test_the_reason_names_the_entry_of_the_day_and_where_it_was_read(book: Rulebook) -> None:
    before, after = (reviewed(book, day, zone="东山区").data["in_zone"] for day in (BEFORE, AFTER))
    assert before.why is not None
    assert after.why is not None
    assert before.why.zh == "所填名称见集聚区名册“东区”(某文,可信度A,为集聚区)。"
    assert (
        after.why.en == "The name is that of the register's zone “东区” (“某报”, confidence B; a park from 2015-05-13)."
    )
    assert (after.written, after.at.file) == ("东山区", "a.json")
    county = reviewed(book, zone="西区").data["county"].why
    assert county is not None
    assert county.zh == "集聚区名册“西区”(某文,可信度C),县为“西县”。"


def test_a_conflict_says_what_the_register_has(book: Rulebook) -> None:
    said = {doubt.reason.en for doubt in reviewed(book, zone="东区", county="西县").doubts}
    assert said == {
        "the register's zone “东区” (“某报”, confidence B), County: “东县”, which is not what is given. Check Zone and County."
    }


def test_names_in_rules_are_those_of_the_register(tmp_path: Path) -> None:
    named = book_of(tmp_path / "a", rules="rules:\n" + rule("CITY-1", "require: \"zone in {'东山区', '西区'}\""))
    (found,) = named.rules
    assert found.require is not None
    assert unparse(found.require) == "zone in {'东区', '西区'}"
    with pytest.raises(InputError, match="The register has no zone “东山”"):
        book_of(tmp_path / "b", rules="rules:\n" + rule("CITY-1", "require: zone = '东山'"))


def test_a_vocabulary_may_infer_a_text(tmp_path: Path) -> None:
    infer = "infer:\n  - {field: county, value: 东, when: leading, why: {zh: 甲, en: a}}\n"
    book = book_of(tmp_path, vocabulary=VOCABULARY + infer)
    assert (book.inferences[-1].field.id, book.inferences[-1].value) == ("county", "东县")
    assert reviewed(book, leading="是").data["county"].value == "东县"


def test_an_office_completes_a_register_with_a_file_of_the_same_name(tmp_path: Path) -> None:
    home, own = folder_of(tmp_path / "rules"), tmp_path / "own"
    own.mkdir()
    (own / "zones.csv").write_text(f"{ZONES}中区,,西县,zone,,,,,本办,A\n", encoding="utf-8")
    given, completed = load_rulebook(home), load_rulebook(home, own)
    assert values(reviewed(given, zone="中区")) == {}
    assert values(reviewed(completed, zone="中区")) == {"zone": "中区", "county": "西县", "in_zone": True}
    assert given.digest != completed.digest
    (own / "zones.csv").write_text(ZONES, encoding="utf-8")
    assert load_rulebook(home, own).digest == given.digest
    (own / "zones.csv").write_text(ZONES.replace(",zone,", ",zoon,"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rulebook(home, own)
    assert [problem.place for problem in caught.value.problems] == [Place(str(own / "zones.csv"), 2)]


FAULTS = {
    "no field": ("{field: county,", "{field: cuonty,", "'cuonty' is not a field of project"),
    "a code": ("{field: county,", "{field: trade,", "only a yes-or-no or text field that needs no person"),
    "no column": ("column: county}", "column: place}", "the register has no column place; declare it under columns"),
    "neither": (", column: county}", "}", "give either value or column"),
    "a value without statuses": ("true, statuses: [zone, park], or_unknown: true", "true", "value and statuses go"),
    "a status": ("statuses: [closed]", "statuses: [shut]", "no status is called 'shut'; there are zone、park、closed"),
    "no truth": ("value: false,", "value: nein,", "in_zone must be true or false, not 'nein'"),
    "no list": (", among: [trade, cluster]", "", "a yes-or-no field needs 'among', and a text has none"),
    "a list of a text": ("column: county}", "column: county, among: [trade]}", "and a text has none"),
    "among a text": ("among: [trade,", "among: [name,", "'among' names fields of codes or options, not 'name'"),
    "an unknown key": ("or_unknown", "or_unkown", "unknown key 'or_unkown'; did you mean 'or_unknown'?"),
    "a circle": ("{field: county, column: county}", "{field: zone, column: county}", "zone is inferred from zone"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_follow_from_a_register_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    right, wrong, said = FAULTS[name]
    assert VOCABULARY.count(right) == 1
    with pytest.raises(InputError) as caught:
        book_of(tmp_path, vocabulary=VOCABULARY.replace(right, wrong), zones=ZONES.replace("东县", "西区"))
    assert any(said in problem.line("en") and problem.place.line for problem in caught.value.problems)
    assert all(problem.message.zh for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("西区,,西县", "西区,,中县", "zones.csv:4: The register has no county “中县”; is it "),
        ("32,是", "99,是", "zones.csv:4: leads: '99' is none of Trade, Cluster"),
    ],
)
def test_a_cell_that_no_field_can_hold_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        book_of(tmp_path, zones=ZONES.replace(right, wrong), rules=RULES)
    assert [said in problem.line("en") for problem in caught.value.problems] == [True]
