"""Which rules read a field is found, and which fields nothing reads."""

from compliance.rulebook.model import Rulebook
from compliance.rulebook.reading import read_by_nothing, rules_reading


def test_a_field_is_read_by_name_or_through_a_definition(rulebook: Rulebook) -> None:
    reading = {field.id: {rule.id for rule in rules} for field, rules in rules_reading(rulebook).items()}
    assert "PDS15-2.6.4-heavy-pollution" in reading["heavy_pollution"]
    # is_city_key_project names the total investment, and the rule names is_city_key_project.
    assert "PDS15-2.2.2-key-resources" in reading["total_investment"]
    assert "PDS15-2.6.4-heavy-pollution" not in reading["total_investment"]


def test_what_neither_rules_nor_anything_else_read_is_named(rulebook: Rulebook) -> None:
    idle = {(field.subject, field.id) for field in read_by_nothing(rulebook)}
    assert {("project", "main_product"), ("project", "jobs"), ("project", "annual_revenue")} <= idle
    # Read by a check, by an inference, by a stage, by a territory and by an allocation, in this order.
    others = {"total_floor_area", "zone", "land_granted", "in_city", "application_date"}
    # Told apart by: the id, the name, the applicant.
    identity = {"project_id", "name", "applicant", "project_stage", "buildings"}
    assert not {("project", id_) for id_ in others | identity} & idle
    assert ("building", "name") not in idle
    assert {subject for subject, _ in idle} <= {"project", "building"}
