"""The cases beside the rules try each rule in every way."""

import pytest

from compliance.engines.engine import Outcome
from compliance.rulebook.model import Rule
from tests.rulebooks import shipped, shipped_cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each rule: pytest asks for parameters when it collects, before there are fixtures."""
    if "rule" in metafunc.fixturenames:
        metafunc.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)


def test_every_rule_is_tried_in_each_way_it_can_come_out(rule: Rule) -> None:
    tried = {outcome for case in shipped_cases() if case.rule == rule.id for outcome in case.outcomes}
    assert Outcome.PASS in tried
    assert tried & {Outcome.UNDETERMINED, Outcome.MANUAL}
    if rule.require is not None:
        assert Outcome.FAIL in tried
