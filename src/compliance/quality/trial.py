"""The cases beside the rules, run on every engine."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance.engines.durable import Durable
from compliance.engines.outcome import Engine
from compliance.engines.reference import Reference
from compliance.judge import Finding, finding
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Edition, Rule, Rulebook
from compliance.text import Text

ENGINES: tuple[tuple[str, Callable[[Edition], Engine]], ...] = (("reference", Reference), ("durable", Durable))


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as its author expects, on which engine, and how."""

    case: RuleCase
    rule: Rule | None
    engine: str
    how: Text


class Editions:
    """Editions that hold one rule, as it stands on a day."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._days: dict[date, Edition] = {}

    def of(self, rule: str, as_of: date) -> Edition | None:
        """The edition of that day with that rule alone; None if the rule is not in force."""
        if as_of not in self._days:
            self._days[as_of] = self._rulebook.edition(as_of)
        edition = self._days[as_of]
        found = tuple(one for one in edition.rules if one.id == rule)
        return replace(edition, rules=found) if found else None


def run_cases(rulebook: Rulebook, cases: Iterable[RuleCase]) -> list[Failure]:
    """The cases that do not come out as expected, on the reference and on durable_rules."""
    editions = Editions(rulebook)
    engines: dict[tuple[str, str, date], Engine] = {}
    failures: list[Failure] = []
    for case in cases:
        edition = editions.of(case.rule, case.as_of)
        if edition is None:
            how = Text(
                f"规则 {case.rule} 在 {case.as_of} 不存在或未施行", f"no rule {case.rule} in force on {case.as_of}"
            )
            failures.append(Failure(case, None, "", how))
            continue
        for name, make in ENGINES:
            key = (name, case.rule, case.as_of)
            if key not in engines:
                engines[key] = make(edition)
            findings = [finding(ruling) for ruling in engines[key].evaluate(case.case, case.as_of)]
            failures += [Failure(case, edition.rules[0], name, how) for how in _differences(case, findings)]
    return failures


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
