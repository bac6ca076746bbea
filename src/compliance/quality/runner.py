"""The cases beside the rules, run on the engines for one case, those of the table `ENGINES`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance.case import Case
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Engine, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.inference import completed
from compliance.engines.reference import Reference
from compliance.facts import NO_FACTS
from compliance.review.decision import Finding
from compliance.review.established import established
from compliance.review.judge import findings_of
from compliance.review.persons import refuse_unfit, settled
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Edition, Rule, Rulebook
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

ENGINES: tuple[tuple[str, Callable[[Edition], Engine]], ...] = (("reference", Reference), ("durable", Durable))


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as its author expects, on which engine, and how."""

    case: RuleCase
    rule: Rule | None
    engine: str
    how: Text


class Editions:
    """Editions that hold the rule of a case alone, as it stands on the day of the case."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._days: dict[date, Edition] = {}

    def of(self, case: RuleCase) -> Edition | None:
        """The edition; None if the rule is not in force that day, or not about the subject of the case."""
        if case.as_of not in self._days:
            self._days[case.as_of] = self._rulebook.edition(case.as_of)
        edition = self._days[case.as_of].about(case.case.subject)
        found = tuple(rule for rule in edition.rules if rule.id == case.rule)
        return replace(edition, rules=found) if found else None


def made_ready(cases: Iterable[RuleCase], rulebook: Rulebook) -> list[RuleCase]:
    """The cases with what persons found of them, and with what the rulebook infers from their inputs.

    Raises: InputError for a finding that cannot be one.
    """
    return [replace(case, case=_made_ready(case, rulebook)) for case in cases]


def _made_ready(case: RuleCase, rulebook: Rulebook) -> Case:
    refuse_unfit(case.case, rulebook, case.as_of)
    return completed(established(case.case, NO_FACTS, rulebook.vocabulary), rulebook, case.as_of)


def rulings_on(case: RuleCase, engine: Engine) -> tuple[Ruling, ...]:
    """What an engine says of a case that is made ready, and persons where it waits for them."""
    return settled(engine.evaluate(case.case, case.as_of, case.asked), case.case)


def run_cases(rulebook: Rulebook, cases: Iterable[RuleCase]) -> list[Failure]:
    """The cases that do not come out as expected, on the reference and on durable_rules."""
    editions = Editions(rulebook)
    rules = {rule.id: rule for rule in rulebook.rules}
    engines: dict[tuple[str, str, date], Engine] = {}
    failures: list[Failure] = []
    for case in made_ready(cases, rulebook):
        edition = editions.of(case)
        if edition is None:
            failures.append(
                Failure(case, rules.get(case.rule), "", _not_tried(case, rules.get(case.rule), rulebook.vocabulary))
            )
            continue
        for name, make in ENGINES:
            key = (name, case.rule, case.as_of)
            if key not in engines:
                engines[key] = make(edition)
            rulings = rulings_on(case, engines[key])
            findings = findings_of(Evaluation(rulebook, case.case, case.as_of, case.asked), rulings)
            failures += [Failure(case, edition.rules[0], name, how) for how in _differences(case, findings)]
    return failures


def _not_tried(case: RuleCase, rule: Rule | None, vocabulary: Vocabulary) -> Text:
    subject = case.case.subject
    if rule is None:
        return Text(f"规则库没有规则 {case.rule}", f"the rulebook has no rule {case.rule}")
    if rule.subject not in vocabulary.judged_with(subject):
        return Text(
            f"规则的对象是 {rule.subject},不是 {subject}", f"the rule is about a {rule.subject}, not a {subject}"
        )
    return Text(f"规则在 {case.as_of} 未施行", f"the rule is not in force on {case.as_of}")


def _differences(case: RuleCase, findings: Sequence[Finding]) -> list[Text]:
    found = tuple(one.outcome.value for one in findings)
    reasons = " ".join(one.reason.zh for one in findings)
    missing = {item.path for one in findings for item in one.missing}
    differences = []
    if found != case.outcomes:
        had, wanted = ", ".join(found), ", ".join(case.outcomes)
        differences.append(Text(f"结果为 {had},应为 {wanted}", f"outcome {had}, expected {wanted}"))
    differences += [
        Text(f"理由中没有“{word}”:{reasons}", f"{word!r} is not in the reason: {reasons}")
        for word in case.words
        if word not in reasons
    ]
    if case.missing is not None and missing != set(case.missing):
        had, wanted = ", ".join(sorted(missing)), ", ".join(sorted(case.missing))
        differences.append(Text(f"所缺为 {had},应为 {wanted}", f"missing {had}, expected {wanted}"))
    return differences
