"""A reader is told of documents that do not apply on a day, and of a plan for another year."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compliance.rulebook.model import Period
from compliance.rulebook.notices import notices_on
from tests.rulebooks import rule, rulebook_of

START, END = date(2015, 4, 24), date(2016, 6, 30)


@pytest.mark.parametrize(
    ("plan_year", "day", "said"),
    [
        (2015, date(2015, 4, 23), "is in force from 2015-04-24; it does not apply on 2015-04-23"),
        (2015, date(2015, 4, 24), None),
        (2015, date(2015, 12, 31), None),
        (2015, date(2016, 1, 1), "is the plan for 2015; the review date lies in 2016"),
        (2015, date(2016, 6, 30), "is the plan for 2015; the review date lies in 2016"),
        (2015, date(2016, 7, 1), "was in force until 2016-06-30; it does not apply on 2016-07-01"),
        (None, date(2015, 4, 23), None),
        (None, date(2016, 1, 1), None),
        (None, date(2016, 7, 1), "was in force until 2016-06-30; it does not apply on 2016-07-01"),
    ],
)
def test_a_notice_turns_on_the_first_and_the_last_day_of_a_document(
    tmp_path: Path, plan_year: int | None, day: date, said: str | None
) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone"))
    pack = replace(book.packs[0], in_force=Period(START, END), plan_year=plan_year)
    notices = notices_on(replace(book, packs=(pack,)), day)
    assert len(notices) == (said is not None)
    assert all(said is not None and said in notice.en and "city文" in notice.zh for notice in notices)
