"""A decision on a case: verdict, findings, what is to be supplied and who must decide."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from compliance.case import Case, Doubt, PersonFinding, Record, Unread
from compliance.engines.engine import Outcome
from compliance.engines.missing import Input, Later, Open
from compliance.facts import NO_FACTS, Facts
from compliance.review.evidence import Evidence, Margin
from compliance.rulebook.model import Force, Interpretation, Pack, Rule
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.stages import Stage


class Verdict(StrEnum):
    """What the office is advised, the best first; a person decides."""

    PASS = "pass"
    CONDITIONAL = "conditional"
    REFERRED = "referred"
    UNDETERMINED = "undetermined"
    FAIL = "fail"

    @property
    def passes(self) -> bool:
        """Whether nothing that is due is open, and no ban or duty is broken."""
        return self in (Verdict.PASS, Verdict.CONDITIONAL)


class Finding(NamedTuple):
    """What one rule says of the case, or of one record of it, and why.

    `missing` are the fields that would settle it; `gate` are those of them that decide whether it applies at all;
    `later` is what it waits for that cannot be known yet, and `due` the stage at which it can be decided where it comes
    later as a whole.  `found` is what a person has found of the rule: it gives the outcome (`by_person`), or else it
    stands beside what the data say.  `special` says of one that bears on the verdict, and fails or is open, that
    it does so by what the case states and not as in every case of such a place; `breach` why the demand of one that is
    open is broken unless an exemption is found.
    """

    rule: Rule
    record: Record | None
    outcome: Outcome
    reason: Text
    evidence: tuple[Evidence, ...]
    missing: tuple[Input, ...]
    gate: tuple[Input, ...]
    open: tuple[Open, ...]
    later: tuple[Later, ...]
    due: Stage | None
    margin: Margin | None
    found: PersonFinding | None = None
    by_person: bool = False
    special: bool = False
    breach: Text | None = None

    @property
    def rough(self) -> bool:
        """Whether it rests on a number written as 约 or 左右, and so on how far the rulebook lets one be off."""
        return any(one.rough for one in self.evidence)


class Request(NamedTuple):
    """Something the applicant is asked for, the rules that need it, and what is wrong with what was given.

    `conditional` if every one of those rules may turn out not to apply, so that it is not needed after all.
    """

    input: Input
    rules: tuple[Rule, ...]
    conditional: bool
    doubt: Doubt | None


class Referral(NamedTuple):
    """Something a person must decide, and the rules that wait for it."""

    open: Open
    rules: tuple[Rule, ...]


class Deferral(NamedTuple):
    """Something that can be known from a later stage on, and the rules that wait for it."""

    later: Later
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything a report says about one case.

    `stage` is the one that the case was judged at, None where all was taken as due; `first_look` says whether that
    comes before the stage of an application.  `vocabulary` has the fields that the case and the facts name; `facts` are
    what the office knew beside what the case says.  `outside` says that the case lies outside every place that the
    packs are for, `presumed` that it is taken to lie in the place of one, which is not known.  `unread` are values of
    fields that nothing reads.
    """

    case: Case
    as_of: date
    stage: Stage | None
    first_look: bool
    packs: tuple[Pack, ...]
    rulebook_digest: str
    verdict: Verdict
    outside: bool
    presumed: bool
    findings: tuple[Finding, ...]
    requests: tuple[Request, ...]
    referrals: tuple[Referral, ...]
    deferrals: tuple[Deferral, ...]
    interpretations: tuple[Interpretation, ...]
    notices: tuple[Text, ...]
    vocabulary: Vocabulary = field(compare=False, repr=False)
    facts: Facts = NO_FACTS
    unread: tuple[Unread, ...] = ()

    @property
    def not_used(self) -> tuple[Unread, ...]:
        """All that was written and is not used."""
        return (*self.case.not_used, *self.unread)

    @property
    def doubts(self) -> tuple[tuple[str, Doubt], ...]:
        """The values that could not be used, each with the name of the record it belongs to, if any."""
        of_records = [(record.name, doubt) for record in self.case.records for doubt in record.doubts]
        return (*(("", doubt) for doubt in self.case.doubts), *of_records)

    @property
    def final(self) -> bool:
        """Whether no deciding rule is left for a later stage."""
        return not self.deferred

    @property
    def deferred(self) -> tuple[Finding, ...]:
        """The findings on deciding rules that come later; they do not bear on the verdict."""
        return tuple(f for f in self.findings if f.outcome is Outcome.DEFERRED and f.rule.force.decides)

    @property
    def entitlements(self) -> tuple[Finding, ...]:
        """What the case is granted: nothing before it passes, at a first look, or while a prohibition is open."""
        return self._granted if self._is_granted else ()

    @property
    def prospective(self) -> tuple[Finding, ...]:
        """What the case would be granted once it passes; nothing where it is proposed for refusal, or lies outside."""
        return () if self._is_granted or self.verdict is Verdict.FAIL or self.outside else self._granted

    @property
    def _granted(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.outcome is Outcome.PASS and f.rule.grants is not None)

    @property
    def _is_granted(self) -> bool:
        return is_granted(self.verdict, ((f.rule, f.outcome) for f in self.findings), first_look=self.first_look)


def is_granted(verdict: Verdict, outcomes: Iterable[tuple[Rule, Outcome]], *, first_look: bool) -> bool:
    """Whether grants that are met count already.

    They do under a verdict that passes, once an application is reviewed and no prohibition is open or left for later.
    """
    unsettled = (Outcome.UNDETERMINED, Outcome.MANUAL, Outcome.DEFERRED)
    open_ban = any(rule.force is Force.PROHIBITION and outcome in unsettled for rule, outcome in outcomes)
    return verdict.passes and not first_look and not open_ban
