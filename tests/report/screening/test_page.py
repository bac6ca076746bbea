"""The summary of a screening says what it rests on."""

from compliance.facts import NO_FACTS, Facts
from compliance.report.screening.page import compose_screening, summary_rows
from compliance.review.decision import Verdict
from compliance.screening.summary import Screening, ScreeningSummary
from tests.people import DAY, set_by
from tests.rulebooks import shipped


def screening(facts: Facts) -> Screening:
    """A screening of no leads."""
    return Screening("leads.xlsx", shipped().edition(DAY).about("project"), DAY, ScreeningSummary(), (), facts=facts)


def test_what_the_office_sets_stands_among_the_lines_of_the_summary() -> None:
    facts = set_by("建设性质=新建")
    rows = dict(summary_rows(screening(facts), "zh"))
    assert facts.digest is not None
    assert rows["设定摘要"] == facts.digest[:12]
    assert rows["设定: 建设性质"] == "“新建” (命令行 --set)"
    english = dict(compose_screening(screening(facts), "en").facts)
    assert english["Set by the office: Nature of construction"] == "“新建” (--set)"


def test_what_every_lead_lacks_stands_apart_from_what_is_missing_most_often() -> None:
    found = screening(NO_FACTS)
    found.summary.verdicts[Verdict.UNDETERMINED] = 1_200
    found.summary.missing.update({"zone": 1_200, "industry_code": 1_200, "county": 7})
    rows = list(summary_rows(found, "zh"))
    assert ("每条线索都缺", "产业集聚区、国民经济行业代码") in rows
    assert [row for row in rows if row[0].startswith("最常缺的资料")] == [("最常缺的资料: 县(市、区)", 7)]
    assert ("合计", 1_200) in rows
    assert ("合计", "1,200") in compose_screening(found, "zh").facts


def test_of_one_lead_what_it_lacks_is_what_is_missing_most_often() -> None:
    found = screening(NO_FACTS)
    found.summary.verdicts[Verdict.UNDETERMINED] = 1
    found.summary.missing.update({"zone": 1})
    assert ("最常缺的资料: 产业集聚区", 1) in list(summary_rows(found, "zh"))


def test_where_nothing_is_set_nothing_is_said_of_it() -> None:
    assert not any(label.startswith("设定") for label, _ in summary_rows(screening(NO_FACTS), "zh"))
