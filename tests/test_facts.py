"""What an office knows is matched with its cases, and identified."""

import pickle
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Datum, How, PersonFinding
from compliance.errors import Place
from compliance.facts import NO_FACTS, Facts, rows_named

ONE = PersonFinding("r", None, "pass", "甲", date(2015, 6, 1), "符合", Place("认定.yaml", 3, 1))
OTHER = PersonFinding("r", None, "fail", "乙", date(2015, 6, 1), "不符合", Place("认定.yaml", 9, 1))


def case(id_: str, at: Place) -> Case:
    """A case of which nothing is stated."""
    return Case("project", id_, id_, MappingProxyType({}), (), (), at)


def test_a_finding_is_on_the_case_of_that_id_or_of_that_row() -> None:
    facts = Facts(findings=MappingProxyType({"A1": (ONE,), "线索!7": (OTHER,)}))
    assert facts.on(case("A1", Place("a.xlsx!线索", 7))).findings == (ONE, OTHER)
    assert facts.on(case("A2", Place("a.xlsx!线索", 7))).findings == (OTHER,)
    assert facts.on(case("A2", Place("a.csv", 7))).findings == ()


def test_findings_on_no_case_are_told_at_their_place() -> None:
    facts = Facts(findings=MappingProxyType({"A1": (ONE,), "A9": (OTHER,)}))
    told = facts.unmatched(set(facts.named(case("A1", Place("a.csv", 2)))))
    assert [one.line("en") for one in told] == [
        "认定.yaml:9:1: there is no project 'A9'; what was found of it is not used"
    ]


def test_a_case_has_names_only_where_persons_found_something_of_it() -> None:
    facts = Facts(findings=MappingProxyType({"线索!7": (ONE,)}))
    assert list(facts.named(case("A1", Place("a.xlsx!线索", 7)))) == ["A1", "线索!7"]
    assert list(facts.named(case("A1", Place("a.xlsx!线索", 8)))) == []
    own = replace(case("A1", Place("a.csv", 8)), findings=(OTHER,))
    assert list(NO_FACTS.named(own)) == ["A1"]


def test_findings_may_name_rows_by_their_number_or_by_sheet_and_number() -> None:
    assert rows_named(["7", "线索!12", "A1", "线索!A2", "١", "12345678901"]) == [7, 12]


def test_findings_tell_runs_apart_and_the_digest_is_of_settings_alone() -> None:
    facts = Facts(findings=MappingProxyType({"A1": (ONE,)}))
    assert facts.digest is None
    assert (
        len({facts.fingerprint, NO_FACTS.fingerprint, Facts(findings=MappingProxyType({"A1": (OTHER,)})).fingerprint})
        == 3
    )


def test_facts_can_be_sent_to_other_processes() -> None:
    facts = Facts({"in_zone": Datum(True, "是", Place("--set"), How.SET)}, {"A1": (ONE,)})
    assert pickle.loads(pickle.dumps(facts)) == facts
