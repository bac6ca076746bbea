"""Compile conditions to formulas over one flat fact, with the atoms that are read from a case to fill it.

An atom is computed exactly in Python, so that durable_rules never sees a fraction: a comparison becomes two keys, the
signs of the least and of the greatest difference that its sides can have.  Everything above the atoms is left to
durable_rules.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from compliance.engines.arithmetic import signs
from compliance.engines.durable.formula import Formula, Key, Scalar, Test, both, either
from compliance.engines.evaluation import Evaluation, is_code
from compliance.language import tree as t
from compliance.vocabulary.fields import Kind

Reader = Callable[[Evaluation], Scalar | None]
_Read = t.AnyNode | tuple[t.AnyNode, t.AnyNode, int]  # a node, or the two sides of a comparison and which sign


@dataclass(frozen=True, slots=True)
class Atom:
    """A key of the fact and how its value is read from a case; None leaves the key out: unknown."""

    key: str
    read: Reader


class Atoms:
    """The atoms of many conditions, each once."""

    def __init__(self) -> None:
        self._known: dict[_Read, Atom] = {}

    def __iter__(self) -> Iterator[Atom]:
        return iter(self._known.values())

    def formula(self, condition: t.Condition, wanted: bool) -> Formula:
        """The formula that holds exactly when the condition is known to be `wanted`."""
        match condition:
            case t.All(conditions=conditions):
                return (both if wanted else either)([self.formula(c, wanted) for c in conditions])
            case t.AnyOf(conditions=conditions):
                return (either if wanted else both)([self.formula(c, wanted) for c in conditions])
            case t.Not(condition=inner):
                return self.formula(inner, not wanted)
            case t.Truth(value=value):
                return value is wanted
            case t.DefinitionRef(id=id_):
                return Key(derived(id_), "=", wanted)
            case t.Comparison(comparator=comparator, left=left, right=right):
                return self._comparison(
                    condition, comparator if wanted else t.OPPOSITE[comparator], left, right, wanted
                )
            case t.Membership(value=t.FieldRef(field=field) as value, options=t.Choice(values=values)) if (
                field.kind is Kind.enum
            ):
                key = self._atom(value, "e", lambda evaluation: _chosen(evaluation, value))
                test: Test = "=" if wanted else "!="
                return (either if wanted else both)([Key(key, test, _member(v)) for v in values])
            case _:
                return Key(self._atom(condition, "t", lambda evaluation: evaluation.truth(condition)), "=", wanted)

    def _comparison(self, whole: t.Comparison, test: Test, left: t.Term, right: t.Term, wanted: bool) -> Formula:
        if isinstance(left, t.FieldRef) and left.field.kind is Kind.enum and isinstance(right, t.Member):
            return Key(self._atom(left, "e", lambda evaluation: _chosen(evaluation, left)), test, right.value.id)
        if is_code(left) or test in ("=", "!="):
            return Key(self._atom(whole, "t", lambda evaluation: evaluation.truth(whole)), "=", wanted)
        greatest = test in ("<", "<=")  # which holds of every difference if it does of the greatest one
        side = 1 if greatest else 0
        key = self._atom((left, right, side), "s", lambda evaluation: _sign(evaluation, left, right, side))
        return Key(key, test, 0)

    def _atom(self, read_from: _Read, sort: str, read: Reader) -> str:
        if read_from not in self._known:
            self._known[read_from] = Atom(f"{sort}{len(self._known)}", read)
        return self._known[read_from].key


def derived(id_: str) -> str:
    """The key of a fact derived by a definition."""
    return f"d_{id_}"


def _sign(evaluation: Evaluation, left: t.Term, right: t.Term, side: int) -> int | None:
    """The sign of the least difference for side 0, of the greatest one for side 1."""
    one, other = evaluation.value(left), evaluation.value(right)
    return None if one is None or other is None else signs(one, other)[side]


def _chosen(evaluation: Evaluation, field: t.FieldRef) -> str | None:
    value = evaluation.value(field)
    return value if isinstance(value, str) else None


def _member(term: t.Term) -> str:
    if isinstance(term, t.Member):
        return term.value.id
    raise AssertionError(f"not an enum value: {term!r}")
