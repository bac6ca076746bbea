"""What persons have found of rules: which of it is refused, and the rulings that it settles."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compliance.case import Case, PersonFinding, Record
from compliance.engines.engine import Outcome, Ruling
from compliance.errors import InputError, Problem, nearest, shown
from compliance.review.established import no_record, two_results
from compliance.rulebook.model import Rule, Rulebook
from compliance.text import Text


def refuse_unfit(case: Case, rulebook: Rulebook, day: date) -> None:
    """Nothing, where every finding of a person can be one on the case on the day of its review.

    Raises: InputError with each that names no rule or record, is later than that day, or contradicts another.
    """
    problems = list(_unfit(case, rulebook, day))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.place))


def _unfit(case: Case, rulebook: Rulebook, day: date) -> Iterator[Problem]:
    rules = {rule.id: rule for rule in rulebook.rules}
    first: dict[tuple[str, str], PersonFinding] = {}
    for one in case.findings:
        if one.day > day:
            yield Problem(one.at, _too_late(one, day))
        if not one.outcome:
            continue
        if one.about not in rules:
            yield Problem(one.at, _no_rule(one.about, rules))
        elif not _fits(one, rules[one.about], case):
            yield Problem(one.at, no_record(one.record))
        other = first.setdefault((one.about, one.record), one)
        if other.outcome != one.outcome:
            yield Problem(one.at, two_results(other))


def _fits(one: PersonFinding, rule: Rule, case: Case) -> bool:
    """Whether the finding names what the rule is about: a record, or the case itself."""
    if rule.subject == case.subject:
        return not one.record
    return any(is_about(one, record) for record in case.records if record.subject == rule.subject)


def is_about(one: PersonFinding, record: Record | None) -> bool:
    """Whether a finding is about that record; about the case itself for None."""
    return not one.record if record is None else one.record in (record.name, str(record.index))


def found_of(rule: Rule, record: Record | None, case: Case) -> PersonFinding | None:
    """The finding of a person on a rule, for that record of the case or for the case itself."""
    return next((one for one in case.findings if one.outcome and one.about == rule.id and is_about(one, record)), None)


def settled(rulings: Sequence[Ruling], case: Case) -> tuple[Ruling, ...]:
    """The rulings, those that wait for a person with the outcome that one has found.

    Where data settle a rule, or have yet to be given, the program's own outcome stays.
    """
    if not any(one.outcome for one in case.findings):
        return tuple(rulings)
    return tuple(_settled(ruling, case) for ruling in rulings)


def _settled(ruling: Ruling, case: Case) -> Ruling:
    if ruling.outcome is not Outcome.MANUAL:
        return ruling
    found = found_of(ruling.rule, ruling.record, case)
    return ruling if found is None else ruling._replace(outcome=Outcome(found.outcome), found=found)


def _too_late(one: PersonFinding, day: date) -> Text:
    return Text(
        f"认定日期 {one.day.isoformat()} 晚于审查日期 {day.isoformat()};请核对,或用 --as-of 指定审查日期",
        f"found on {one.day.isoformat()}, after the day of the review, {day.isoformat()}; check it, or set --as-of",
    )


def _no_rule(named: str, rules: Iterable[str]) -> Text:
    meant, said = nearest(named, rules), shown(named)
    zh, en = f"没有规则“{said}”", f"no rule is called {said!r}"
    if meant:
        return Text(f"{zh},是否指 {meant}?", f"{en}; did you mean {meant}?")
    return Text(f"{zh};规则编号见 compliance rules list", f"{en}; compliance rules list names them")
