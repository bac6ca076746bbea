"""A decision on a case: verdict, findings, what is to be supplied and who must decide."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from compliance.case import Case, Doubt, Record
from compliance.engines.engine import Outcome
from compliance.engines.missing import Input, Open
from compliance.review.evidence import Evidence, Margin, rests_on_approximation
from compliance.rulebook.model import Force, Interpretation, Pack, Rule
from compliance.text import Text


class Verdict(StrEnum):
    """What the office is advised; a person decides."""

    PASS = "pass"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    FAIL = "fail"


class Finding(NamedTuple):
    """What one rule says of the case, or of one record of it, and why.

    `missing` are the fields that would settle it; `gate` are those of them that decide whether it applies at all.
    """

    rule: Rule
    record: Record | None
    outcome: Outcome
    reason: Text
    evidence: tuple[Evidence, ...]
    missing: tuple[Input, ...]
    gate: tuple[Input, ...]
    open: tuple[Open, ...]
    margin: Margin | None

    @property
    def approximate(self) -> bool:
        """Whether it rests on a number stated as 约, 近 or 余."""
        return rests_on_approximation(self.evidence)


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


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything a report says about one case."""

    case: Case
    as_of: date
    packs: tuple[Pack, ...]
    rulebook_digest: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    requests: tuple[Request, ...]
    referrals: tuple[Referral, ...]
    interpretations: tuple[Interpretation, ...]
    notices: tuple[Text, ...]

    @property
    def doubts(self) -> tuple[tuple[str, Doubt], ...]:
        """The values that could not be used, each with the name of the record it belongs to, if any."""
        held = [datum.value for datum in self.case.data.values() if isinstance(datum.value, tuple)]
        of_records = [(record.name, doubt) for records in held for record in records for doubt in record.doubts]
        return (*(("", doubt) for doubt in self.case.doubts), *of_records)

    @property
    def entitlements(self) -> tuple[Finding, ...]:
        """The priorities that the case is entitled to; none where it is proposed for refusal."""
        if self.verdict is Verdict.FAIL:
            return ()
        granted = (f for f in self.findings if f.outcome is Outcome.PASS and f.rule.force is Force.PRIORITY)
        return tuple(granted)
