"""Change rules in one place at a time, and find the changes that no case notices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.errors import Place
from compliance.language import tree as t
from compliance.language.unparse import unparse
from compliance.quality.mutant import Mutant
from compliance.quality.runner import Editions, made_ready, rulings_on
from compliance.quality.stage_changes import stage_changes
from compliance.quantity.quantity import Quantity, plain
from compliance.quantity.units import NUMBER, Unit, unit
from compliance.review.judge import findings_of
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Definition, Row, Rule, Rulebook, Table

_COMPARATORS: Mapping[str, tuple[t.Comparator, ...]] = {
    ">=": (">", "<"),
    ">": (">=", "<="),
    "<=": ("<", ">"),
    "<": ("<=", ">="),
    "=": ("!=",),
    "!=": ("=",),
}
_OTHER_UNITS: Mapping[str, str] = {
    "亩": "公顷",
    "公顷": "亩",
    "平方米": "亩",
    "万平方米": "平方米",
    "万元": "亿元",
    "亿元": "万元",
    "万人": "人",
    "万人次": "人次",
    "吨/年": "千克/年",
    "%": "",
    "年": "月",
    "万元/亩": "万元/公顷",
    "万元/公顷": "万元/亩",
    "亩/个": "公顷/个",
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """How many changes were tried, and those that no case noticed.

    `faulty` are the cases that do not come out as expected even of the unchanged rules: they notice nothing.
    """

    tried: int
    survivors: tuple[Mutant, ...]
    faulty: tuple[RuleCase, ...]


def mutate(rulebook: Rulebook, cases: Iterable[RuleCase], only: str | None = None) -> Mutation:
    """Every change of the rules, or of one rule, with what it uses, tried against the cases.

    A change is noticed when the outcome of a case is no longer the expected one, or other fields are asked for than the
    case says; words of reasons do not count.
    """
    sound: dict[str, list[RuleCase]] = {}
    faulty: list[RuleCase] = []
    unchanged = Editions(rulebook)
    for case in made_ready(cases, rulebook):
        if only in (None, case.rule) and not _holds(case, unchanged):
            faulty.append(case)
        else:
            sound.setdefault(case.rule, []).append(case)
    tried, survivors = 0, []
    for mutant, changed, affected in _mutants(rulebook, only):
        tried += 1
        editions = Editions(changed)
        if all(_holds(case, editions) for rule in affected for case in sound.get(rule, [])):
            survivors.append(mutant)
    return Mutation(tried, tuple(survivors), tuple(faulty))


def _holds(case: RuleCase, editions: Editions) -> bool:
    edition = editions.of(case)
    if edition is None:
        return False
    rulings = rulings_on(case, Reference(edition))
    findings = findings_of(Evaluation(edition.rulebook, case.case, case.as_of, case.asked), rulings)
    asked = {item.path for finding in findings for item in finding.missing}
    outcomes = tuple(finding.outcome.value for finding in findings)
    return outcomes == case.outcomes and (case.missing is None or asked == set(case.missing))


def _mutants(rulebook: Rulebook, only: str | None) -> Iterator[tuple[Mutant, Rulebook, list[str]]]:
    rules = [rule for rule in rulebook.rules if only in (None, rule.id)]
    for rule in rules:
        for changed, mutant in _of_rule(rule):
            replaced = tuple(changed if one is rule else one for one in rulebook.rules)
            yield mutant, replace(rulebook, rules=replaced), [rule.id]
    users = _users(rulebook, rules)
    for id_, affected in users.items():
        if id_ in rulebook.definitions:
            definition = rulebook.definitions[id_]
            for change in _changes(definition.meaning):
                yield _of_definition(rulebook, definition, change, affected)
        else:
            yield from _of_table(rulebook, rulebook.tables[id_], affected)
    yield from stage_changes(rulebook, rules, users)


def _of_rule(rule: Rule) -> Iterator[tuple[Rule, Mutant]]:
    for change in _changes(rule.when):
        yield replace(rule, when=change.whole), change.mutant(rule.id, "when", rule.at)
    for change in _changes(rule.require) if rule.require is not None else ():
        yield replace(rule, require=change.whole), change.mutant(rule.id, "require", rule.at)
    for index, exemption in enumerate(rule.exemptions):
        others = rule.exemptions[:index], rule.exemptions[index + 1 :]
        dropped = Mutant(rule.id, "unless", unparse(exemption.condition), "—", rule.at)
        yield replace(rule, exemptions=(*others[0], *others[1])), dropped
        for change in _changes(exemption.condition):
            changed = replace(exemption, condition=change.whole)
            kept = (*others[0], changed, *others[1])
            yield replace(rule, exemptions=kept), change.mutant(rule.id, "unless", rule.at)


def _of_definition(
    rulebook: Rulebook, definition: Definition, change: "_Change", affected: list[str]
) -> tuple[Mutant, Rulebook, list[str]]:
    mutant = change.mutant(definition.id, "define", definition.at)
    changed = replace(definition, meaning=change.whole)
    return mutant, replace(rulebook, definitions={**rulebook.definitions, definition.id: changed}), affected


def _of_table(rulebook: Rulebook, table: Table, affected: list[str]) -> Iterator[tuple[Mutant, Rulebook, list[str]]]:
    for index, row in enumerate(table.rows):
        others = table.rows[:index], table.rows[index + 1 :]
        for rows, part, before, after in _of_row(row, table):
            mutant = Mutant(table.id, f"row {index + 1}{part}", before, after, row.at)
            changed = replace(table, rows=(*others[0], *rows, *others[1]))
            yield mutant, replace(rulebook, tables={**rulebook.tables, table.id: changed}), affected


def _of_row(row: Row, table: Table) -> Iterator[tuple[tuple[Row, ...], str, str, str]]:
    """The rows that may stand for a row, the part changed, and that part before and after."""
    result = _result(row.result, table)
    yield (), "", result, "—"
    for other in _results(row.result, table):
        yield (replace(row, result=other),), "", result, _result(other, table)
    for number, cell in enumerate(row.cells):
        for change in _changes(cell) if cell is not None else ():
            cells = (*row.cells[:number], change.whole, *row.cells[number + 1 :])
            yield (replace(row, cells=cells),), f" cell {number + 1}", change.before, change.after


def _results(result: Fraction | bool, table: Table) -> tuple[Fraction | bool, ...]:
    if isinstance(result, bool):
        return (not result,)
    written = Quantity(result / _factor(table), table.output or NUMBER)
    return tuple(other.base for other in _amounts(written))


def _result(result: Fraction | bool, table: Table) -> str:
    return str(result).lower() if isinstance(result, bool) else plain(result / _factor(table))


def _factor(table: Table) -> Fraction:
    return Fraction(1) if table.output is None else table.output.factor


def _users(rulebook: Rulebook, rules: Sequence[Rule]) -> dict[str, list[str]]:
    """The definitions and tables that rules use, each with the rules that use it."""
    users: dict[str, list[str]] = {}
    for rule in rules:
        waiting: list[t.AnyNode] = list(rule.conditions())
        found: set[str] = set()
        while waiting:
            for node in t.walk(waiting.pop()):
                id_ = node.id if isinstance(node, t.DefinitionRef) else node.table if isinstance(node, t.Lookup) else ""
                if id_ and id_ not in found:
                    found.add(id_)
                    if id_ in rulebook.definitions:
                        waiting.append(rulebook.definitions[id_].meaning)
        for id_ in sorted(found):
            users.setdefault(id_, []).append(rule.id)
    return users


# Changes


@dataclass(frozen=True, slots=True)
class _Change:
    """A tree with one part changed, and that part before and after."""

    whole: Any
    before: str
    after: str

    def mutant(self, id_: str, part: str, at: Place) -> Mutant:
        """The change as one of that part of a rule or definition."""
        return Mutant(id_, part, self.before, self.after, at)


def _changes(node: t.AnyNode) -> Iterator[_Change]:
    """The node with one thing changed, each time another."""
    for other in _here(node):
        yield _Change(other, unparse(node), unparse(other))
    for attribute in fields(node):
        value = getattr(node, attribute.name) if attribute.compare else None
        parts: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
        for index, part in enumerate(parts):
            for change in _changes(part) if isinstance(part, t.Node) else ():  # type: ignore[arg-type]  # of a checked tree
                changed = (*parts[:index], change.whole, *parts[index + 1 :])
                replaced: Any = changed if isinstance(value, tuple) else change.whole
                yield _Change(_with(node, attribute.name, replaced), change.before, change.after)


def _with(node: Any, name: str, value: Any) -> Any:
    return replace(node, **{name: value})


def _here(node: t.AnyNode) -> Iterator[t.AnyNode]:
    match node:
        case t.Comparison(comparator=comparator):
            for other in _COMPARATORS[comparator]:
                yield replace(node, comparator=other)
        case t.All(conditions=conditions):
            yield t.AnyOf(conditions, at=node.at)
            yield from _one_dropped(conditions, t.All)
        case t.AnyOf(conditions=conditions):
            yield t.All(conditions, at=node.at)
            yield from _one_dropped(conditions, t.AnyOf)
        case t.Not(condition=inner):
            yield inner
        case t.Quantified(quantifier=quantifier):
            yield replace(node, quantifier="some" if quantifier == "every" else "every")
        case t.Interval(low_open=low_open, high_open=high_open):
            yield replace(node, low_open=not low_open)
            yield replace(node, high_open=not high_open)
        case t.Choice(values=values) if len(values) > 1:
            for index in range(len(values)):
                yield t.Choice(values[:index] + values[index + 1 :], at=node.at)
        case t.Number(quantity=quantity):
            yield from (t.Number(other, at=node.at) for other in _quantities(quantity))
        case t.Day(value=day):
            yield t.Day(day + timedelta(days=1), at=node.at)
            yield t.Day(day - timedelta(days=1), at=node.at)


def _one_dropped(conditions: tuple[t.Condition, ...], joined: type[t.All] | type[t.AnyOf]) -> Iterator[t.Condition]:
    for index in range(len(conditions)):
        rest = conditions[:index] + conditions[index + 1 :]
        yield rest[0] if len(rest) == 1 else joined(rest)


def _quantities(quantity: Quantity) -> Iterator[Quantity]:
    """The number a little more, a little less, ten times as much, and in another unit."""
    yield from _amounts(quantity)
    other = _other_unit(quantity.unit)
    if other is not None and quantity.amount:
        yield Quantity(quantity.amount, other)


def _amounts(quantity: Quantity) -> Iterator[Quantity]:
    """The number one more and one less in its last place, and ten times as much."""
    step = Fraction(1, _denominator(quantity.amount))
    for amount in (quantity.amount + step, quantity.amount - step, quantity.amount * 10):
        if amount != quantity.amount:
            yield Quantity(amount, quantity.unit)


def _denominator(amount: Fraction) -> int:
    """The power of ten in which the number is written."""
    places = 1
    while amount.denominator > 1 and (amount * places).denominator > 1:
        places *= 10
    return places


def _other_unit(measured: Unit) -> Unit | None:
    symbol = _OTHER_UNITS.get(measured.symbol)
    return None if symbol is None else unit(symbol)
