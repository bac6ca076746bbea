"""A vocabulary says which office finds what only a person decides, and what is wrong there is said with its place."""

from compliance.rulebook.model import Rulebook
from compliance.text import Text
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import SMALL, node, refused

OFFICES = """
offices:
  - id: environment
    label: {zh: 环保部门, en: the environment authority}
    finds: [polluting]
    looks_up: [limits]
    jointly: {polluting: {zh: 行业部门, en: the authority of the industry}}
  - {id: land, label: {zh: 国土部门, en: the land authority}}
"""


def test_an_office_is_found_by_what_it_finds_and_by_the_table_that_it_looks_up() -> None:
    vocabulary = load_vocabulary(node(SMALL + OFFICES))
    office = vocabulary.office_for("polluting")
    assert office is not None
    assert office.id == "environment"
    assert vocabulary.office_for("limits") is office
    assert vocabulary.office_for("land_area") is None


def test_what_is_found_jointly_names_both_and_what_is_looked_up_names_the_one() -> None:
    office = load_vocabulary(node(SMALL + OFFICES)).offices[0]
    assert office.called("polluting") == Text(
        "环保部门会同行业部门", "the environment authority together with the authority of the industry"
    )
    assert office.called("limits") == Text("环保部门", "the environment authority")


def test_a_vocabulary_without_offices_has_none() -> None:
    assert load_vocabulary(node(SMALL)).offices == ()


def test_an_office_finds_only_what_a_person_decides() -> None:
    wrong = OFFICES.replace("finds: [polluting]", "finds: [polluting, county]")
    (said,) = refused(SMALL + wrong)
    assert "'county' is no field that only a person decides (decided_by: person)" in said


def test_a_matter_has_one_office() -> None:
    wrong = OFFICES.replace("en: the land authority}", "en: the land authority}, finds: [polluting]")
    (said,) = refused(SMALL + wrong)
    assert "environment finds 'polluting' already" in said


def test_an_id_stands_once_and_jointly_names_what_is_found() -> None:
    twice = refused(SMALL + OFFICES.replace("id: land", "id: environment"))
    assert ["stands twice" in said for said in twice] == [True]
    (said,) = refused(SMALL + OFFICES.replace("jointly: {polluting:", "jointly: {poluting:"))
    assert "jointly names 'poluting', which is not in finds; did you mean polluting?" in said


def test_offices_are_a_list() -> None:
    (said,) = refused(SMALL + "offices: {land: 1}\n")
    assert "must be a list of offices" in said


def test_the_shipped_offices_are_those_that_the_rulebook_names(rulebook: Rulebook) -> None:
    """As the readings and the advice of the rules have it; of the replacement plan nobody is named."""
    named = {
        matter: None if (office := rulebook.vocabulary.office_for(matter)) is None else office.called(matter).zh
        for matter in ("heavy_pollution", "low_level_duplication", "min_investment_intensity", "replacement_confirmed")
    }
    assert named == {
        "heavy_pollution": "环境保护部门",
        "low_level_duplication": "投资主管部门会同行业主管部门",
        "min_investment_intensity": "土地主管部门",
        "replacement_confirmed": None,
    }
