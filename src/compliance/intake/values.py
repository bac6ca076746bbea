"""Written values to typed ones: what a field accepts, and what it only doubts."""

import re
import unicodedata
from datetime import date

from compliance.case import Datum, Doubt
from compliance.errors import Place, nearest, shown
from compliance.intake.codes import read_code
from compliance.intake.currency import foreign, without_yuan_sign
from compliance.intake.heading import Heading
from compliance.intake.truths import truth
from compliance.intake.written import is_idle
from compliance.quantity.days import read_days
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.marks import mark
from compliance.quantity.quantity import Quantity
from compliance.quantity.reading import exact, read
from compliance.quantity.units import QuantityError, Unit
from compliance.text import Text
from compliance.vocabulary.fields import EnumValue, Field, Kind
from compliance.vocabulary.folding import fold

TEXT = 10_000
WRITTEN = 200  # of a text that cannot be used, so much is kept

# The office's own number of a project: the one code that is not a code of GB/T 4754.
CASE_ID = "project_id"

_LISTING = re.compile(r"[、,，;；/\n]+")
_REMARKED = re.compile(r"(?P<word>[^()]+)\((?P<remark>[^()]+)\)")
_HEDGES = re.compile(r"[否无不未没非拟待暂尚仅除如若但将正约?或]|部分|计划|预计|申请|办理|意向|基本|子公司|原")
_NONE = frozenset({"无", "没有", "不排放", "零排放", "不产生", "未产生"})


