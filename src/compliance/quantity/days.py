"""Read dates as people write them: one day, or the first and the last day that it may be."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from compliance.errors import shown
from compliance.quantity.imprecise import Days
from compliance.quantity.marks import mark
from compliance.quantity.numerals import number
from compliance.quantity.units import QuantityError
from compliance.text import Text

LONGEST = 100
# Days before and after all plans; among them those that programs put where there is no date (1899-12-30, 1900-01-01,
# 1970-01-01, 9999-12-31) and years that lost or changed a digit (0215, 2105).
FIRST, LAST = date(1980, 1, 1), date(2050, 12, 31)

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_SPACES = re.compile(r"(?<=\D)\s+|\s+(?=\D)", re.ASCII)
_CLOCK = re.compile(r"(?<=\d)[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", re.ASCII)
_BARE_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_CHINESE_PART = re.compile(r"[一二三四五六七八九十廿卅]+(?=[月日号])")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

_YEAR = r"(?P<year>\d{4})"
_YEAR_MONTH = rf"{_YEAR}(?:年(?P<month_zh>\d{{1,2}})月份?|(?P<sign>[-/.])(?P<month>\d{{1,2}}))"
_DAY = re.compile(
    rf"{_YEAR}(?:年(?P<month_zh>\d{{1,2}})月(?P<day_zh>\d{{1,2}})[日号]"
    r"|(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2}))",
    re.ASCII,
)
_MONTH = re.compile(rf"{_YEAR_MONTH}(?P<part>上旬|中旬|下旬|初|底|末)?", re.ASCII)
_OF_YEAR = re.compile(
    rf"{_YEAR}年?(?P<part>年?底|年?末|年?初|上半年|下半年|第?[一二三四1-4]季度|[Qq][1-4]|全年)|(?P<alone>\d{{4}})年",
    re.ASCII,
)
_NO_YEAR = re.compile(r"(?:\d{1,2}月|\d{1,2}[./-]\d{1,2}$|年底|年初|上半年|下半年|第?[一二三四1-4]季度)", re.ASCII)
_SHORT_YEAR = re.compile(r"'?\d{2}(?:年\d|([-/.])\d{1,2}\1\d{1,2}$)", re.ASCII)
_BY = re.compile(r"(?:(?P<lead>不晚于|不迟于|最迟|截至|截止)(?P<by>.+)|(?P<until>.+?)(?P<tail>以前|之前|前|为止|止))")
_FROM = re.compile(r"(?:(?:不早于|最早|自)(?P<since>.+?)起?|(?P<after>.+?)(?:以后|之后|后|起))")
_BETWEEN = re.compile("—+|–|~|至|到|-")
_PLANNED = re.compile(r"计划|预计|拟|预期|力争|约定|暂定|左右|大约|约|前后|上下")

# The part of a year or month that a word names, as the months or days that begin and end it; a month's end is the last
# ten days of it, a year's its last quarter: no sooner, though people may mean less.
_MONTHS = {
    **dict.fromkeys(("底", "年底", "末", "年末"), (10, 12)),
    **dict.fromkeys(("初", "年初"), (1, 3)),
    "上半年": (1, 6),
    "下半年": (7, 12),
    "全年": (1, 12),
}
_TENTHS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}


def read_days(written: str) -> date | Days:
    """The day that a person wrote, or the days of which it is one: 2015年6月 is any day of that month.

    “…前” includes what stands before it (6月底前 ends with June, 2014.6.18前 with that day), and so does “…后”: usage
    differs, and the wider reading is never wrong.
    Raises: QuantityError for anything else, a day that does not exist, and one outside all plans.
    """
    if match := _ISO.fullmatch(written):
        return _possible(_day(match, written), written)
    if len(written) > LONGEST:
        raise QuantityError(Text("日期文字过长", "too long for a date"))
    if sign := mark(written):
        zh, en = f"“{sign}”像是注释标记,请去掉后只填日期", f"{sign!r} looks like the mark of a footnote; take it off"
        raise QuantityError(Text(zh, en))
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", written).strip())
    text = _in_digits(_SPACES.sub("", text))
    found = next((days for form in _FORMS if (days := form(text)) is not None), None)
    if found is None:
        raise _unreadable(text, written)
    return _possible(found, written)


def _in_digits(text: str) -> str:
    """The text with a year, month and day in Chinese (二〇一五年六月十八日) as digits."""
    text = _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)
    return _CHINESE_PART.sub(lambda match: str(number(match[0]) or match[0]), text)


def _possible(found: date | Days, written: str) -> date | Days:
    ends = (found.first, found.last) if isinstance(found, Days) else (found,)
    if all(day is None or FIRST <= day <= LAST for day in ends):
        return found
    said = shown(written)
    zh = f"“{said}”不在 {FIRST.year} 至 {LAST.year} 年之间,像是误填或占位日期,请核实"
    raise QuantityError(
        Text(zh, f"{said!r} is not from {FIRST.year} to {LAST.year}: a slip or a placeholder; check it")
    )


# The forms of dates, each to the days it means, None if the text has another form, or an error


def _one_day(text: str) -> date | None:
    match = _BARE_DAY.fullmatch(text)
    if match is not None:
        return _day(match, text)
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    return _date(match["year"], match["month"] or match["month_zh"], match["day"] or match["day_zh"], text)


def _month(text: str) -> Days | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    if match["sign"] == "." and match["month"] == "1":
        zh, en = "“{}”是 1 月还是 10 月(以数字存储会丢末位 0)?请写明", "{!r}: January, or October stored as a number?"
        raise QuantityError(Text(zh.format(text), en.format(text) + " write it in full"))
    year, month = match["year"], match["month"] or match["month_zh"]
    first = _date(year, month, "1", text)
    begins, ends = _TENTHS[match["part"]] if match["part"] else (1, 31)
    last = monthrange(first.year, first.month)[1]
    return Days(first.replace(day=begins), first.replace(day=min(ends, last)))


def _part_of_year(text: str) -> Days | None:
    match = _OF_YEAR.fullmatch(text)
    if match is None:
        return None
    year, part = match["year"] or match["alone"], match["part"] or "全年"
    if part in _MONTHS:
        begins, ends = _MONTHS[part]
    else:
        quarter = "一二三四".find(part.strip("第季度")) + 1 or int(part.strip("第季度Qq"))
        begins, ends = 3 * quarter - 2, 3 * quarter
    first, last = _date(year, str(begins), "1", text), _date(year, str(ends), "1", text)
    return Days(first, last.replace(day=monthrange(last.year, last.month)[1]))


def _until(text: str) -> Days | None:
    match = _BY.fullmatch(text)
    days = None if match is None else _whole(match["by"] or match["until"])
    return None if days is None else Days(None, days.last)


def _since(text: str) -> Days | None:
    match = _FROM.fullmatch(text)
    days = None if match is None else _whole(match["since"] or match["after"])
    return None if days is None else Days(days.first, None)


def _range(text: str) -> Days | None:
    """From one time to another: each sign that may stand between the two is tried, since it may belong to a date."""
    found = (_from_to(text[: sign.start()], text[sign.end() :]) for sign in _BETWEEN.finditer(text))
    return next((days for days in found if days is not None), None)


def _from_to(low: str, high: str) -> Days | None:
    if re.fullmatch(r"\d{4}", low) and re.fullmatch(r"\d{4}年", high):
        low += "年"
    begins = _whole(low)
    if begins is None or begins.first is None:
        return None
    ends = _whole(high) or _whole(f"{begins.first.year}年{high}")
    if ends is None and re.fullmatch(r"\d{1,2}[日号]", high):
        ends = _whole(f"{begins.first.year}年{begins.first.month}月{high}")
    if ends is None or ends.last is None or begins.first > ends.last:
        return None
    return Days(begins.first, ends.last)


_FORMS: tuple[Callable[[str], date | Days | None], ...] = (_one_day, _month, _part_of_year, _until, _since, _range)
_WHOLE: tuple[Callable[[str], date | Days | None], ...] = (_one_day, _month, _part_of_year)


def _whole(text: str) -> Days | None:
    """A day, month or part of a year as days with both ends; None for anything else."""
    found = next((days for form in _WHOLE if (days := form(text)) is not None), None)
    return Days(found, found) if isinstance(found, date) else found


def _day(match: re.Match[str], written: str) -> date:
    return _date(match[1], match[2], match[3], written)


def _date(year: str, month: str, day: str, written: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        said = shown(written)
        raise QuantityError(Text(f"没有“{said}”这一天", f"there is no such day as {said!r}")) from None


def _unreadable(text: str, written: str) -> QuantityError:
    said = shown(written)
    if _PLANNED.search(text):
        zh = f"“{said}”是计划或大概的日期;请填确定的日期"
        return QuantityError(Text(zh, f"{said!r} is a planned or rough date; give the definite one"))
    if _SHORT_YEAR.match(text) or _NO_YEAR.match(text):
        return QuantityError(
            Text(f"“{said}”没有写全年份;请写四位年份", f"{said!r} has no full year; write four digits")
        )
    if re.fullmatch(r"(?:19|20)\d\d", text):
        zh = f"“{said}”只有一个数;如指这一年,请写 {text}年,否则请填日期"
        return QuantityError(Text(zh, f"{said!r} is one number; for that year write {text}年, else give the date"))
    zh = f"须为日期,如 2015-06-01 或 2015年6月1日,而不是“{said}”"
    return QuantityError(Text(zh, f"must be a date such as 2015-06-01, not {said!r}"))
