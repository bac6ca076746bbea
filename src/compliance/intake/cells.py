"""The cells of a column to values: what people type into ledgers, read once for equal cells."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from compliance.case import Datum, Doubt, How
from compliance.errors import Place, shown
from compliance.intake.heading import Heading
from compliance.intake.values import WRITTEN, read_value
from compliance.text import Text
from compliance.vocabulary.fields import Kind

NOWHERE = Place("")
Stated = TypeVar("Stated", Datum, Doubt)
_NEW = object()
_REMEMBERED = 50_000
_EXACT, _ENDLESS = 1e15, 1e100  # a spreadsheet keeps 15 digits of a number
_YEARS = (1950, 2100)

_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class Cells:
    """The cells of one column, each read to a datum or doubt without a place; equal cells are read once.

    `starts_1904` says from when a spreadsheet counts days, None where that is not known; `percents` that a number may
    be formatted as a percentage, which the reader does not tell.
    """

    def __init__(self, heading: Heading, *, starts_1904: bool | None, percents: bool) -> None:
        self._heading = heading
        self.field = heading.field
        self.id = heading.field.id
        self._starts_1904 = starts_1904
        self._percents = percents
        unit = heading.field.unit
        self._is_plain = unit is not None and unit.symbol != "%"
        self._known: dict[object, object] = {}

    def has_read(self, raw: object) -> bool:
        """Whether a cell with the same words was read, which so are a value of this column; False if not remembered."""
        return type(raw) is str and raw in self._known

    def read(self, raw: object) -> Datum | Doubt | None:
        """What a cell states; None for a blank one."""
        kind = type(raw)
        if kind is str or kind is float:
            found = self._known.get(raw, _NEW)
            if found is _NEW:
                found = self._long_number(raw) if kind is float else None
                found = found or self._read(as_written(raw), numeric=kind is float)
                if len(self._known) < _REMEMBERED:
                    self._known[raw] = found
            return found  # type: ignore[return-value]  # what is not new was read
        if isinstance(raw, list | tuple | Mapping):
            return self._listed(raw)
        if isinstance(raw, date) and self.field.kind is Kind.date and (doubt := self._year_as_day(raw)):
            return doubt
        return self._read(as_written(raw), numeric=isinstance(raw, int | Decimal) and kind is not bool)

    def _year_as_day(self, raw: date) -> Doubt | None:
        """A doubt about a day that a spreadsheet made of the number of a year: 1905-07-07 of 2015; or None."""
        if self._starts_1904 is None:  # no workbook of which it is known how it counts days
            return None
        day = raw.date() if isinstance(raw, datetime) else raw
        number = (day - _DAY_ZERO[self._starts_1904]).days
        if not _YEARS[0] <= number <= _YEARS[1]:
            return None
        zh = f"单元格显示为 {day.isoformat()},存储的数是 {number},似为年份被当作日期;请填写日期"
        en = f"shown as {day.isoformat()} and stored as {number}: a year taken for a day, it seems; write the date"
        return self.doubt(day.isoformat(), Text(zh, en))

    def _long_number(self, raw: object) -> Doubt | None:
        """A doubt about an id that a spreadsheet took for a number and cut to its first 15 digits, or None."""
        if self.field.kind is not Kind.text or not isinstance(raw, float) or not _EXACT <= abs(raw) < _ENDLESS:
            return None
        zh = "超过 15 位的编号以数字存储,末几位已被电子表格改为 0;请设为文本格式后照原件重填"
        en = "an id of more than 15 digits stored as a number: a spreadsheet keeps only the first 15; write it as text"
        return self.doubt(as_written(raw), Text(zh, en))

    def _listed(self, raw: object) -> Datum | Doubt | None:
        if self._heading.field.kind is Kind.set and isinstance(raw, Sequence):
            return self._read("、".join(as_written(item) for item in raw), numeric=False)
        return self.doubt(
            as_written(raw), Text("须为一个值,不能是列表或映射", "must be one value, not a list or mapping")
        )

    def doubt(self, written: str, reason: Text) -> Doubt:
        """A doubt about a cell of this column, without its place."""
        field = self._heading.field
        return Doubt(field.id, field.label, NOWHERE, shown(written, WRITTEN), reason)

    def _read(self, text: str, *, numeric: bool) -> Datum | Doubt | None:
        if (numeric and not self._is_plain) or self.field.kind is Kind.date:
            plain = text.strip()
            reason = self._numeric(plain) if numeric else None
            if reason is not None:
                return self.doubt(plain, reason)
            if self.field.kind is Kind.date and _SERIAL.fullmatch(plain):
                return self._serial(plain, int(plain[:5]), numeric=numeric)
        found = read_value(self._heading, text, NOWHERE)
        return found._replace(how=How.ATTESTED) if self._heading.attested and isinstance(found, Datum) else found

    def _numeric(self, text: str) -> Text | None:
        """Why a number stored as a number cannot be taken as it stands, or None."""
        field = self._heading.field
        if field.kind is Kind.code and text.isdecimal() and len(text) < 4:
            return Text(
                "以数字存储的代码可能丢了前导 0;请以文本填写,如 '0610 或 B0610",
                "a code stored as a number may have lost a leading 0; write it as text, such as B0610",
            )
        percent = self._percents and field.unit is not None and field.unit.symbol == "%"
        if percent and Decimal(text).is_finite() and 0 < abs(Decimal(text)) <= 1:
            return Text(
                "单元格或为百分比格式:请写成文字,如 15%",
                "the cell may be formatted as a percentage: write it as text, such as 15%",
            )
        return None

    def _serial(self, text: str, days: int, *, numeric: bool) -> Datum | Doubt | None:
        """The day that a spreadsheet shows for its number of days; in doubt where it is not known to be one."""
        if numeric and self._starts_1904 is not None:
            day = _DAY_ZERO[self._starts_1904] + timedelta(days=days)
            found = read_value(self._heading, day.isoformat(), NOWHERE)
            return found._replace(written=text) if isinstance(found, Datum) else found
        likely = (_DAY_ZERO[False] + timedelta(days=days)).isoformat()
        zh = f"似为 Excel 日期序列值,按 1900 日期系统为 {likely};请填写日期"
        en = f"seems to be a day number of Excel, {likely} by the 1900 system; write the date"
        return self.doubt(text, Text(zh, en))


def placed(stated: Stated, at: Place) -> Stated:
    """The same with the place where it stands."""
    if isinstance(stated, Datum):
        return stated._replace(at=at)
    return Doubt(stated.field, stated.label, at, stated.written, stated.reason)


def as_written(raw: object) -> str:
    """A cell as a person would have written it; a binary fraction as the shortest decimal that stands for it alone."""
    match raw:
        case None:
            return ""
        case str():
            return raw
        case float():
            text = repr(raw)
            return text.removesuffix(".0") if text.replace(".", "", 1).isdecimal() else _decimal(Decimal(text))
        case bool():
            return "是" if raw else "否"
        case Decimal():
            return _decimal(raw)
        case datetime():
            return raw.date().isoformat()
        case date():
            return raw.isoformat()
        case time() | timedelta():
            return str(raw)
        case _:
            return str(raw)[:10_000]


def _decimal(number: Decimal) -> str:
    if not number.is_finite() or abs(number.adjusted()) > 100:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
