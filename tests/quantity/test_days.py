"""A date as people write it is a day, the days of which it is one, or refused with the reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.days import FIRST, LAST, read_days
from compliance.quantity.imprecise import Days
from compliance.quantity.units import QuantityError


@pytest.mark.parametrize(
    "written",
    [
        "2014-09-18", "2014/9/18", "2014.9.18", "2014.09.18", "2014年9月18日", "2014年 09月 18日", "2014年9月18号",
        "20140918", "二〇一四年九月十八日", "二零一四年九月十八日", "2014年九月十八日", "２０１４－０９－１８", "2014-09-18 00:00:00",
        "2014/9/18 8:30", "2014-09-18T08:00:00", " 2014-09-18 ",
    ],
)  # fmt: skip
def test_a_day_may_be_written_so(written: str) -> None:
    assert read_days(written) == date(2014, 9, 18)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2014年9月", "2014-09-01", "2014-09-30"),
        ("2014.9", "2014-09-01", "2014-09-30"),
        ("2014-09", "2014-09-01", "2014-09-30"),
        ("二〇一四年九月", "2014-09-01", "2014-09-30"),
        ("2016年2月份", "2016-02-01", "2016-02-29"),
        ("2014.10", "2014-10-01", "2014-10-31"),
        ("2014年9月上旬", "2014-09-01", "2014-09-10"),
        ("2014年9月中旬", "2014-09-11", "2014-09-20"),
        ("2014年2月下旬", "2014-02-21", "2014-02-28"),
        ("2014年9月初", "2014-09-01", "2014-09-10"),
        ("2014年9月底", "2014-09-21", "2014-09-30"),
        ("2014年", "2014-01-01", "2014-12-31"),
        ("2014年上半年", "2014-01-01", "2014-06-30"),
        ("2014下半年", "2014-07-01", "2014-12-31"),
        ("2014年三季度", "2014-07-01", "2014-09-30"),
        ("2014年第3季度", "2014-07-01", "2014-09-30"),
        ("2014Q3", "2014-07-01", "2014-09-30"),
        ("2014年初", "2014-01-01", "2014-03-31"),
        ("2014年底", "2014-10-01", "2014-12-31"),
        ("2014年9月18日至11月2日", "2014-09-18", "2014-11-02"),
        ("2014年9月18日—25日", "2014-09-18", "2014-09-25"),
        ("2014年9月—11月", "2014-09-01", "2014-11-30"),
        ("2014.9.18-2015.3.1", "2014-09-18", "2015-03-01"),
        ("2014-09-18至2015-03-01", "2014-09-18", "2015-03-01"),
        ("2014/9/18-2015/3/1", "2014-09-18", "2015-03-01"),
        ("2014-09-18-2015-03-01", "2014-09-18", "2015-03-01"),
        ("2014—2015年", "2014-01-01", "2015-12-31"),
    ],
)
def test_a_time_is_the_days_from_its_first_to_its_last(written: str, first: str, last: str) -> None:
    assert read_days(written) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2014年9月底前", "2014-09-30"),
        ("二〇一四年九月底前", "2014-09-30"),
        ("2014.9.18前", "2014-09-18"),
        ("2014年9月18日以前", "2014-09-18"),
        ("不晚于2014年9月", "2014-09-30"),
        ("2014年底之前", "2014-12-31"),
        ("2014年上半年前", "2014-06-30"),
    ],
)
def test_what_is_before_a_time_ends_with_it(written: str, last: str) -> None:
    assert read_days(written) == Days(None, date.fromisoformat(last))


@pytest.mark.parametrize("written", ["2014年9月以后", "2014年9月1日起", "自2014年9月起", "不早于2014-09-01"])
def test_what_is_after_a_time_begins_with_it(written: str) -> None:
    assert read_days(written) == Days(date(2014, 9, 1), None)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2014-02-29", "no such day"),
        ("2014-13", "no such day"),
        ("2014年9月31日前", "no such day"),
        ("20141301", "no such day"),
        ("0000-01-01", "no such day"),
        ("1899-12-30", "a slip or a placeholder"),
        ("1900-01-01", "a slip or a placeholder"),
        ("1970年1月1日", "a slip or a placeholder"),
        ("9999-12-31", "a slip or a placeholder"),
        ("0214-09-18", "a slip or a placeholder"),
        ("2104-09-18", "a slip or a placeholder"),
        ("1979年", "a slip or a placeholder"),
        ("14.9.18", "no full year"),
        ("14年9月18日", "no full year"),
        ("9月18日", "no full year"),
        ("9.18", "no full year"),
        ("九月底", "no full year"),
        ("9月底前", "no full year"),
        ("年底前", "no full year"),
        ("三季度", "no full year"),
        ("2014.1", "January, or October"),
        ("2014", "for that year write 2014年"),
        ("预计2014年9月", "a planned or rough date"),
        ("2014年9月(计划)", "a planned or rough date"),
        ("2014年9月左右", "a planned or rough date"),
        ("2014/9/18①", "mark of a footnote"),
        ("2014-9-18²", "mark of a footnote"),
        ("2014年9月中", "must be a date"),
        ("2014年9月18", "must be a date"),
        ("2014-09/18", "must be a date"),
        ("2014 9 18", "must be a date"),
        ("2014-09-1 8", "must be a date"),
        ("2014.9.18.", "must be a date"),
        ("2014.9-11", "must be a date"),
        ("2014年9月至2014年3月", "must be a date"),
        ("09/18/2014", "must be a date"),
        ("201409", "must be a date"),
        ("41900", "must be a date"),
        ("已开工", "must be a date"),
        ("", "must be a date"),
        ("9" * 200, "too long"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(written: str, said: str) -> None:
    with pytest.raises(QuantityError, match=said):
        read_days(written)


@given(st.dates(FIRST - timedelta(40), LAST + timedelta(40)))
def test_a_day_within_all_plans_is_read_back_and_no_other(day: date) -> None:
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}"):
        if FIRST <= day <= LAST:
            assert read_days(written) == day
        else:
            with pytest.raises(QuantityError, match="a placeholder"):
                read_days(written)


@given(st.text(alphabet="0123456789年月日号.-/ 〇一二十廿底前至上旬半季度Q()计划①", max_size=16))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    try:
        assert isinstance(read_days(text), date | Days)
    except QuantityError as error:
        assert error.text.zh
        assert error.text.en
