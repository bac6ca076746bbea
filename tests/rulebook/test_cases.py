"""The cases beside the rules try each rule in every way."""

import pytest

from compliance.engines.engine import Outcome
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rule

BOOK = load_rulebook()
PACK_CASES = [case for pack in BOOK.packs for case in read_cases(None, pack.id, BOOK.vocabulary)]


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_is_tried_in_each_way_it_can_come_out(rule: Rule) -> None:
    tried = {outcome for case in PACK_CASES if case.rule == rule.id for outcome in case.outcomes}
    assert Outcome.PASS in tried
    assert tried & {Outcome.UNDETERMINED, Outcome.MANUAL}
    if rule.require is not None:
        assert Outcome.FAIL in tried
