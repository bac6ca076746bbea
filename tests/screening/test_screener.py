"""Every lead comes out as its review does."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from tests.ledgers import DAY, ledger
from tests.people import INTENSITY, found, office_facts


@pytest.mark.parametrize(
    ("backend", "source", "stage"),
    [
        *product([Polars()], ["typed", "example"], [None, "application", "operation"]),
        (DuckDB(), "typed", "operation"),
        (DuckDB(), "example", None),
    ],
    ids=lambda value: type(value).__name__.lower() if isinstance(value, Polars | DuckDB) else None,
)
def test_every_lead_comes_out_as_its_review_does(
    rulebook: Rulebook, tmp_path: Path, backend: Polars | DuckDB, source: str, stage: str | None
) -> None:
    path = ledger(tmp_path) if source == "typed" else Path("examples/leads/leads.xlsx")
    leads = list(read_leads(path, rulebook.vocabulary))
    asked = rulebook.vocabulary.stages.for_screening(rulebook.vocabulary.stages.named(stage))
    screener, reviewer = Screener(rulebook, DAY, backend, asked=asked), Reviewer(rulebook, asked)
    for lead, result in zip(leads, screener.screen(leads), strict=True):
        assert result.stage == (stage or "lead")
        decision = of_decision(lead, reviewer.review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)


def test_applications_of_the_examples_come_out_as_their_reviews_do(rulebook: Rulebook) -> None:
    from compliance.intake.application import read_applications

    cases = [
        c for path in sorted(Path("examples").glob("*.yaml")) for c in read_applications(path, rulebook.vocabulary)
    ]
    leads = [Lead(place, case, case.id) for place, case in enumerate(cases, start=1)]
    asked = rulebook.vocabulary.stages.for_review(None)
    results = Screener(rulebook, DAY, Polars(), asked=asked).screen(leads)
    verdicts, stages = set(), set()
    for lead, result in zip(leads, results, strict=True):
        decision = of_decision(lead, Reviewer(rulebook, asked).review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)
        verdicts.add(result.verdict)
        stages.add(result.stage)
    assert len(verdicts) >= 3
    assert len(stages) >= 2


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_where_no_rule_is_in_force_nothing_is_settled(
    rulebook: Rulebook, tmp_path: Path, backend: Polars | DuckDB
) -> None:
    leads = list(read_leads(ledger(tmp_path), rulebook.vocabulary))
    before_any = date(1999, 1, 1)
    assert rulebook.edition(before_any).rules == ()
    results = Screener(rulebook, before_any, backend).screen(leads)
    assert {result.verdict for result in results} == {Verdict.UNDETERMINED}
    assert {(result.failed, result.missing) for result in results} == {((), ())}


def test_a_doubt_says_what_is_written_and_where_and_a_contradiction_is_told_once(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("项目名称,总投资(万元),固定资产投资(万元),用地面积\n甲,1000,2000,一些\n", encoding="utf-8")
    (result,) = Screener(rulebook, DAY, Polars()).screen(list(read_leads(path, rulebook.vocabulary)))
    area, invested = [doubt.zh for doubt in result.doubts]
    assert area.startswith("用地面积“一些”[D2]:")
    assert "“用地面积”" not in area
    assert invested.startswith("固定资产投资“2000”[C2]、总投资“1000”[B2]:")


def test_the_rules_that_a_person_settled_are_told_with_their_leads(rulebook: Rulebook, tmp_path: Path) -> None:
    """Of the first lead the table gives no intensity; of the second nobody has found anything."""
    said = {"项目编号": "A1", **found(规则=INTENSITY, 结论="不符合")}
    facts = office_facts(tmp_path, "建设性质=新建", "用地来源=新增", findings=[said])
    at = rulebook.vocabulary.stages.for_screening(rulebook.vocabulary.stages.named("land"))
    leads = list(read_leads(ledger(tmp_path), rulebook.vocabulary))
    results = Screener(rulebook, DAY, Polars(), asked=at, facts=facts).screen(leads)
    assert [result.found for result in results] == [(INTENSITY,), (), (), (), ()]
    assert INTENSITY in results[0].failed
    assert any("经认定不符合(市国土资源局" in reason.zh for reason in results[0].reasons)
