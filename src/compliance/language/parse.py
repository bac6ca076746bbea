"""Parse the text of a condition into a syntax tree."""

import re
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, cast

from lark import Lark, Token, Transformer, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken, VisitError

from compliance.errors import InputError, Place, Problem, shown
from compliance.language import tree as t
from compliance.quantity.numerals import DIGITS
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import QuantityError, UnitError, unit
from compliance.text import Text

LONGEST = 2000  # characters of a condition
DEEPEST = 40  # parentheses and brackets within one another
LEVELS = 60  # of a condition as it is read: 'not not x' has three, and so has a + b + c

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse(text: str, at: Place) -> t.Condition:
    """The tree of one condition, with unresolved names.

    `at` is where the text begins in its file.  Raises: InputError with the place of the first fault.
    """
    return cast(t.Condition, _parsed(text, at, "start"))


def parse_term(text: str, at: Place) -> t.Term:
    """The tree of one term: a quantity, a name, an arithmetic expression."""
    return cast(t.Term, _parsed(text, at, "start"))


def parse_options(text: str, at: Place) -> t.Interval | t.Choice | t.Name:
    """The tree of what may follow `in`: a range, a list in braces, or a name."""
    return cast("t.Interval | t.Choice | t.Name", _parsed(text, at, "options"))


def _parsed(text: str, at: Place, start: str) -> t.AnyNode:
    if len(text) > LONGEST:
        raise _fault(at, Text(f"条件超过 {LONGEST} 个字符,请拆分", f"condition longer than {LONGEST} characters"))
    if _deepest_parenthesis(text) > DEEPEST:
        raise _fault(at, Text("括号嵌套过深,请拆分条件", "parentheses nested too deeply; split the condition"))
    try:
        parsed = _parser().parse(text, start=start)
        if _levels(parsed) > LEVELS:
            zh = f"条件超过 {LEVELS} 层(连续的 not、加减乘除、every/some 各算一层);请拆成几个定义(define)"
            en = f"more than {LEVELS} levels in one condition (each not, each sign of arithmetic, each every and some"
            raise _fault(at, Text(zh, f"{en} is one); split it into definitions (define)"))
        return _Builder(at).transform(parsed)
    except UnexpectedInput as error:
        raise _fault(_moved(at, error), _unexpected(error, text)) from None
    except VisitError as error:
        if isinstance(error.orig_exc, InputError):
            raise error.orig_exc from None
        raise


def _deepest_parenthesis(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _levels(parsed: "Tree[Token]") -> int:
    """How many levels the tree has; found without recursion, which would end before a tree that is too deep."""
    levels, level = 0, [parsed]
    while level:
        levels += 1
        level = [child for tree in level for child in tree.children if isinstance(child, Tree)]
    return levels


@cache
def _parser() -> Lark:
    grammar = files("compliance.language").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start=["start", "options"], propagate_positions=False)


def _fault(at: Place, message: Text) -> InputError:
    return InputError([Problem(at, message)])


def _moved(at: Place, error: UnexpectedInput) -> Place:
    if isinstance(error, UnexpectedEOF) or error.line in (None, -1, 0):
        return at
    if error.line == 1:
        return Place(at.file, at.line, at.column + error.column - 1)
    return Place(at.file, at.line + error.line - 1, error.column)


def _unexpected(error: UnexpectedInput, text: str) -> Text:
    if isinstance(error, UnexpectedCharacters):
        found = text[error.pos_in_stream or 0 :][:1]
        return Text(f"条件中不能有“{found}”", f"{found!r} cannot stand in a condition")
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        found = shown(str(error.token))
        return Text(f"条件在“{found}”处不成句", f"the condition does not read on at {found!r}")
    return Text(f"条件没有写完:“{shown(text)}”", f"the condition ends too early: {shown(text)!r}")


