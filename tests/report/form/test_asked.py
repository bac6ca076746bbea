"""A form asks for what the rules in force read, by the stage, and for nothing that only a person decides."""

from datetime import date
from pathlib import Path

from compliance.report.form.asked import asked_of_applicants, fields_read
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.stages import Stage
from tests.own_forms import DAY
from tests.rulebooks import rule, rulebook_of


def asked(rulebook: Rulebook, stage: str | None, day: date = DAY) -> list[str]:
    """The ids of the fields that a form of that stage asks for, with their subject where that is a part."""
    at: Stage | None = rulebook.vocabulary.stages.named(stage)
    found = asked_of_applicants(rulebook.edition(day), at)
    return [field.id if field.reviewed else f"{field.subject}.{field.id}" for field in found]


def test_what_cannot_be_known_yet_is_not_asked(rulebook: Rulebook) -> None:
    application, land = asked(rulebook, "application"), asked(rulebook, "land")
    assert set(application) < set(land)
    assert {"far_floor_area", "land_grade", "agreed_start_date"} <= set(land) - set(application)
    assert "suspended_since" not in land


def test_what_nothing_reads_is_not_asked(rulebook: Rulebook) -> None:
    assert {"main_product", "jobs", "annual_revenue", "funds_arrived"}.isdisjoint(asked(rulebook, "operation"))


def test_where_the_place_decides_that_alone_is_asked(rulebook: Rulebook) -> None:
    found = asked(rulebook, "application")
    assert "county" in found
    assert "in_city" not in found, "it follows from the county"


def test_the_edition_of_a_code_is_asked_with_the_code(rulebook: Rulebook) -> None:
    assert {"industry_code", "industry_code_version"} <= set(asked(rulebook, "application"))


def test_the_case_is_told_first_and_then_comes_what_most_rules_wait_for(rulebook: Rulebook) -> None:
    found = [id_ for id_ in asked(rulebook, "application") if "." not in id_]
    assert set(found[:3]) == {"project_id", "name", "applicant"}
    assert found.index("in_zone") < found.index("land_source") < found.index("boiler_capacity")


def test_the_rules_of_one_pack_ask_for_little(rulebook: Rulebook) -> None:
    found = asked(rulebook.only(["national-air-action-2013"]), "application")
    assert {"heat_source", "boiler_capacity", "in_built_up_area", "county"} <= set(found)
    assert "total_investment" not in found
    assert not any(id_.startswith("building") for id_ in found)


def test_rules_that_are_no_longer_in_force_ask_for_nothing(rulebook: Rulebook) -> None:
    assert "project_capital" in asked(rulebook, "application", date(2015, 9, 8))
    assert "project_capital" not in asked(rulebook, "application", date(2015, 9, 9))


def test_the_records_of_a_list_are_asked_for_with_their_list(tmp_path: Path) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "require: every building satisfies storeys >= 3 层"))
    assert asked(book, None) == ["name", "buildings", "building.storeys"]
    assert {field.id for field in fields_read(book.edition(DAY))} == {"buildings", "storeys"}


def test_a_field_that_only_a_person_decides_is_left_to_the_office(tmp_path: Path) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "when: in_zone, require: not polluting"))
    assert asked(book, None) == ["name", "in_zone"]