class UnusableValueError(ValueError):
    """A written value that a field cannot hold, and what it can hold."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


def read_value(heading: Heading, written: str, at: Place) -> Datum | Doubt | None:
    """The value, the doubt that keeps it from being used, or None for a blank and for what stands for one (待定).

    One reading for every file: of applications, of ledgers, of progress ledgers.
    """
    field = heading.field
    if heading.unit is not None and (plainly := exact(written, heading.unit)) is not None:
        return _possible(heading, plainly, written, at)
    stripped = written.strip()
    if not stripped or is_idle(stripped):
        return None
    try:
        return _read(heading, stripped, at)
    except UnusableValueError as error:
        return Doubt(field.id, field.label, at, shown(stripped, WRITTEN), error.text)


def _read(heading: Heading, written: str, at: Place) -> Datum | Doubt:
    """See `read_value`.  Raises: UnusableValueError if the field cannot hold what is written."""
    field = heading.field
    if field.kind is Kind.text:
        return Datum(_text(field, written), written, at)
    if not written.isascii() and (sign := mark(written)) is not None:
        zh = f"“{field.label.zh}”:“{shown(written)}”中的“{sign}”像是注释标记,请去掉后重填"
        en = f"'{field.label.en}': {sign!r} in '{shown(written)}' looks like the mark of a footnote; take it off"
        raise UnusableValueError(zh, en)
    match field.kind:
        case Kind.number:
            return _number(heading, written, at)
        case Kind.date:
            return Datum(_date(field, written), written, at)
        case Kind.code:
            return Datum(_code(field, written), written, at)
        case Kind.bool:
            return Datum(_truth(field, written), written, at)
        case Kind.enum:
            return Datum(option_id(field, written), written, at)
        case Kind.set:
            return Datum(_options(field, written), written, at)
        case _:
            raise UnusableValueError(
                f"“{field.label.zh}”须为列表,每项一条记录", f"'{field.label.en}' must be a list of records"
            )


def _text(field: Field, written: str) -> str:
    if len(written) > TEXT:
        zh = f"“{field.label.zh}”超过 {TEXT} 个字符"
        raise UnusableValueError(zh, f"'{field.label.en}' is longer than {TEXT} characters")
    listed = None if field.register is None else field.register.read(written)
    return written if listed is None else listed


def _truth(field: Field, written: str) -> bool:
    answer = truth(field, written)
    if answer is None:
        zh = f"“{field.label.zh}”须填 是 或 否,而不是“{shown(written)}”"
        raise UnusableValueError(zh, f"'{field.label.en}' must be true or false, not '{shown(written)}'")
    return answer


def _options(field: Field, written: str) -> frozenset[str]:
    """The ids of the values of a set; none for 否 and 无.

    Raises: UnusableValueError for a word that is no value, and for 是, which does not say which.
    """
    answer = None if field.value(written) else truth(field, written)
    if answer:
        zh = f"“{field.label.zh}”须写明是哪几项,而不是“{shown(written)}”;可填:{_allowed(field)}"
        en = f"'{field.label.en}' must say which, not '{shown(written)}'. Allowed: {_allowed(field)}"
        raise UnusableValueError(zh, en)
    if answer is False:
        return frozenset()
    return frozenset(option_id(field, word.strip()) for word in _LISTING.split(written) if word.strip())


def option_id(field: Field, written: str) -> str:
    """The id of the enum value with that id, label or alias, a remark behind it left aside.

    Raises: UnusableValueError, with the values there are, if there is none, or more than one.
    """
    if option := field.value(written) or _remarked(field, written):
        return option.id
    several = [option for word in _LISTING.split(written) if (option := field.value(word))]
    if len(several) > 1:
        said = "、".join(option.label.zh for option in several), ", ".join(option.label.en for option in several)
        zh = f"“{field.label.zh}”填了不止一个:{said[0]};请只填主要的一个"
        raise UnusableValueError(zh, f"'{field.label.en}' holds more than one: {said[1]}; give the main one only")
    names = {fold(name): value for value in field.values for name in value.names}
    meant = nearest(fold(written), names)
    zh = f"“{field.label.zh}”没有“{shown(written)}”这个取值"
    en = f"'{field.label.en}' has no value '{shown(written)}'"
    if meant:
        value = names[meant]
        zh += f";是否为“{value.label.zh}”({value.id})?"
        en += f"; did you mean '{value.id}' ({value.label.en})?"
    else:
        zh += "。"
        en += "."
    raise UnusableValueError(f"{zh}可填:{_allowed(field)}", f"{en} Allowed: {_allowed(field)}")


def _allowed(field: Field) -> str:
    return shown(", ".join(f"{value.id}({value.label.zh})" for value in field.values), 200)


def _remarked(field: Field, written: str) -> EnumValue | None:
    """The value before a remark that does not take it back: 新建(一期), 新建项目."""
    plain = unicodedata.normalize("NFKC", written[:WRITTEN])
    if match := _REMARKED.fullmatch(plain):
        return None if _HEDGES.search(match["remark"]) else field.value(match["word"])
    return field.value(plain.removesuffix("项目"))


def _code(field: Field, written: str) -> str:
    found = read_code(field, written)
    if isinstance(found, Text):
        raise UnusableValueError(found.zh, found.en)
    return found


def _date(field: Field, written: str) -> date | Days:
    try:
        return read_days(written)
    except QuantityError as error:
        raise _unusable(field, error) from None


def _number(heading: Heading, written: str, at: Place) -> Datum | Doubt:
    if heading.unit is None:
        raise TypeError(f"the number {heading.field.id} has no unit")
    return _possible(heading, _amount(heading.field, heading.unit, written), written, at)


def _possible(heading: Heading, stated: Quantity | Imprecise, written: str, at: Place) -> Datum | Doubt:
    """The amount as far as the field can be so, in its unit; in doubt if it cannot."""
    field, unit = heading.field, heading.field.unit
    if unit is not heading.unit and unit is not None and heading.unit is not None and unit != heading.unit:
        stated, written = stated.to(unit), f"{written}({heading.unit.symbol})"
    if isinstance(stated, Quantity):
        out = _out_of_bounds(field, stated)
        return Datum(stated, written, at) if out is None else Doubt(field.id, field.label, at, written, out)
    amounts = stated.amounts.within(Interval(field.minimum, field.maximum))
    if amounts is None:
        reason = Text("超出该字段可能的范围,请核实", "outside what this field can be; check it")
        return Doubt(field.id, field.label, at, written, reason)
    return Datum(Imprecise(amounts, stated.unit, stated.about), written, at)


def _amount(field: Field, measured: Unit, written: str) -> Quantity | Imprecise:
    if any(base == "money" for base, _ in measured.dimension.powers):
        if currency := foreign(written):
            zh = f"外币(“{currency}”)不折算;请填人民币金额"
            en = f"an amount in a foreign currency ({currency!r}) is never converted; give it in yuan"
            raise UnusableValueError(zh, en)
        written = without_yuan_sign(written)
    if written in _NONE:
        zh = f"“{field.label.zh}”:“{written}”不是数值;如确为零,请填 0"
        raise UnusableValueError(zh, f"'{field.label.en}': {written!r} is not a number; if it is zero, write 0")
    try:
        return read(written, measured)
    except QuantityError as error:
        raise _unusable(field, error) from None


def _unusable(field: Field, error: QuantityError) -> UnusableValueError:
    return UnusableValueError(f"“{field.label.zh}”:{error.text.zh}", f"'{field.label.en}': {error.text.en}")


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
