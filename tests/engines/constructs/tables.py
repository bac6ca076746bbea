"""The tables of all constructs, for what is checked across them."""

from collections.abc import Mapping

from tests.engines.constructs import (
    test_aggregate,
    test_applicability,
    test_arithmetic,
    test_building_rule,
    test_code,
    test_comparison,
    test_connectives,
    test_date,
    test_definition,
    test_exemption,
    test_known,
    test_lookup,
    test_manual,
    test_membership,
    test_negation,
    test_quantified,
    test_set,
    test_stage,
    test_territory,
)
from tests.engines.constructs.examples import Table

TABLES: Mapping[str, Table] = {
    "aggregate": test_aggregate.TABLE,
    "applicability": test_applicability.TABLE,
    "arithmetic": test_arithmetic.TABLE,
    "building_rule": test_building_rule.TABLE,
    "code": test_code.TABLE,
    "comparison": test_comparison.TABLE,
    "connectives": test_connectives.TABLE,
    "date": test_date.TABLE,
    "definition": test_definition.TABLE,
    "exemption": test_exemption.TABLE,
    "known": test_known.TABLE,
    "lookup": test_lookup.TABLE,
    "manual": test_manual.TABLE,
    "membership": test_membership.TABLE,
    "negation": test_negation.TABLE,
    "quantified": test_quantified.TABLE,
    "set": test_set.TABLE,
    "stage": test_stage.TABLE,
    "territory": test_territory.TABLE,
}
