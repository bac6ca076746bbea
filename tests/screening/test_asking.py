"""Of a lead beyond the first look at most five fields are asked: those that most rules wait for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition
from compliance.screening.asking import MOST_ASKED, Asking
from tests.rulebooks import rule, write_rulebook
from tests.stages import with_stages

# cod is named by three rules that decide, investment, source and the records' storeys by two, each other field by one.
RULES = "rules:\n" + "".join(
    (
        rule("CITY-1", "when: in_zone and exempted, require: cod <= 5 吨/年"),
        rule("CITY-2", "when: source = new and investment > 5 万元, require: cod <= 7 吨/年"),
        rule("CITY-3", "when: agreed <= as_of, require: sum(floor_area over building where storeys > 1 层) > 0 平方米"),
        rule("CITY-4", "subject: building, when: source = new, require: storeys >= 2 层"),
        rule("CITY-5", "when: investment > 10 万元, require: cod <= 9 吨/年"),
        rule("CITY-6", "when: land_area > 10 亩, require: land_area <= 90 亩", "guidance"),
    )
)
EVERY = ("CITY-1", "CITY-2", "CITY-3", "CITY-4", "CITY-5")
MISSING = ("land_area", "investment", "cod", "in_zone", "exempted", "source", "agreed", "buildings.storeys")


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Those rules on a vocabulary with stages."""
    folder = write_rulebook(tmp_path, RULES)
    (folder / "vocabulary.yaml").write_text(with_stages(), encoding="utf-8")
    book = load_rulebook(folder)
    return book.edition(date(2015, 12, 31)).about(book.vocabulary.reviewed)


def test_those_that_most_rules_name_come_first_and_of_equals_the_first_in_the_vocabulary(edition: Edition) -> None:
    first = Asking(edition).first(MISSING, EVERY, "application")
    assert first == ["cod", "investment", "source", "buildings.storeys", "in_zone"]


def test_only_the_rules_that_are_undetermined_count(edition: Edition) -> None:
    first = Asking(edition).first(MISSING, ("CITY-1", "CITY-3"), "land")
    assert first == ["cod", "in_zone", "exempted", "agreed", "buildings.storeys"]


def test_a_list_that_is_missing_as_a_whole_is_named_by_what_its_records_hold(edition: Edition) -> None:
    missing = (*MISSING[:-1], "buildings")
    assert Asking(edition).first(missing, ("CITY-4",), "operation")[:2] == ["source", "buildings"]


def test_a_lead_is_asked_for_all_of_it(edition: Edition) -> None:
    assert Asking(edition).first(MISSING, EVERY, "lead") == MISSING


def test_five_fields_are_left_as_they_are(edition: Edition) -> None:
    five = MISSING[:MOST_ASKED]
    assert Asking(edition).first(five, EVERY, "operation") == five


def test_where_there_are_no_stages_nothing_is_a_first_look(edition: Edition) -> None:
    vocabulary = edition.rulebook.vocabulary
    unstaged = replace(vocabulary, stages=type(vocabulary.stages)())
    without = replace(edition, rulebook=replace(edition.rulebook, vocabulary=unstaged))
    assert len(Asking(without).first(MISSING, EVERY, "")) == MOST_ASKED