class _Builder(Transformer[Token, t.AnyNode]):
    """Turns Lark's parse tree into ours; method names are the grammar's aliases."""

    def __init__(self, at: Place) -> None:
        super().__init__(visit_tokens=False)
        self._origin = at

    def _at(self, token: Token) -> Place:
        line, column = token.line or 1, token.column or 1
        if line == 1:
            return Place(self._origin.file, self._origin.line, self._origin.column + column - 1)
        return Place(self._origin.file, self._origin.line + line - 1, column)

    def start(self, items: list[Any]) -> t.AnyNode:
        return cast(t.AnyNode, items[0])

    def name(self, items: list[Any]) -> t.Name:
        return t.Name(str(items[0]), at=self._at(items[0]))

    def quantified(self, items: list[Any]) -> t.Quantified:
        return t.Quantified(items[0].value, items[1], items[2], at=self._at(items[0]))

    def any_of(self, items: list[Any]) -> t.AnyOf:
        return t.AnyOf(tuple(items), at=items[0].at)

    def all_of(self, items: list[Any]) -> t.All:
        return t.All(tuple(items), at=items[0].at)

    def negated(self, items: list[Any]) -> t.Not:
        return t.Not(items[0], at=items[0].at)

    def comparison(self, items: list[Any]) -> t.Comparison:
        return t.Comparison(items[1].value, items[0], items[2], at=items[0].at)

    def between(self, items: list[Any]) -> t.Membership:
        interval = t.Interval(items[1], items[2], low_open=False, high_open=False, at=items[1].at)
        return t.Membership(items[0], interval, at=items[0].at)

    def membership(self, items: list[Any]) -> t.Membership:
        return t.Membership(items[0], items[1], at=items[0].at)

    def choice(self, items: list[Any]) -> t.Choice:
        return t.Choice(tuple(items), at=items[0].at)

    def interval(self, items: list[Any]) -> t.Interval:
        opening, low, _, high, closing = items
        return t.Interval(low, high, low_open=opening == "(", high_open=closing == ")", at=self._at(opening))

    def arithmetic(self, items: list[Any]) -> t.Arithmetic:
        return t.Arithmetic(items[1].value, items[0], items[2], at=items[0].at)

    def quantity(self, items: list[Any]) -> t.Number:
        at = self._at(items[0])
        if sum(character.isdigit() for character in items[-1]) > DIGITS:
            raise _fault(at, Text(f"数字超过 {DIGITS} 位", f"a number of more than {DIGITS} digits"))
        try:
            return t.Number(_quantity("".join(items)), at=at)
        except (QuantityError, UnitError) as error:
            raise _fault(at, error.text) from None

    def string(self, items: list[Any]) -> t.String:
        return t.String(str(items[0])[1:-1], at=self._at(items[0]))

    def truth(self, items: list[Any]) -> t.Truth:
        return t.Truth(items[0] == "true", at=self._at(items[0]))

    def known(self, items: list[Any]) -> t.Known:
        return t.Known(items[0], at=items[0].at)

    def date(self, items: list[Any]) -> t.Day:
        at = self._at(items[0])
        written = str(items[0])[1:-1]
        try:
            if _DAY.fullmatch(written):
                return t.Day(date.fromisoformat(written), at=at)
        except ValueError:
            pass
        raise _fault(at, Text("日期须写作 date('2015-06-01')", "a date is written date('2015-06-01')"))

    def count(self, items: list[Any]) -> t.Aggregate:
        function, records, where = items
        if function != "count":
            message = Text(
                f"{function} 须写明对什么求值:{function}(字段 over {records.text} where …)",
                f"{function} needs a value: {function}(field over {records.text} where …)",
            )
            raise _fault(self._at(function), message)
        return t.Aggregate("count", None, records, where, at=self._at(function))

    def aggregate(self, items: list[Any]) -> t.Aggregate:
        function, value, records, where = items
        if function == "count":
            message = Text(
                f"count 只计个数:count({records.text} where …)",
                f"count takes no value: count({records.text} where …)",
            )
            raise _fault(self._at(function), message)
        return t.Aggregate(function.value, value, records, where, at=self._at(function))

    def lookup(self, items: list[Any]) -> t.Lookup:
        return t.Lookup(str(items[0]), tuple(items[1:]), at=self._at(items[0]))


def _quantity(text: str) -> Quantity:
    digits = len(text) - len(text.lstrip("+-0123456789."))
    number, symbol = text[:digits], text[digits:].strip()
    return Quantity(Fraction(number), unit(symbol))
