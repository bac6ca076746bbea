"""The engines that the benchmark compares say the same of every lead, and so compare like with like."""

import pytest

from benchmarks.peers.engines import MANY, SINGLE, Many, Single, disagreement
from benchmarks.peers.workload import edition, figures
from compliance.engines.columnar.outcomes import Status


@pytest.mark.parametrize("engine", [*MANY, *SINGLE], ids=lambda engine: engine.name)
def test_every_engine_gives_the_statuses_and_verdicts_of_the_reference(engine: Many | Single) -> None:
    if isinstance(engine, Single) and not engine.installed:
        pytest.skip(f"{engine.requires} is not installed: pip install -e '.[bench]'")
    assert disagreement(engine, 1) == ""


@pytest.mark.parametrize("engine", MANY, ids=lambda engine: engine.name)
def test_the_copies_of_the_rules_agree_too(engine: Many) -> None:
    assert disagreement(engine, 3) == ""


def test_a_difference_is_found() -> None:
    wrong = Many("wrong", lambda leads, copies: MANY[0].run(leads, copies).with_columns(rule_3=Status.PASS))
    assert disagreement(wrong, 1) == "wrong: 20 rules, differs from the reference in rule_3"


def test_the_leads_meet_every_status_of_every_rule() -> None:
    from benchmarks.peers.workload import frame

    found = MANY[0].run(frame(5000), 1)
    for place, rule in enumerate(edition(1).rules):
        statuses = {Status(status) for status in found[f"rule_{place}"].unique()}
        assert statuses >= {Status.PASS, Status.UNDETERMINED}, rule.id
        assert Status.FAIL in statuses or rule.require is None, rule.id
        assert Status.OVERRIDDEN in statuses or not rule.exemptions, rule.id
    assert sorted(found["verdict"].unique()) == [0, 1, 2, 3]


def test_each_copy_has_figures_of_its_own() -> None:
    for name in figures(0):
        several = [figures(copy)[name] for copy in range(10)]
        assert len(set(several)) == 10, name
        assert min(several) > 0 or name == "green", name
