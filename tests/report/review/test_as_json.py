"""One case is an object, several are a list."""

import io
from datetime import date

from compliance.report.review.formats import FORMATS
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from tests.strategies import case_from

DAY = date(2015, 6, 1)


def test_several_cases_in_json_are_a_list_and_one_is_not(rulebook: Rulebook) -> None:
    decision = Reviewer(rulebook).review(case_from({}), DAY, DAY)
    one, two = io.StringIO(), io.StringIO()
    FORMATS["json"].write([decision], "zh", one)
    FORMATS["json"].write([decision, decision], "zh", two)
    assert one.getvalue().startswith("{")
    assert two.getvalue().startswith("[")
