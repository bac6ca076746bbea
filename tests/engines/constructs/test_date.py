"""Dates: a month's last day stands in for one that it lacks, and days are counted as they pass."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at


def on(day: str) -> dict[str, object]:
    """A case agreed on that day."""
    return {"agreed": day}


TABLE: Table = (
    Example("as_of = date('2015-06-01')", [({}, PASS)]),
    Example("agreed < as_of", [(on("2015-05-31"), PASS), (on("2015-06-01"), FAIL), ({}, UNDETERMINED)]),
    Example("agreed + 1 年 <= as_of", [(on("2014-06-01"), PASS), (on("2014-06-02"), FAIL), ({}, UNDETERMINED)]),
    Example("agreed + 6 月 <= as_of", [(on("2014-12-01"), PASS), (on("2014-12-02"), FAIL), ({}, UNDETERMINED)]),
    # from 22 April it is 8 days to the end of the month, 31 of May and 1 of June
    Example("agreed + 40 日 <= as_of", [(on("2015-04-22"), PASS), (on("2015-04-23"), FAIL), ({}, UNDETERMINED)]),
    Example(
        "agreed + 1 月 = date('2015-02-28')",
        [(on("2015-01-27"), FAIL), (on("2015-01-28"), PASS), (on("2015-01-29"), PASS), (on("2015-01-31"), PASS)],
    ),
    Example(
        "agreed + 1 月 = date('2016-02-29')",
        [(on("2016-01-28"), FAIL), (on("2016-01-29"), PASS), (on("2016-01-31"), PASS), (on("2016-02-01"), FAIL)],
    ),
    Example(
        "agreed + 1 年 = date('2017-02-28')",
        [(on("2016-02-28"), PASS), (on("2016-02-29"), PASS), (on("2016-03-01"), FAIL)],
    ),
    Example("agreed + 4 年 = date('2020-02-29')", [(on("2016-02-29"), PASS), (on("2016-02-28"), FAIL)]),
    # 1900 was no leap year, 2000 was
    Example("agreed + 1 月 = date('2000-02-29')", [(on("2000-01-31"), PASS)]),
    Example("date('1900-01-31') + 1 月 = date('1900-02-28')", [({}, PASS)]),
    Example(
        "agreed - 1 月 = date('2015-02-28')",
        [(on("2015-03-27"), FAIL), (on("2015-03-28"), PASS), (on("2015-03-31"), PASS), (on("2015-04-01"), FAIL)],
    ),
    Example("agreed - 3 月 < as_of", [(on("2015-08-31"), PASS), (on("2015-09-01"), FAIL)]),
    Example("agreed + 13 月 > date('2016-06-30')", [(on("2015-05-31"), FAIL), (on("2015-06-01"), PASS)]),
    Example("agreed + 1 日 = date('2015-03-01')", [(on("2015-02-28"), PASS), (on("2015-02-27"), FAIL)]),
    Example("agreed + 1 日 = date('2016-02-29')", [(on("2016-02-28"), PASS), (on("2016-03-01"), FAIL)]),
    # a moved date against another: 28 February is before 2 March, 1 August after 31 July
    Example("agreed + 1 月 > agreed + 30 日", [(on("2015-01-31"), FAIL), (on("2015-07-01"), PASS), ({}, UNDETERMINED)]),
    Example("agreed + 12 月 = agreed + 1 年", [(on("2016-02-29"), PASS), (on("2015-12-31"), PASS)]),
    # 2016-02-29 a year on is 28 February, and a month on from there the 28th; 13 months on at once, the 29th
    Example("agreed + 1 年 + 1 月 < agreed + 13 月", [(on("2016-02-29"), PASS), (on("2016-02-28"), FAIL)]),
    Example("agreed + 1 月 + 1 日 > agreed + 31 日", [(on("2015-07-01"), PASS), (on("2015-01-31"), FAIL)]),
    # beyond the last year that a date can have
    Example("agreed + 9000 年 > as_of", [(on("2015-01-01"), UNDETERMINED), ({}, UNDETERMINED)]),
    Example("agreed + 1 年 <= as_of", [(at("application"), DEFERRED), (at("land"), UNDETERMINED)]),
)


def test_a_date_is_moved_by_the_calendar(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
