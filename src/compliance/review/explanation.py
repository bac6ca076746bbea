"""Explain why a condition came out as it did: its deciding parts, in words, with the case's values."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compliance.caching import cached_on_owner
from compliance.engines.arithmetic import Value
from compliance.engines.evaluation import Evaluation
from compliance.errors import shown
from compliance.language import tree as t
from compliance.language.verbalize import comparator_words, describe, holding, in_territory, is_date
from compliance.quantity.imprecise import Days, days_words, spread_words
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import words as quantity_words
from compliance.quantity.units import NUMBER, Unit
from compliance.review.evidence import deciding, of_difference, unit_of
from compliance.rulebook.model import Rulebook
from compliance.text import Text, join, same
from compliance.vocabulary.fields import Field, Kind


@cached_on_owner
def explain(condition: t.Condition, evaluation: Evaluation) -> Text:
    """Why the condition is true, or false, on the case; it must be known to be either."""
    truth = evaluation.truth(condition)
    match condition:
        case t.All() | t.AnyOf():
            decided = _deciding(condition, evaluation)
            told = [part for part in decided if not (truth and isinstance(part, t.Presumed))]
            said = [part for part in told if not _chooses(part, evaluation)] or told
            return join(tuple(explain(part, evaluation) for part in said), ";", "; ")
        case t.Not(condition=inner):
            return explain(inner, evaluation)
        case t.Presumed(condition=inner) if evaluation.truth(inner) is not None:
            return in_territory(explain(inner, evaluation), truth=truth is True)
        case t.DefinitionRef(id=id_):
            return _definition(id_, evaluation)
        case t.Quantified():
            return _quantified(condition, evaluation)
        case t.Comparison(comparator=comparator):
            return _comparison(condition, comparator if truth else t.OPPOSITE[comparator], evaluation)
        case t.Membership():
            return _membership(condition, evaluation, inside=truth is True)
        case t.Known(field=t.FieldRef(field=field)):
            if truth:
                return Text(f"已填报“{field.label.zh}”", f"“{field.label.en}” is given")
            return _not_given(field, evaluation)
        case t.FieldRef(field=field):
            answer = Text("是", "yes") if truth else Text("否", "no")
            return Text(f"“{field.label.zh}”为{answer.zh}", f"“{field.label.en}”: {answer.en}")
        case t.Truth():
            return Text("对所有项目适用", "applies to every project")
        case _:
            words = _described(condition, evaluation.rulebook)
            return words if truth else Text(f"并非({words.zh})", f"not ({words.en})")


def explain_below(condition: t.Condition, evaluation: Evaluation) -> Text:
    """The same of what a named condition means, without its name."""
    match condition:
        case t.Not(condition=inner):
            return explain_below(inner, evaluation)
        case t.DefinitionRef(id=id_):
            return explain(evaluation.rulebook.condition(id_), evaluation)
        case _:
            return explain(condition, evaluation)


def _deciding(condition: t.All | t.AnyOf, evaluation: Evaluation) -> list[t.Condition]:
    """The parts that made it true or false, which all are seen from the same place."""
    return [part for part, _ in deciding(condition, evaluation) or ()]


def _chooses(condition: t.Condition, evaluation: Evaluation) -> bool:
    """Whether it came out so by named conditions about nothing but what is given.

    Such a condition chooses between two ways to judge, and what is said of the value chosen tells which.
    """
    match condition:
        case t.DefinitionRef(id=id_):
            return _is_of_what_is_given(evaluation.rulebook.condition(id_))
        case t.Not(condition=inner):
            return _chooses(inner, evaluation)
        case t.All() | t.AnyOf():
            return all(_chooses(part, evaluation) for part in _deciding(condition, evaluation))
        case _:
            return False


def _is_of_what_is_given(condition: t.Condition) -> bool:
    match condition:
        case t.Known():
            return True
        case t.Not(condition=inner):
            return _is_of_what_is_given(inner)
        case t.All(conditions=conditions) | t.AnyOf(conditions=conditions):
            return all(map(_is_of_what_is_given, conditions))
        case _:
            return False


def _not_given(field: Field, evaluation: Evaluation) -> Text:
    holder = evaluation.case if evaluation.record is None else evaluation.record
    doubt = next((d for d in holder.doubts if d.field == field.id), None)
    if doubt is None:
        return Text(f"未填报“{field.label.zh}”", f"“{field.label.en}” is not given")
    written = shown(doubt.written, 20)
    return Text(
        f"“{field.label.zh}”所填“{written}”不能采用({doubt.reason.zh})",
        f"“{field.label.en}”: {written!r} cannot be used ({doubt.reason.en})",
    )


def _definition(id_: str, evaluation: Evaluation) -> Text:
    condition = evaluation.rulebook.condition(id_)
    said = holding(evaluation.rulebook.definitions[id_].label, truth=evaluation.truth(condition) is True)
    because = explain(condition, evaluation)
    return Text(f"{said.zh}({because.zh})", f"{said.en} ({because.en})")


def _quantified(condition: t.Quantified, evaluation: Evaluation) -> Text:
    records = evaluation.records(condition.records) or ()
    truth = evaluation.truth(condition)
    said = []
    for record in records:
        inside = evaluation.within(record)
        if inside.truth(condition.condition) is truth:
            because = explain(condition.condition, inside)
            said.append(Text(f"{record.name}:{because.zh}", f"{record.name}: {because.en}"))
    return join(tuple(said), ";", "; ")


class _Manner(NamedTuple):
    """How a comparison is worded: the units of the value and of the threshold, and whether it is one of dates."""

    shown_in: Unit
    threshold_in: Unit
    dates: bool


@cached_on_owner
def _manner(comparison: t.Comparison, rulebook: Rulebook) -> _Manner:
    left_unit, right_unit = unit_of(comparison.left, rulebook), unit_of(comparison.right, rulebook)
    shown_in = left_unit or right_unit or NUMBER
    threshold_in = shown_in if right_unit is None or right_unit == NUMBER else right_unit
    return _Manner(shown_in, threshold_in, is_date(comparison.left, rulebook))


def _comparison(condition: t.Comparison, comparator: str, evaluation: Evaluation) -> Text:
    left, right = condition.left, condition.right
    one, other = evaluation.value(left), evaluation.value(right)
    shown_in, threshold_in, dates = _manner(condition, evaluation.rulebook)
    words = comparator_words(comparator, dates=dates)
    if isinstance(one, Interval) or isinstance(other, Interval):
        return _side_by_side(_valued(left, evaluation, shown_in), words, _threshold(right, evaluation, threshold_in))
    if not isinstance(one, Fraction) or not isinstance(other, Fraction):
        return _side_by_side(_valued(left, evaluation), words, _threshold(right, evaluation, threshold_in))
    subject = _valued(left, evaluation, shown_in, shown_in.amount(other))
    if comparator == "=" and isinstance(right, t.Number):
        return subject
    threshold = _threshold(right, evaluation, threshold_in)
    short = {"<": Text("差", "short by"), ">": Text("超出", "over by")}.get(comparator)
    tail = same("")
    if one == other:
        tail = Text("(恰等于)", " (exactly)")
    elif short is not None:
        measured = of_difference(shown_in)
        gap = quantity_words(measured.amount(abs(one - other)), measured)
        tail = Text(f",{short.zh} {gap.zh}", f", {short.en} {gap.en}")
    compared = _side_by_side(subject, words, threshold)
    return Text(compared.zh + tail.zh, compared.en + tail.en)


def _valued(
    term: t.Term, evaluation: Evaluation, shown_in: Unit | None = None, apart_from: Fraction | None = None
) -> Text:
    """A term with its value: 投资强度 = 8,000 万元 ÷ 60 亩 = 133.33 万元/亩."""
    value = _shown(evaluation.value(term), term, shown_in, apart_from)
    match term:
        case t.FieldRef(field=field):
            return Text(f"{field.label.zh} {value.zh}", f"{field.label.en} {value.en}")
        case t.DefinitionRef(id=id_):
            definition = evaluation.rulebook.definitions[id_]
            label, working = definition.label, _working(definition.meaning, evaluation)
            return Text(f"{label.zh} = {working.zh}{value.zh}", f"{label.en} = {working.en}{value.en}")
        case t.Arithmetic() | t.Lookup() | t.Aggregate():
            words = _described(term, evaluation.rulebook)
            working = _working(term, evaluation)
            return Text(f"{words.zh} = {working.zh}{value.zh}", f"{words.en} = {working.en}{value.en}")
        case t.AsOf():
            return Text(f"审查日期 {value.zh}", f"review date {value.en}")
        case _:
            return value


@cached_on_owner
def _described(node: t.AnyNode, rulebook: Rulebook) -> Text:
    return describe(node, rulebook)


def _working(term: t.AnyNode, evaluation: Evaluation) -> Text:
    """The calculation with the values in place of the names, and ` = `; nothing for a plain value."""
    if not isinstance(term, t.Arithmetic):
        return same("")
    shown = _put_in(term, evaluation)
    return Text(f"{shown.zh} = ", f"{shown.en} = ")


def _put_in(term: t.Term, evaluation: Evaluation) -> Text:
    if isinstance(term, t.Arithmetic):
        one, other = _operand(term.left, evaluation), _operand(term.right, evaluation)
        sign = {"+": "+", "-": "-", "*": "×", "/": "÷"}[term.operator]
        return Text(f"{one.zh} {sign} {other.zh}", f"{one.en} {sign} {other.en}")
    return _shown(evaluation.value(term), term, unit_of(term, evaluation.rulebook), None)


def _operand(term: t.Term, evaluation: Evaluation) -> Text:
    words = _put_in(term, evaluation)
    return Text(f"({words.zh})", f"({words.en})") if isinstance(term, t.Arithmetic) else words


def _threshold(term: t.Term, evaluation: Evaluation, shown_in: Unit) -> Text:
    value = _shown(evaluation.value(term), term, shown_in, None)
    match term:
        case t.FieldRef() | t.DefinitionRef() | t.Lookup() | t.Arithmetic() | t.Aggregate():
            name = _described(term, evaluation.rulebook)
            return Text(f"{name.zh} {value.zh}", f"{name.en} {value.en}")
        case _:
            return value


def _membership(condition: t.Membership, evaluation: Evaluation, *, inside: bool) -> Text:
    value, options = condition.value, condition.options
    if isinstance(options, t.FieldRef):
        member, label = _described(value, evaluation.rulebook), options.field.label
        if inside:
            return Text(f"{label.zh}包含“{member.zh}”", f"{label.en} include “{member.en}”")
        return Text(f"{label.zh}未包含“{member.zh}”", f"{label.en} do not include “{member.en}”")
    subject = _valued(value, evaluation, unit_of(value, evaluation.rulebook))
    within, without = _range_words(condition, evaluation.rulebook)
    said = within if inside else without
    return Text(f"{subject.zh},{said.zh}", f"{subject.en} {said.en}")


@cached_on_owner
def _range_words(condition: t.Membership, rulebook: Rulebook) -> tuple[Text, Text]:
    """What is said of a value that lies in the range or list, and of one that does not."""
    words, what = describe(condition, rulebook), describe(condition.value, rulebook)
    zh, en = words.zh.removeprefix(what.zh), words.en.removeprefix(what.en + " ")
    refused = en.replace("is ", "is not ", 1) if en.startswith("is ") else en.replace("lies", "does not lie", 1)
    return Text(zh, en), Text(f"不{zh}", refused)


def _side_by_side(left: Text, words: Text, right: Text) -> Text:
    space = "" if right.zh.startswith(("“", "(")) else " "
    return Text(f"{left.zh},{words.zh}{space}{right.zh}", f"{left.en} {words.en} {right.en}")


def _shown(value: Value | None, term: t.AnyNode, shown_in: Unit | None, apart_from: Fraction | None) -> Text:
    match value:
        case None:
            return Text("(未知)", "(unknown)")
        case bool():
            return Text("是", "yes") if value else Text("否", "no")
        case Fraction():
            measured = shown_in or NUMBER
            return quantity_words(measured.amount(value), measured, apart_from)
        case Interval():
            return spread_words(value.times(1 / (shown_in or NUMBER).factor), shown_in or NUMBER)
        case date():
            return same(value.isoformat())
        case Days():
            return days_words(value)
        case frozenset():
            return same("、".join(sorted(value)))
        case str():
            return _label(value, term)


def _label(value: str, term: t.AnyNode) -> Text:
    if isinstance(term, t.Member):
        return term.value.label
    if isinstance(term, t.FieldRef) and term.field.values:
        option = term.field.value(value)
        return option.label if option else same(value)
    if isinstance(term, t.FieldRef) and term.field.kind is Kind.text:
        return same(f"“{value}”")
    return same(value)
