"""Keys and column headings as people write them, and the field each means."""

import re
from dataclasses import dataclass

from compliance.errors import shown
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary

_WITH_UNIT = re.compile(r"(.+?)\s*[(\uff08\[]([^()\uff08\uff09\[\]]{1,20})[)\uff09\]]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A field, and the unit of bare numbers under it: the field's own unless the heading names one."""

    field: Field
    unit: Unit | None


class HeadingError(ValueError):
    """A heading whose unit does not suit its field."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def resolve(vocabulary: Vocabulary, subject: str, written: str) -> Heading | None:
    """The field that a key means, by id, label or alias, with or without a unit in brackets; None if none.

    Raises: HeadingError if the unit in brackets measures something else, as in 用地面积(万元).
    """
    if field := vocabulary.find(subject, written):
        return Heading(field, field.unit)
    match = _WITH_UNIT.fullmatch(written[:200])
    field = vocabulary.find(subject, match[1]) if match else None
    if match is None or field is None or field.unit is None:
        return None
    try:
        stated = unit(match[2])
    except QuantityError:
        return None
    if stated.dimension != field.unit.dimension:
        name, symbol, own = field.label, shown(match[2]), field.unit.symbol
        zh = f"“{name.zh}”的单位不能是“{symbol}”;应为 {own} 或可与其换算的单位"
        en = f"'{name.en}' cannot be in '{symbol}'; use {own} or a unit of the same dimension"
        raise HeadingError(Text(zh, en))
    return Heading(field, field.unit if stated == field.unit else stated)
