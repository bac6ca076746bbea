"""The page draws its bars and fetches nothing."""

import re
from pathlib import Path

from compliance.intake.progress_ledger import read_ledger
from compliance.report.assessment.html import to_html
from compliance.report.assessment.overview import compose_overview
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, assessed, read


def test_the_page_draws_a_bar_for_each_figure_of_the_city_and_fetches_nothing(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    found = assessed(ledger)
    page = to_html(found, ledger.reading, "zh")
    drawn = [m for a in found.attainments if a.case.subject == "city" for m in a.measures if m.attainment is not None]
    assert page.count("<rect") == len(drawn) > 5
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_the_one_page_stands_before_the_whole_report(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    page = to_html(assessed(ledger), ledger.reading, "zh")
    overview = compose_overview(assessed(ledger), ledger.reading, "zh", 30)
    first, _, whole = page.partition("<h1>全文</h1>")
    said = [line.name for line in overview.bodies]
    said += [line.what for line in (*overview.figures, *overview.missed, *overview.open)]
    assert [words for words in said if words not in first] == []
    assert overview.result in first
    assert "PDS15-2.6.3-land-quota" in whole
    assert "PDS15-2.6.3-land-quota" not in first


def test_a_bar_has_the_colour_of_its_own_figure_and_not_of_the_demand(tmp_path: Path, rulebook: Rulebook) -> None:
    ledger = read(
        tmp_path,
        全市__yaml="能源化工集群收入增速: 16%\n装备制造集群收入增速: 3%\n钢铁深加工集群收入增速: 15%\n",
    )
    page = to_html(assessed(ledger), ledger.reading, "zh")
    assert re.findall(r'<rect class="(\w+)"', page) == ["met", "unmet", "met"]
