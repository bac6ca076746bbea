"""How much a condition or a term comes to, with everything that it names, and how much it may.

What is written in few words can be large by what it names: of thirty definitions that each name the one before twice,
the last one means a thousand million comparisons.
"""

from collections.abc import Iterator
from typing import NamedTuple

from compliance.errors import InputError, Place, Problem
from compliance.language import tree as t
from compliance.text import Text

MOST_PARTS = 5_000  # of one condition or definition; the largest that ships has 68
MOST_PARTS_TOGETHER = 500_000  # of all conditions of a rulebook
MOST_QUESTIONS = 90  # different comparisons and the like in one condition, each definition counting as one
MOST_LEVELS = 80  # the deepest that ships has 11
MOST_FACTORS = 20  # numbers that are multiplied and divided, whose digits add up
MOST_LOOPS = 2  # over records within one another, whose numbers multiply


class Extent(NamedTuple):
    """The parts of a condition or term, how deep they lie, and how much multiplies in it: numbers, and records."""

    parts: int
    levels: int
    factors: int
    loops: int


_SMALL = Extent(1, 1, 1, 0)
_THIS = Text("此条件", "this condition")


class Extents:
    """The extents of conditions and terms; the definitions and tables that they name are taken in before them."""

    def __init__(self) -> None:
        self._named: dict[str, Extent] = {}
        self._together = 0
        self.exceeded = False

    def take_in(self, id_: str, at: Place, *meaning: t.AnyNode) -> None:
        """Take in a definition or table by what it is made of.

        Raises: InputError if it is too large; it counts as small then, so that whoever names it is not refused as well.
        """
        found = _joined([self._of(node) for node in meaning])
        self._named[id_] = _SMALL
        named = Text(f"定义“{id_}”", f"the definition {id_!r}")
        self._check(found, at, named)
        for node in meaning:
            self._check_questions(node, at, named)
        self._named[id_] = found

    def add(self, condition: t.AnyNode) -> None:
        """Count a condition of the rulebook.  Raises: InputError if it is too large, or all are together."""
        found = self._of(condition)
        self._check(found, condition.at, _THIS)
        self._check_questions(condition, condition.at, _THIS)
        before = self._together
        self._together += found.parts
        if before <= MOST_PARTS_TOGETHER < self._together:
            self.exceeded = True
            zh = f"规则库的条件连同所引用的定义合计超过 {MOST_PARTS_TOGETHER:,} 项;请简化定义"
            en = f"the conditions of this rulebook have more than {MOST_PARTS_TOGETHER:,} parts together, with the "
            raise InputError([Problem(condition.at, Text(zh, f"{en}definitions that they name; simplify those"))])

    def _check(self, found: Extent, at: Place, what: Text) -> None:
        bounds = (
            (found.parts, MOST_PARTS, Text("项", "parts")),
            (found.levels, MOST_LEVELS, Text("层", "levels")),
            (found.factors, MOST_FACTORS, Text("个相乘除的数", "numbers multiplied or divided")),
            (
                found.loops,
                MOST_LOOPS,
                Text("重 every、some 或 count 等嵌套", "of every, some, count and the like in one another"),
            ),
        )
        for number, most, counted in bounds:
            if number > most:
                self.exceeded = True
                zh = f"{what.zh}连同所引用的定义超过 {most:,} {counted.zh};请简化,少引用其他定义"
                en = f"{what.en} has more than {most:,} {counted.en}, with the definitions that it names; "
                raise InputError([Problem(at, Text(zh, f"{en}simplify it, and name fewer"))])

    def _check_questions(self, node: t.AnyNode, at: Place, what: Text) -> None:
        if len(set(_questions(node))) > MOST_QUESTIONS:
            self.exceeded = True
            zh = f"{what.zh}有超过 {MOST_QUESTIONS} 个不同的比较;请拆成几个定义(define)"
            en = f"{what.en} has more than {MOST_QUESTIONS} different comparisons; split it into definitions (define)"
            raise InputError([Problem(at, Text(zh, en))])

    def _of(self, node: t.AnyNode) -> Extent:
        below = [self._of(child) for child in t.children(node)]
        match node:
            case t.DefinitionRef(id=id_) | t.Lookup(table=id_):
                below.append(self._named.get(id_, _SMALL))
        found = _joined(below)
        is_product = isinstance(node, t.Arithmetic) and node.operator in ("*", "/")
        return Extent(
            found.parts + 1,
            found.levels + 1,
            sum(part.factors for part in below) if is_product else found.factors,
            found.loops + isinstance(node, t.Quantified | t.Aggregate),
        )


def _joined(extents: list[Extent]) -> Extent:
    return Extent(
        sum(extent.parts for extent in extents),
        max((extent.levels for extent in extents), default=0),
        max((extent.factors for extent in extents), default=1),
        max((extent.loops for extent in extents), default=0),
    )


def _questions(node: t.AnyNode) -> Iterator[t.AnyNode]:
    """What is asked of a case before the answers are joined by and, or, not."""
    match node:
        case t.All(conditions=parts) | t.AnyOf(conditions=parts):
            for part in parts:
                yield from _questions(part)
        case t.Not(condition=inner):
            yield from _questions(inner)
        case _:
            yield node
