"""The page draws its bars and fetches nothing."""

from compliance.intake.progress_ledger import read_ledger
from compliance.report.assessment.html import to_html
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, assessed


def test_the_page_draws_a_bar_for_each_figure_of_the_city_and_fetches_nothing(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    found = assessed(ledger)
    page = to_html(found, ledger.reading, "zh")
    drawn = [m for a in found.attainments if a.case.subject == "city" for m in a.measures if m.attainment is not None]
    assert page.count("<rect") == len(drawn) > 5
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
