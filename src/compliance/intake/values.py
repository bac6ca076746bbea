"""Written values to typed ones: what a field accepts, and what it only doubts."""

import re
import unicodedata
from datetime import date

from compliance.case import Datum, Doubt
from compliance.errors import Place, nearest, shown
from compliance.intake.field_names import Heading
from compliance.intake.written import CODE_DIGITS, SECTIONS, TRUTHS
from compliance.quantity.imprecise import Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.quantity.reading import exact, read
from compliance.quantity.units import QuantityError
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, fold

TEXT = 10_000

# The office's own number of a project: the one code that is not a code of GB/T 4754.
CASE_ID = "project_id"

_DAY = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)")
_CODE = re.compile(rf"[{SECTIONS}]?\s*({CODE_DIGITS})", re.IGNORECASE)
_CODES = re.compile(rf"(?<![0-9A-Z.])[{SECTIONS}]?{CODE_DIGITS}(?![0-9A-Z.])", re.IGNORECASE)


class UnusableValueError(ValueError):
    """A written value that a field cannot hold, and what it can hold."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


def read_value(heading: Heading, written: str, at: Place) -> Datum | Doubt | None:
    """The value, the doubt that keeps it from being used, or None for a blank.

    Raises: UnusableValueError if the field cannot hold what is written.
    """
    field, stripped = heading.field, written.strip()
    if not stripped:
        return None
    match field.kind:
        case Kind.text:
            return Datum(_text(field, stripped), written, at)
        case Kind.code:
            value = _code(field, stripped)
            return Datum(value, written, at)
        case Kind.bool:
            return Datum(_truth(field, stripped), written, at)
        case Kind.enum:
            return Datum(option_id(field, stripped), written, at)
        case Kind.set:
            return Datum(frozenset(option_id(field, word) for word in stripped.split("、")), written, at)
        case Kind.date:
            return _date(field, stripped, at)
        case Kind.number:
            return _number(heading, stripped, at)
        case Kind.list:
            raise UnusableValueError(
                f"“{field.label.zh}”须为列表,每项一条记录", f"'{field.label.en}' must be a list of records"
            )


def _text(field: Field, written: str) -> str:
    if len(written) > TEXT:
        zh = f"“{field.label.zh}”超过 {TEXT} 个字符"
        raise UnusableValueError(zh, f"'{field.label.en}' is longer than {TEXT} characters")
    return written


def _truth(field: Field, written: str) -> bool:
    truth = TRUTHS.get(fold(written))
    if truth is None:
        zh = f"“{field.label.zh}”须填 是 或 否,而不是“{shown(written)}”"
        raise UnusableValueError(zh, f"'{field.label.en}' must be true or false, not '{shown(written)}'")
    return truth


def option_id(field: Field, written: str) -> str:
    """The id of the enum value with that id or label.

    Raises: UnusableValueError, with the values there are, if there is none.
    """
    if option := field.value(written):
        return option.id
    names = {fold(name): value for value in field.values for name in value.names}
    meant = nearest(fold(written), names)
    zh = f"“{field.label.zh}”没有“{shown(written)}”这个取值"
    en = f"'{field.label.en}' has no value '{shown(written)}'"
    if meant:
        value = names[meant]
        zh += f";是否为“{value.label.zh}”({value.id})?"
        en += f"; did you mean '{value.id}' ({value.label.en})?"
    allowed = shown(", ".join(f"{value.id}({value.label.zh})" for value in field.values), 200)
    raise UnusableValueError(f"{zh} 可填:{allowed}", f"{en} Allowed: {allowed}")


def _code(field: Field, written: str) -> str:
    plain = unicodedata.normalize("NFKC", written[:200])
    if match := _CODE.fullmatch(plain):
        return match[1]
    if len(_CODES.findall(plain)) > 1:
        zh = f"“{field.label.zh}”填了不止一个代码:“{shown(written)}”;请只填主要行业的一个"
        en = f"'{field.label.en}' holds more than one code: '{shown(written)}'; give the main one only"
        raise UnusableValueError(zh, en)
    zh = f"“{field.label.zh}”须为 2 至 4 位数字,如 3120 或 C3120,而不是“{shown(written)}”"
    en = f"'{field.label.en}' must have 2 to 4 digits, as 3120 or C3120, not '{shown(written)}'"
    raise UnusableValueError(zh, en)


def _date(field: Field, written: str, at: Place) -> Datum | Doubt:
    plain = "".join(unicodedata.normalize("NFKC", written[:100]).split())
    try:
        if match := _DAY.fullmatch(plain):
            year, _, month, day, month_zh, day_zh = match.groups()
            return Datum(date(int(year), int(month or month_zh), int(day or day_zh)), written, at)
        if match := _MONTH.fullmatch(plain):
            date(int(match[1]), int(match[2] or match[3]), 1)
            reason = Text("只到月份,请给出具体日期", "only the month is given; give the day")
            return Doubt(field.id, field.label, at, written, reason)
    except ValueError:
        zh = f"“{field.label.zh}”:没有“{shown(written)}”这一天"
        en = f"'{field.label.en}': there is no such day as '{shown(written)}'"
        raise UnusableValueError(zh, en) from None
    zh = f"“{field.label.zh}”须为日期,如 2015-06-01 或 2015年6月1日,而不是“{shown(written)}”"
    en = f"'{field.label.en}' must be a date such as 2015-06-01, not '{shown(written)}'"
    raise UnusableValueError(zh, en)


def _number(heading: Heading, written: str, at: Place) -> Datum | Doubt:
    field = heading.field
    if field.unit is None or heading.unit is None:
        raise TypeError(f"the number {field.id} has no unit")
    plainly = exact(written, field.unit) if heading.unit is field.unit else None
    if plainly is not None and _out_of_bounds(field, plainly) is None:
        return Datum(plainly, written, at)
    try:
        reading = read(written, heading.unit)
    except QuantityError as error:
        raise UnusableValueError(
            f"“{field.label.zh}”:{error.text.zh}", f"'{field.label.en}': {error.text.en}"
        ) from None
    if heading.unit != field.unit:
        written += f"({heading.unit.symbol})"
    stated = reading.to(field.unit)
    if isinstance(stated, Imprecise):
        possible = _possible(field, stated)
        if possible is None:
            reason = Text("超出该字段可能的范围,请核实", "outside what this field can be; check it")
            return Doubt(field.id, field.label, at, written, reason)
        return Datum(possible, written, at)
    if out := _out_of_bounds(field, stated):
        return Doubt(field.id, field.label, at, written, out)
    return Datum(stated, written, at)


def _possible(field: Field, stated: Imprecise) -> Imprecise | None:
    """What of it the field can be; None if nothing."""
    amounts = stated.amounts.within(Interval(field.minimum, field.maximum))
    return None if amounts is None else Imprecise(amounts, stated.unit, stated.about)


def _out_of_bounds(field: Field, quantity: Quantity) -> Text | None:
    low, high, unit = field.minimum, field.maximum, quantity.unit
    if low is not None and quantity.amount < low:
        least = Quantity(low, unit)
        zh, en = least.show("zh"), least.show("en")
        return Text(f"小于可能的最小值 {zh},请核实", f"less than the least possible, {en}; check it")
    if high is not None and quantity.amount > high:
        most = Quantity(high, unit)
        zh, en = most.show("zh"), most.show("en")
        return Text(f"大于可能的最大值 {zh},请核实", f"more than the most possible, {en}; check it")
    return None
