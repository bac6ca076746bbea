"""Write a syntax tree as text; equal trees give the same text."""

from compliance.language import tree as t
from compliance.quantity.quantity import Quantity, plain

_BINDING = {"or": 1, "and": 2, "not": 3, "compare": 4, "sum": 5, "product": 6, "atom": 7}


def unparse(node: t.AnyNode) -> str:
    """The text of a tree; parsing it gives an equal tree, unless it is of a `Presumed`, which no author writes."""
    return _text(node)[0]


def _text(node: t.AnyNode) -> tuple[str, int]:
    match node:
        case t.Quantified(quantifier=quantifier, records=records, condition=condition):
            return f"{quantifier} {_atom(records)} satisfies {unparse(condition)}", 0
        case t.AnyOf(conditions=conditions):
            return " or ".join(_within(c, "and") for c in conditions), _BINDING["or"]
        case t.All(conditions=conditions):
            return " and ".join(_within(c, "not") for c in conditions), _BINDING["and"]
        case t.Not(condition=condition):
            return f"not {_within(condition, 'not')}", _BINDING["not"]
        case t.Comparison(comparator=comparator, left=left, right=right):
            return f"{_within(left, 'sum')} {comparator} {_within(right, 'sum')}", _BINDING["compare"]
        case t.Membership(value=value, options=options):
            return f"{_within(value, 'sum')} in {unparse(options)}", _BINDING["compare"]
        case t.Arithmetic(operator=operator, left=left, right=right):
            level, above = ("sum", "product") if operator in "+-" else ("product", "atom")
            return f"{_within(left, level)} {operator} {_within(right, above)}", _BINDING[level]
        case _:
            return _atom(node), _BINDING["atom"]


def _within(node: t.AnyNode, level: str) -> str:
    text, binding = _text(node)
    return text if binding >= _BINDING[level] else f"({text})"


def _atom(node: t.AnyNode) -> str:
    match node:
        case t.Name(text=text) | t.DefinitionRef(id=text):
            return text
        case t.Number(quantity=quantity):
            return _number(quantity)
        case t.String(text=text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case t.Truth(value=value):
            return "true" if value else "false"
        case t.Day(value=value):
            return f"date('{value.isoformat()}')"
        case t.AsOf():
            return "as_of"
        case t.FieldRef(field=field):
            return field.of if field.of else field.id
        case t.Member(value=value):
            return value.id
        case t.Known(field=field):
            return f"known({_atom(field)})"
        case t.Presumed(condition=condition):
            return f"presumed({unparse(condition)})"
        case t.Lookup(table=table, arguments=arguments):
            return f"{table}({', '.join(unparse(a) for a in arguments)})"
        case t.Aggregate(function=function, value=value, records=records, where=where):
            over = _atom(records) if value is None else f"{unparse(value)} over {_atom(records)}"
            return f"{function}({over}{f' where {unparse(where)}' if where else ''})"
        case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
            ends = f"{_within(low, 'sum')}..{_within(high, 'sum')}"
            return f"{'(' if low_open else '['}{ends}{')' if high_open else ']'}"
        case t.Choice(list_id=list_id, values=values):
            return list_id or "{" + ", ".join(_within(v, "sum") for v in values) + "}"
        case _:
            raise AssertionError(f"no text for {type(node).__name__}")


def _number(quantity: Quantity) -> str:
    symbol = quantity.unit.symbol
    space = " " if symbol and symbol != "%" else ""
    return f"{plain(quantity.amount)}{space}{symbol}"
