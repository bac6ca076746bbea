"""The report as JSON, version 1.  docs/report.schema.json describes it; numbers that decide are exact decimals."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from compliance.errors import Place
from compliance.quantity.quantity import Quantity, plain
from compliance.review.decision import Decision, Finding
from compliance.review.evidence import Evidence, Margin
from compliance.rulebook.model import Rule
from compliance.text import Lang

SCHEMA = "compliance/report/1"


def to_json(decisions: Sequence[Decision], lang: Lang) -> str:
    """The report, or a list of reports where there are several, indented and ending in a newline."""
    reports = [as_data(decision, lang) for decision in decisions]
    return json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False, indent=2) + "\n"


def as_data(decision: Decision, lang: Lang) -> dict[str, Any]:
    """The report as JSON takes it: texts in one language, ids and numbers in none."""
    case = decision.case
    return {
        "schema": SCHEMA,
        "lang": lang,
        "subject": {"kind": case.subject, "id": case.id, "name": case.name, "source": str(case.at.base)},
        "verdict": decision.verdict.value,
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
        "entitlements": [f.rule.grants.to(lang) for f in decision.entitlements if f.rule.grants is not None],
        "requests": [request.input.path for request in decision.requests],
        "manual": [referral.open.what.to(lang) for referral in decision.referrals],
        "interpretations": [
            {"id": i.id, "label": i.label.to(lang), "why": i.why.to(lang), "set_by": i.set_by.to(lang)}
            for i in decision.interpretations
        ],
    }


def _finding(f: Finding, lang: Lang) -> dict[str, Any]:
    rule, cite = f.rule, f.rule.cite
    citation = {"document": cite.document, "clause": cite.clause, "quote": cite.quote}
    if cite.source:
        citation |= {"source": cite.source, "confidence": cite.confidence}
    return {
        "rule": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "record": f.record.name if f.record else None,
        "outcome": f.outcome.value,
        "citation": citation,
        "reason": f.reason.to(lang),
        "evidence": [_evidence(e, lang) for e in f.evidence],
        "missing": [item.path for item in f.missing],
        "manual": [item.what.to(lang) for item in f.open],
        "margin": _margin(f.margin, lang),
        "advice": rule.advice.to(lang) if rule.advice else None,
        "place": str(rule_place(rule)),
    }


def _evidence(e: Evidence, lang: Lang) -> dict[str, str]:
    return {
        "field": e.input.path,
        "label": e.input.label.to(lang),
        "value": e.value,
        "unit": e.unit.to(lang),
        "written": e.written,
        "approximation": e.approximation.value,
        "source": str(e.at.base),
    }


def rule_place(rule: Rule) -> Place:
    """Where a rule stands: below the rulebook's folder, which is called rules whatever its name."""
    folder, file = PurePath(rule.at.file).parts[-2:]
    return rule.at._replace(file=f"rules/{folder}/{file}")


def quantity_data(quantity: Quantity | None, lang: Lang) -> dict[str, str] | None:
    """A quantity as an exact decimal with its unit; None for none."""
    if quantity is None:
        return None
    return {"value": plain(quantity.amount), "unit": quantity.unit.symbol if lang == "zh" else quantity.unit.en}


def _margin(margin: Margin | None, lang: Lang) -> dict[str, str] | None:
    return None if margin is None else quantity_data(Quantity(margin.value, margin.unit), lang)
