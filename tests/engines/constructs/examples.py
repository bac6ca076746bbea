"""Small rules, each with cases and the outcomes that a reader of the language's page would give them.

A case that states no stage is judged at the last one, where everything can be known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.rulebook.model import Edition, Force, Rule
from compliance.vocabulary.stages import StageAsked
from tests.engines.every_engine import Answers, Ask, by_definition, greatest
from tests.engines.refused import is_refused
from tests.strategies import case_from, edition_of, make_rule, stage

PASS, FAIL = Outcome.PASS, Outcome.FAIL
UNDETERMINED, MANUAL, DEFERRED = Outcome.UNDETERMINED, Outcome.MANUAL, Outcome.DEFERRED
NOT_APPLICABLE, OVERRIDDEN = Outcome.NOT_APPLICABLE, Outcome.OVERRIDDEN

Given = Mapping[str, object]


@dataclass(frozen=True)
class Example:
    """A rule, and cases with what it says of each: of a rule about buildings, an outcome for each of them.

    Without a demand it grants.  True, false and unknown demands come out as pass, fail and undetermined or manual.
    `since` is the rule's own stage; `applies` says where its pack applies, None for everywhere.
    """

    require: str | None
    cases: Sequence[tuple[Given, Outcome | Sequence[Outcome]]]
    when: str = "true"
    unless: Sequence[str] = ()
    subject: str = "project"
    since: str | None = None
    applies: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The conditions of the rule."""
        return (*(() if self.require is None else (self.require,)), self.when, *self.unless)

    def rule(self, number: int) -> Rule:
        """The rule under that number."""
        return make_rule(
            number,
            when=self.when,
            require=self.require,
            unless=self.unless,
            force=Force.PRIORITY if self.require is None else Force.CONDITION,
            subject=self.subject,
            since=None if self.since is None else stage(self.since),
            applies=self.applies,
        )


Table = Sequence[Example]
Check = Callable[[Table], list[str]]


def at(stated: str, *given: Given) -> Given:
    """A case that states a stage, with what else is given."""
    return reduce(or_, map(dict, given), {"project_stage": stated})


def at_the_last_stage() -> StageAsked:
    """What is asked for: everything, unless a case states a stage."""
    return StageAsked(stage("operation"), unless_stated=True)


def edition_and_cases(table: Table) -> tuple[Edition, list[Case]]:
    """The rules of a table as an edition, and its cases in their order."""
    rules = [example.rule(number) for number, example in enumerate(table, 1)]
    return edition_of(rules), [case_from(dict(given)) for example in table for given, _ in example.cases]


def wrong(table: Table, ask: Ask, *, columnar: bool) -> list[str]:
    """What an engine says of a table's own cases otherwise than expected, and of its other cases than the oracle."""
    table = [example for example in table if not (columnar and is_refused(example.texts))]
    edition, cases = edition_and_cases(table)
    asked = at_the_last_stage()
    answers, defined = ask(edition, cases, asked), by_definition(edition, cases, asked)
    found = [
        f"{case.data}: {said}" for case, said in zip(cases, unlike(answers, defined, columnar), strict=True) if said
    ]
    place = 0
    for number, example in enumerate(table, 1):
        for given, expected in example.cases:
            whole = (expected,) if isinstance(expected, Outcome) else tuple(expected)
            wanted = greatest({"": whole})[""] if columnar else whole
            answer = answers[place]
            if answer is not None and answer[f"CITY-{number}"] != wanted:
                found.append(f"{example.texts} of {given} is {answer[f'CITY-{number}']}, not {wanted}")
            place += 1
    return found


def unlike(answers: Answers, defined: Answers, columnar: bool) -> list[dict[str, object]]:
    """For each case, by rule, what an engine says that the oracle does not; nothing where it leaves the case alone."""
    differences: list[dict[str, object]] = []
    for answer, definition in zip(answers, defined, strict=True):
        said = greatest(definition) if columnar else definition
        differences.append({} if answer is None else {i: answer[i] for i in said if answer[i] != said[i]})
    return differences
