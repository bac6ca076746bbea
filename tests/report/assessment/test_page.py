"""The report shows deviations, and in English translates all but names and quotes."""

import json
from datetime import date
from pathlib import Path

from compliance.assessment.attainment import Status
from compliance.assessment.run import LedgerJob, run_assessment
from compliance.intake.progress_ledger import read_ledger
from compliance.report.assessment.as_json import to_json
from compliance.report.assessment.page import attainment_share, compose_assessment, deviation, figure_words
from compliance.rulebook.model import Rulebook
from tests.progress import DAY, LEDGER, assessed, of, read
from tests.rulebooks import shipped


def test_a_figure_about_a_target_shows_its_deviation(tmp_path: Path) -> None:
    ledger = read(tmp_path, 全市__yaml="产业集聚区全年融资额: 78亿元\n全市社会融资规模: 200亿元\n")
    attainment = of(assessed(ledger), "PDS15-2.6.1-financing-share")
    assert attainment.status is Status.GAP
    assert deviation(attainment.measures[0], "zh") == "-1 个百分点(-2.5%)"
    assert deviation(attainment.measures[0], "en") == "-1 percentage points(-2.5%)"


def test_a_figure_just_short_of_its_target_is_not_shown_as_that(tmp_path: Path) -> None:
    ledger = read(tmp_path, 全市__yaml="主营业务收入: 1099.9999999亿元\n")
    attainment = of(assessed(ledger), "PDS15-1.2-revenue")
    (measure,) = attainment.measures
    assert attainment.status is Status.UNMET
    assert figure_words(measure).zh == "1,099.9999999 亿元"
    assert attainment_share(measure) == "99.99999999%"


def test_the_whole_report_lists_what_nobody_in_the_ledger_can_be_held_to() -> None:
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY))
    page = compose_assessment(found.assessment, found.reading, "zh")
    (section,) = (one for one in page.sections if one.title == "台账未列负责者的要求")
    (item,) = section.items
    assert item.heading == "部门 · 按季度通报工作开展情况"
    assert item.lines[0][1].startswith("“市产业集聚区发展联席会议办公室按季度")
    assert ("台账未列负责者的要求", "1 项") in page.facts


def test_the_json_has_a_summary_that_adds_up() -> None:
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY))
    data = json.loads(to_json(found.assessment, found.reading, "zh"))
    counts = data["summary"]["counts"]
    judged = [a for a in data["attainments"] if a["status"] != "not_applicable"]
    assert counts["total"] == len(judged) + len(data["unlisted"]) + len(data["unheld"])
    assert sum(number for name, number in counts.items() if name != "total") == counts["total"]
    bodies = data["summary"]["bodies"]
    assert sum(body["counts"]["total"] for body in bodies) + len(data["unheld"]) == counts["total"]
    assert [rule["rule"] for rule in data["unheld"]] == ["PDS15-3.1-bulletins"]


def test_a_day_without_targets_is_said(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    page = compose_assessment(assessed(ledger, date(2014, 1, 1)), ledger.reading, "zh")
    assert ("审查依据", "该日没有施行的目标") in page.facts


def test_the_english_report_translates_everything_but_names_and_quotes(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    page = compose_assessment(assessed(ledger), ledger.reading, "en")
    said = [section.title for section in page.sections]
    reading = {"Doubtful data", "Written but not used"}  # their lines begin with names and places
    said += [label for s in page.sections if s.title not in reading for i in s.items for label, _ in i.lines]
    assert [text for text in said if any("\u4e00" <= character <= "\u9fff" for character in text)] == []
    assert json.loads(to_json(assessed(ledger), ledger.reading, "en"))["lang"] == "en"
