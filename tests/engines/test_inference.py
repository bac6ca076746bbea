"""What follows from the data of a case where a field is not stated."""

import json
from datetime import date

import pytest

from compliance import Source, read_cases
from compliance.case import Case
from compliance.engines.inference import completed
from compliance.rulebook.model import Rulebook

DAY = date(2015, 6, 1)


def case_of(rulebook: Rulebook, **stated: str) -> Case:
    """The case that an application with these fields states."""
    (case,) = read_cases(Source("a.json", json.dumps({"name": "甲", **stated}).encode()), rulebook)
    return case


def test_a_project_that_names_a_zone_is_sited_in_one_and_the_datum_says_why(rulebook: Rulebook) -> None:
    case = completed(case_of(rulebook, zone="叶县产业集聚区"), rulebook, DAY)
    datum = case.data["in_zone"]
    assert datum.value is True
    assert datum.why is not None
    assert "产业集聚区名册“叶县产业集聚区”" in datum.why.zh
    assert (datum.written, datum.at) == (case.data["zone"].written, case.data["zone"].at)


def test_a_text_is_inferred_as_a_truth_is_and_in_the_place_of_nothing(rulebook: Rulebook) -> None:
    datum = completed(case_of(rulebook, zone="叶县集聚区"), rulebook, DAY).data["county"]
    assert (datum.value, datum.written) == ("叶县", "叶县集聚区")
    stated = completed(case_of(rulebook, zone="叶县集聚区", county="宝丰"), rulebook, DAY).data["county"]
    assert (stated.value, stated.why) == ("宝丰县", None)


@pytest.mark.parametrize("named", ["无", "待定", "未定"])
def test_words_for_no_zone_and_for_one_to_be_found_infer_nothing(rulebook: Rulebook, named: str) -> None:
    assert "in_zone" not in completed(case_of(rulebook, zone=named), rulebook, DAY).data


def test_nothing_is_inferred_from_nothing(rulebook: Rulebook) -> None:
    assert "in_zone" not in completed(case_of(rulebook), rulebook, DAY).data


def test_what_is_stated_stays_as_it_is(rulebook: Rulebook) -> None:
    stated = case_of(rulebook, zone="叶县产业集聚区", in_zone="否")
    assert completed(stated, rulebook, DAY).data["in_zone"] is stated.data["in_zone"]
