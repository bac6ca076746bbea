"""Days in force are worded, and the day of a report is never taken for a document's own."""

from datetime import date

import pytest

from compliance.report.in_force import in_force
from compliance.rulebook.model import Period

START, END = date(2012, 7, 1), date(2015, 9, 9)


@pytest.mark.parametrize(
    ("start", "end", "reported", "zh", "en"),
    [
        (START, None, False, "2012-07-01", "2012-07-01"),
        (START, END, False, "2012-07-01,至 2015-09-09 止", "2012-07-01, until 2015-09-09"),
        (None, END, False, "至 2015-09-09 止", "until 2015-09-09"),
        (None, None, False, "", ""),
        (START, None, True, "未查到(见于 2012-07-01 的报道)", "not found (in a report of 2012-07-01)"),
        (
            START,
            END,
            True,
            "未查到(见于 2012-07-01 的报道),至 2015-09-09 止",
            "not found (in a report of 2012-07-01), until 2015-09-09",
        ),
    ],
)
def test_days_in_words(start: date | None, end: date | None, reported: bool, zh: str, en: str) -> None:
    assert in_force(Period(start, end), "zh", reported=reported) == zh
    assert in_force(Period(start, end), "en", reported=reported) == en
