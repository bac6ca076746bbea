"""The report as JSON, version 1, for who reads it still.  docs/report-1.schema.json describes it.

Version 1 knows neither stages nor referrals: what waits for either is undetermined, and so is a verdict under which a
deciding rule waits.  It is never written as a pass.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from compliance.engines.engine import Outcome
from compliance.engines.missing import Input, Later
from compliance.quantity.quantity import Quantity, exact, plain
from compliance.report.review.as_json import citation_data, quantity_data, rule_place, written
from compliance.review.decision import Decision, Finding, Verdict
from compliance.review.evidence import Evidence, Margin, of_difference
from compliance.rulebook.model import Force
from compliance.text import Lang
from compliance.vocabulary.fields import Kind

SCHEMA = "compliance/report/1"


def to_json(decisions: Sequence[Decision], lang: Lang) -> str:
    """The report, or a list of reports where there are several, indented and ending in a newline."""
    return written([as_data(decision, lang) for decision in decisions])


def as_data(decision: Decision, lang: Lang) -> dict[str, Any]:
    """The report as JSON takes it: texts in one language, ids and numbers in none."""
    case = decision.case
    later = [deferral.later for deferral in decision.deferrals]
    requests = [request.input for request in decision.requests]
    return {
        "schema": SCHEMA,
        "lang": lang,
        "subject": {"kind": case.subject, "id": case.id, "name": case.name, "source": str(case.at.base)},
        "verdict": _verdict(decision).value,
        "as_of": decision.as_of.isoformat(),
        "rulebook": [{"pack": p.id, "version": p.version, "sha256": p.sha256} for p in decision.packs],
        "rulebook_digest": decision.rulebook_digest,
        "notices": [notice.to(lang) for notice in decision.notices],
        "conflicts": [
            {
                "field": d.field,
                "record": record or None,
                "written": d.written,
                "source": str(d.at.base),
                "reason": d.reason.to(lang),
            }
            for record, d in decision.doubts
        ],
        "findings": [_finding(f, lang) for f in decision.findings],
        "entitlements": [
            f.rule.grants.to(lang)
            for f in decision.entitlements
            if f.rule.grants is not None and f.rule.force is Force.PRIORITY
        ],
        "requests": _paths(requests, later),
        "manual": [
            *(referral.open.what.to(lang) for referral in decision.referrals),
            *(item.what.to(lang) for item in later if _given_by_data(item) is None),
        ],
        "interpretations": [
            {"id": i.id, "label": i.label.to(lang), "why": i.why.to(lang), "set_by": i.set_by.to(lang)}
            for i in decision.interpretations
        ],
    }


def _verdict(decision: Decision) -> Verdict:
    settled = decision.verdict is Verdict.FAIL or (decision.verdict.passes and decision.final)
    return decision.verdict if settled else Verdict.UNDETERMINED


def _given_by_data(item: Later) -> Input | None:
    """The field that the case's data are to give later; None for a person's finding and for a figure."""
    return None if item.input is None or item.input.field.decided_by_person else item.input


def _paths(missing: Sequence[Input], later: Sequence[Later]) -> list[str]:
    """The paths of what is missing now and of what data are to give later, each once."""
    inputs = [*missing, *(found for item in later if (found := _given_by_data(item)) is not None)]
    return list(dict.fromkeys(item.path for item in inputs))


def _finding(f: Finding, lang: Lang) -> dict[str, Any]:
    rule = f.rule
    deferred = f.outcome is Outcome.DEFERRED
    later = f.later if deferred else ()
    return {
        "rule": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "record": f.record.name if f.record else None,
        "outcome": (Outcome.UNDETERMINED if deferred else f.outcome).value,
        "citation": citation_data(rule.cite),
        "reason": f.reason.to(lang),
        "evidence": [_evidence(e, lang) for e in f.evidence],
        "missing": _paths(f.missing, later),
        "manual": [
            *(item.what.to(lang) for item in f.open),
            *(item.what.to(lang) for item in later if _given_by_data(item) is None),
        ],
        "margin": _margin(f.margin, lang),
        "advice": rule.advice.to(lang) if rule.advice else None,
        "place": str(rule_place(rule)),
    }


def _evidence(e: Evidence, lang: Lang) -> dict[str, str]:
    value, approximation = _approximated(e)
    return {
        "field": e.input.path,
        "label": e.input.label.to(lang),
        "value": plain(Fraction(value)) if e.input.field.kind is Kind.number else value,
        "unit": e.unit.to(lang),
        "written": e.written,
        "approximation": approximation,
        "source": str(e.at.base),
    }


def _approximated(e: Evidence) -> tuple[str, str]:
    """The one value that version 1 gives of an imprecise one, its lower bound if it has one, and how that is meant."""
    if isinstance(e.value, str):
        return e.value, "exact"
    minimum = e.input.field.minimum
    if e.value.low is not None and (minimum is None or e.value.high is None or e.value.low != exact(minimum)):
        return e.value.low, "over"
    return e.value.high or e.value.low or "", "nearly"


def _margin(margin: Margin | None, lang: Lang) -> dict[str, str] | None:
    """The margin; none where it is not one number, which version 1 cannot say."""
    if margin is None or not isinstance(margin.value, Fraction):
        return None
    return quantity_data(Quantity(margin.value, of_difference(margin.unit)), lang)
