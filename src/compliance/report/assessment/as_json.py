"""An assessment as JSON, version 1; numbers that decide are exact decimals."""

import json
from typing import Any

from compliance.assessment.attainment import OPEN, Assessment, Attainment, Measure, Member
from compliance.assessment.bodies import Tally, kinds_of, summed
from compliance.intake.progress_ledger import LedgerReading
from compliance.quantity.quantity import plain
from compliance.report.assessment.ledger_reading import reading_data
from compliance.report.assessment.page import status_words
from compliance.report.review.as_json import quantity_data
from compliance.rulebook.model import Rule
from compliance.text import Lang

SCHEMA = "compliance/assessment/1"
EXPLAINED = 1000  # so many of the records that do not count are listed with the reason; all are numbered


def to_json(found: Assessment, reading: LedgerReading, lang: Lang) -> str:
    """The assessment, indented and ending in a newline."""
    data = {
        "schema": SCHEMA,
        "lang": lang,
        "as_of": found.as_of.isoformat(),
        "rulebook": [{"pack": p.id, "version": p.version, "sha256": p.sha256} for p in found.packs],
        "rulebook_digest": found.rulebook_digest,
        "summary": _summary(found, lang),
        "attainments": [_attainment(a, lang) for a in found.attainments],
        "unlisted": [_attainment(a, lang) for a in found.unlisted],
        "unheld": [_demand(rule, lang) for rule in found.unheld],
        "league": [
            {
                "zone": s.zone.name,
                "met": s.met,
                "short": s.short,
                "undecided": s.undecided,
                "open": [a.rule.id for a in s.attainments if a.status in OPEN],
            }
            for s in found.league
        ],
        "interpretations": [
            {"id": i.id, "label": i.label.to(lang), "why": i.why.to(lang), "set_by": i.set_by.to(lang)}
            for i in found.interpretations
        ],
        **reading_data(reading, lang),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _summary(found: Assessment, lang: Lang) -> dict[str, Any]:
    """How many demands stand how, in all and for each body; those on whom the ledger lists nobody are open."""
    kinds = kinds_of(found)
    return {
        "counts": _counts(summed(kind.tally for kind in kinds)),
        "bodies": [
            {
                "kind": kind.id,
                "id": body.id,
                "name": body.name.to(lang),
                "listed": body.listed,
                "counts": _counts(body.tally),
            }
            for kind in kinds
            for body in kind.bodies
        ],
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {**tally._asdict(), "total": tally.total}


def _demand(rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "tone": [tone.value for tone in rule.tone],
        "citation": {"document": rule.cite.document, "clause": rule.cite.clause, "quote": rule.cite.quote},
    }


def _attainment(a: Attainment, lang: Lang) -> dict[str, Any]:
    return {
        **_demand(a.rule, lang),
        "subject": {"kind": a.case.subject, "id": a.case.id, "name": a.about.to(lang)},
        "status": a.status.value,
        "words": status_words(a).to(lang),
        "reason": a.reason.to(lang),
        "measures": [_measure(m, lang) for m in a.measures],
        "missing": [label.to(lang) for label in a.missing],
        "records": None
        if a.members is None
        else {
            "counted": [record.name for record in a.members.counted],
            "open": [_member(m, lang) for m in a.members.open],
            "marginal": [_member(m, lang) for m in a.members.marginal],
            "excluded": [_member(m, lang) for m in a.members.excluded[:EXPLAINED]],
            "excluded_count": len(a.members.excluded),
        },
    }


def _measure(measure: Measure, lang: Lang) -> dict[str, Any]:
    share = measure.attainment
    return {
        "label": measure.label.to(lang),
        "met": measure.met,
        "comparator": measure.comparator,
        "value": quantity_data(measure.value, lang),
        "target": quantity_data(measure.target, lang),
        "least": quantity_data(measure.least, lang),
        "most": quantity_data(measure.most, lang),
        "gap": quantity_data(measure.gap, lang),
        "attainment_percent": None if share is None else plain(share * 100),
    }


def _member(member: Member, lang: Lang) -> dict[str, str]:
    at = next((str(datum.at.base) for datum in member.record.data.values()), "")
    return {"name": member.record.name, "why": member.why.to(lang), "source": at}
