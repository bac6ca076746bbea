"""Put conditions into words, as an officer would read them, in both languages."""

from dataclasses import dataclass
from typing import Protocol

from compliance.language import tree as t
from compliance.quantity.quantity import Quantity, words
from compliance.quantity.units import Unit
from compliance.text import Text, join, same
from compliance.vocabulary.fields import Kind

_COMPARATORS: dict[str, Text] = {
    "=": Text("为", "is"),
    "!=": Text("不为", "is not"),
    "<": Text("低于", "is below"),
    "<=": Text("不超过", "is at most"),
    ">": Text("超过", "is above"),
    ">=": Text("不低于", "is at least"),
}
_DATE_COMPARATORS: dict[str, Text] = {
    "=": Text("为", "is"),
    "!=": Text("不为", "is not"),
    "<": Text("早于", "is before"),
    "<=": Text("不晚于", "is not after"),
    ">": Text("晚于", "is after"),
    ">=": Text("不早于", "is not before"),
}
_OPERATORS = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}
_AGGREGATES: dict[str, Text] = {
    "count": Text("的个数", "number of"),
    "sum": Text("合计", "sum of"),
    "average": Text("平均", "average of"),
    "min": Text("最小", "smallest"),
    "max": Text("最大", "largest"),
}
AND = Text(";且", "; and ")
OR = Text(",或", ", or ")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words for a definition need: its label, what it stands for, and the unit it is shown in."""

    label: Text
    content: t.Condition | t.Term
    unit: Unit | None


class Names(Protocol):
    """The labels behind the ids in a tree."""

    def meaning(self, id_: str) -> Meaning:
        """The definition with that id."""
        ...

    def table(self, id_: str) -> tuple[Text, Unit | None]:
        """The label of the table with that id, and the unit of its results."""
        ...

    def list_label(self, id_: str) -> Text:
        """The label of the list with that id."""
        ...


def comparator_words(comparator: str, *, dates: bool) -> Text:
    """The comparison in the legal words: 不低于 and 不超过 include the number, 低于 and 超过 exclude it."""
    return (_DATE_COMPARATORS if dates else _COMPARATORS)[comparator]


def quoted(label: Text) -> Text:
    """The name of a definition as it stands in a sentence."""
    return Text(f"“{label.zh}”", f"“{label.en}”")


def holding(label: Text, *, truth: bool) -> Text:
    """That a definition holds, or does not."""
    if truth:
        return Text(f"“{label.zh}”成立", f"“{label.en}” holds")
    return Text(f"“{label.zh}”不成立", f"“{label.en}” does not hold")


def in_territory(words: Text, *, truth: bool) -> Text:
    """That a case lies where its pack applies, or does not; `words` are those of the condition that says where."""
    if truth:
        return Text(f"项目在本方案适用的区域({words.zh})", f"the project lies where this plan applies ({words.en})")
    return Text(
        f"项目不在本方案适用的区域({words.zh})", f"the project does not lie where this plan applies ({words.en})"
    )


def quantity_words(quantity: Quantity) -> Text:
    """The quantity with separators and unit."""
    return words(quantity.amount, quantity.unit)


def describe(node: t.AnyNode, names: Names) -> Text:
    """What a condition demands or a term stands for, without the values of any case."""
    return _Words(names).of(node)


def is_date(node: t.AnyNode, names: Names) -> bool:
    """Whether a term is a date."""
    match node:
        case t.Day() | t.AsOf():
            return True
        case t.FieldRef(field=field):
            return field.kind is Kind.date
        case t.Arithmetic(left=left):
            return is_date(left, names)
        case t.DefinitionRef(id=id_):
            return is_date(names.meaning(id_).content, names)
        case _:
            return False


class _Words:
    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, node: t.AnyNode) -> Text:
        match node:
            case t.All(conditions=conditions):
                return join(tuple(self._grouped(c) for c in conditions), AND.zh, AND.en)
            case t.AnyOf(conditions=conditions):
                return join(tuple(self._grouped(c) for c in conditions), OR.zh, OR.en)
            case t.Not(condition=inner):
                return self._negated(inner)
            case t.Presumed(condition=inner):
                return in_territory(self.of(inner), truth=True)
            case t.Comparison(comparator=comparator, left=left, right=right):
                words = comparator_words(comparator, dates=is_date(left, self._names))
                return _row(self.of(left), words, self.of(right))
            case t.Membership(value=value, options=options):
                return self._membership(value, options)
            case t.Known(field=t.FieldRef(field=field)):
                return Text(f"已填报“{field.label.zh}”", f"“{field.label.en}” is given")
            case t.Quantified(quantifier=quantifier, records=t.FieldRef(field=field), condition=condition):
                said = self.of(condition)
                if quantifier == "every":
                    return Text(
                        f"每一项{field.label.zh}均满足({said.zh})", f"every one of {field.label.en}: ({said.en})"
                    )
                return Text(f"至少一项{field.label.zh}满足({said.zh})", f"some of {field.label.en}: ({said.en})")
            case t.Truth(value=value):
                return Text("始终" if value else "从不", "always" if value else "never")
            case t.FieldRef(field=field) if field.kind is Kind.bool:
                return Text(f"“{field.label.zh}”为是", f"“{field.label.en}”: yes")
            case t.DefinitionRef(id=id_):
                return quoted(self._names.meaning(id_).label)
            case _:
                return self._term(node)

    def _grouped(self, node: t.AnyNode) -> Text:
        words = self.of(node)
        return Text(f"({words.zh})", f"({words.en})") if isinstance(node, t.All | t.AnyOf) else words

    def _negated(self, inner: t.Condition) -> Text:
        match inner:
            case t.FieldRef(field=field):
                return Text(f"“{field.label.zh}”为否", f"“{field.label.en}”: no")
            case t.DefinitionRef(id=id_):
                return holding(self._names.meaning(id_).label, truth=False)
            case _:
                words = self.of(inner)
                return Text(f"并非({words.zh})", f"not ({words.en})")

    def _membership(self, value: t.Term, options: t.AnyNode) -> Text:
        what = self.of(value)
        match options:
            case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
                first, last = self.of(low), self.of(high)
                ends_zh = f"{first.zh}({'不含' if low_open else '含'})至 {last.zh}({'不含' if high_open else '含'})"
                ends_en = (
                    f"from {first.en} ({'excluded' if low_open else 'included'}) "
                    f"to {last.en} ({'excluded' if high_open else 'included'})"
                )
                return Text(f"{what.zh}在 {ends_zh}之间", f"{what.en} lies {ends_en}")
            case t.Choice(list_id=list_id) if list_id:
                label = self._names.list_label(list_id)
                return Text(f"{what.zh}属于“{label.zh}”", f"{what.en} is among “{label.en}”")
            case t.Choice(values=values):
                listed = join(tuple(self.of(v) for v in values), "、", ", ")
                return Text(f"{what.zh}为下列之一:{listed.zh}", f"{what.en} is one of: {listed.en}")
            case _:
                chosen = self.of(options)
                return Text(f"{chosen.zh}包含“{what.zh}”", f"{chosen.en} include “{what.en}”")

    def _term(self, node: t.AnyNode) -> Text:
        match node:
            case t.Number(quantity=quantity):
                return quantity_words(quantity)
            case t.String(text=text):
                return same(text) if text else Text("空白", "blank")
            case t.Day(value=day):
                return same(day.isoformat())
            case t.AsOf():
                return Text("审查日期", "the review date")
            case t.Member(value=member):
                return member.label
            case t.FieldRef(field=field):
                return field.label
            case t.Arithmetic(operator=operator, left=left, right=right):
                one, other = self._operand(left), self._operand(right)
                sign = _OPERATORS[operator]
                return Text(f"{one.zh}{sign}{other.zh}", f"{one.en}{sign}{other.en}")
            case t.Lookup(table=table, arguments=arguments):
                label, _ = self._names.table(table)
                by = join(tuple(self.of(a) for a in arguments), "、", ", ")
                return Text(f"“{label.zh}”(按{by.zh})", f"“{label.en}” (by {by.en})")
            case t.Aggregate():
                return self._aggregate(node)
            case _:
                raise AssertionError(f"no words for {type(node).__name__}")

    def _operand(self, node: t.Term) -> Text:
        words = self.of(node)
        return Text(f"({words.zh})", f"({words.en})") if isinstance(node, t.Arithmetic) else words

    def _aggregate(self, node: t.Aggregate) -> Text:
        words, records = _AGGREGATES[node.function], self.of(node.records)
        where = Text("", "")
        if node.where is not None:
            condition = self.of(node.where)
            where = Text(f"(仅计{condition.zh}者)", f" (where {condition.en})")
        if node.value is None:
            return Text(f"{records.zh}{where.zh}{words.zh}", f"{words.en} {records.en}{where.en}")
        value = self.of(node.value)
        return Text(
            f"{records.zh}{where.zh}的{value.zh}{words.zh}", f"{words.en} {value.en} over {records.en}{where.en}"
        )


def _row(left: Text, words: Text, right: Text) -> Text:
    return Text(f"{left.zh}{words.zh} {right.zh}", f"{left.en} {words.en} {right.en}")
