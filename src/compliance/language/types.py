"""What a term can be: its sort and, for a number, its dimension."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.quantity.units import Dimension
from compliance.text import Text
from compliance.vocabulary.fields import Field

TypeName = Literal["truth", "number", "text", "code", "enum", "set", "date", "records"]

_TYPE_OF_KIND: Mapping[str, TypeName] = {
    "bool": "truth",
    "number": "number",
    "text": "text",
    "code": "code",
    "enum": "enum",
    "set": "set",
    "date": "date",
    "list": "records",
}
_TYPE_WORDS: Mapping[TypeName, Text] = {
    "truth": Text("是否判断", "a yes/no value"),
    "number": Text("数量", "a quantity"),
    "text": Text("文字", "a text"),
    "code": Text("代码", "a code"),
    "enum": Text("选项", "an option"),
    "set": Text("多选项", "a set of options"),
    "date": Text("日期", "a date"),
    "records": Text("明细", "a list of records"),
}


@dataclass(frozen=True, slots=True)
class Type:
    """What a term is: its sort, with the dimension of a number or the field that says what an enum or a text can be."""

    name: TypeName
    dimension: Dimension | None = None
    field: Field | None = None

    def words(self) -> Text:
        """The type as a person would say it."""
        return _TYPE_WORDS[self.name]


TRUTH = Type("truth")
DATE = Type("date")
TEXT = Type("text")


def field_type(field: Field) -> Type:
    """The type of a field's value."""
    dimension = field.unit.dimension if field.unit is not None else None
    return Type(_TYPE_OF_KIND[field.kind], dimension, field if field.values or field.of or field.register else None)
