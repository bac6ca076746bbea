"""The report shows deviations, and in English translates all but names and quotes."""

import json
from datetime import date
from pathlib import Path

from compliance.assessment.attainment import Status
from compliance.intake.progress_ledger import read_ledger
from compliance.report.assessment.as_json import to_json
from compliance.report.assessment.page import compose_assessment, deviation
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, assessed, of, read


def test_a_figure_about_a_target_shows_its_deviation(tmp_path: Path) -> None:
    ledger = read(tmp_path, 全市__yaml="产业集聚区全年融资额: 78亿元\n全市社会融资规模: 200亿元\n")
    attainment = of(assessed(ledger), "PDS15-2.6.1-financing-share")
    assert attainment.status is Status.GAP
    assert deviation(attainment.measures[0], "zh") == "-1 个百分点(-2.5%)"
    assert deviation(attainment.measures[0], "en") == "-1 percentage points(-2.5%)"


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
