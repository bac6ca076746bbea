"""The one page fits a screen of 40 lines and 80 columns, of any ledger and in both languages."""

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.assessment.run import Assessed, LedgerJob, run_assessment
from compliance.report.assessment.overview_text import LINES, print_overview
from compliance.text import Lang
from tests.progress import DAY, LEDGER, crowded
from tests.rulebooks import shipped


def lines(found: Assessed, lang: Lang) -> list[str]:
    """The page as it is printed."""
    stream = io.StringIO()
    print_overview(found.assessment, found.reading, stream, lang)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_the_example_is_one_screen(lang: Lang) -> None:
    printed = lines(run_assessment(LedgerJob(shipped(), LEDGER, DAY)), lang)
    assert len(printed) <= LINES == 40
    assert max(map(cell_len, printed)) <= 80


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_crowded_ledger_is_one_screen_too(tmp_path: Path, lang: Lang) -> None:
    printed = lines(crowded(tmp_path), lang)
    assert len(printed) <= LINES
    assert max(map(cell_len, printed)) <= 80


def test_a_bar_shows_met_missed_striving_and_open_and_a_target_missed_by_little_is_not_drawn_as_reached() -> None:
    printed = lines(run_assessment(LedgerJob(shipped(), LEDGER, DAY)), "zh")
    (city,) = (line for line in printed if line.startswith("全市 ") and "█" in line)
    assert city.split() == ["全市", "5", "3", "0", "6", "36", "█▓▒░░░░░░░░░░░"]
    (quota,) = (line for line in printed if "平均每个产业集聚区" in line)
    assert quota.endswith("█████░ 99.3%")
    assert "496.67/500 亩/个" in quota


def test_the_page_leads_to_the_whole_report() -> None:
    assert "--full" in lines(run_assessment(LedgerJob(shipped(), LEDGER, DAY)), "zh")[-1]
