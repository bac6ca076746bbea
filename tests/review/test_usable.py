"""What a review rests on: no value that contradicts another, and what follows from the others."""

import json
from datetime import date

from compliance import Source, read_cases
from compliance.review.usable import usable
from compliance.rulebook.model import Rulebook

DAY = date(2015, 6, 1)


def test_a_value_in_doubt_is_not_replaced_by_what_would_follow(rulebook: Rulebook) -> None:
    stated = {"name": "甲", "zone": "叶县产业集聚区", "in_zone": "否"}
    (case,) = read_cases(Source("a.json", json.dumps(stated).encode()), rulebook)
    found = usable(case, rulebook, DAY)
    assert "in_zone" not in found.data
    assert sorted(doubt.field for doubt in found.doubts) == ["in_zone", "zone"]


def test_what_does_not_contradict_itself_is_completed(rulebook: Rulebook) -> None:
    (case,) = read_cases(Source("a.json", json.dumps({"name": "甲", "zone": "叶县产业集聚区"}).encode()), rulebook)
    found = usable(case, rulebook, DAY)
    assert (found.data["in_zone"].value, found.data["county"].value) == (True, "叶县")
    assert found.doubts == ()
