"""The report as JSON, version 2.  docs/report.schema.json describes it; every number is exact."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from compliance.case import Case, Datum, Doubt, How
from compliance.engines.missing import Input
from compliance.errors import Place
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity, exact, plain
from compliance.report.review.persons import Found, all_found, person_data, standing
from compliance.report.review.place_data import place_data
from compliance.report.review.sentence import sentence
from compliance.report.settings import settings_data
from compliance.report.unread import doubt_data, unread_data
from compliance.review.decision import Decision, Finding
from compliance.review.evidence import Bounds, Evidence, Margin, bounds_of
from compliance.rulebook.model import Citation, Rule
from compliance.text import Lang, Text
from compliance.version import __version__
from compliance.vocabulary.stages import Stage

SCHEMA = "compliance/report/2"


def to_json(decisions: Sequence[Decision], lang: Lang) -> str:
    """The report, or a list of reports where there are several, indented and ending in a newline."""
    return written([as_data(decision, lang) for decision in decisions])


def written(reports: Sequence[Mapping[str, Any]]) -> str:
    """One report as it is, several as a list, indented and ending in a newline."""
    return json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False, indent=2) + "\n"


def as_data(decision: Decision, lang: Lang) -> dict[str, Any]:
    """The report as JSON takes it: texts in one language, ids and numbers in none.

    The same case, rules and day give the same report, in whatever folder the files lie.
    """
    case, doubts = decision.case, dict(_doubts(decision.case))
    return {
        "schema": SCHEMA,
        "lang": lang,
        "program_version": __version__,
        "subject": {"kind": case.subject, "id": case.id, "name": case.name, "at": place_data(case.at)},
        "stage": _id(decision.stage),
        "first_look": decision.first_look,
        "verdict": decision.verdict.value,
        "outside": decision.outside,
        "sentence": sentence(decision).to(lang),
        "final": decision.final,
        "as_of": decision.as_of.isoformat(),
        "rulebook": [{"pack": p.id, "version": p.version, "sha256": p.sha256} for p in decision.packs],
        "rulebook_digest": decision.rulebook_digest,
        "facts_digest": decision.facts.digest,
        "settings": settings_data(decision.facts, decision.vocabulary, lang),
        "notices": [notice.to(lang) for notice in decision.notices],
        "conflicts": [{"field": path, "label": d.label.to(lang), **doubt_data(d, lang)} for path, d in _doubts(case)],
        "unread": [unread_data(one, lang) for one in decision.not_used],
        "findings": [_finding(f, lang) for f in decision.findings],
        "found_fields": [_found_field(one, lang) for one in all_found(decision) if one.field is not None],
        "entitlements": [_grant(f, lang) for f in decision.entitlements],
        "prospective": [_grant(f, lang) for f in decision.prospective],
        "requests": [
            {
                **_awaited(r.input.path, r.input, r.input.label, r.rules, r.input.field.stage, doubts, lang),
                "conditional": r.conditional,
            }
            for r in decision.requests
        ],
        "referrals": [
            {
                **_awaited(r.open.id, r.open.input, r.open.what, r.rules, _known_from(r.open.input), doubts, lang),
                "claimed": _claimed(case.claimed.get(r.open.id)),
            }
            for r in decision.referrals
        ],
        "deferred": [
            _awaited(d.later.id, d.later.input, d.later.what, d.rules, d.later.stage, doubts, lang)
            for d in decision.deferrals
        ],
        "interpretations": [
            {"id": i.id, "label": i.label.to(lang), "why": i.why.to(lang), "set_by": i.set_by.to(lang)}
            for i in decision.interpretations
        ],
    }


def _doubts(case: Case) -> Iterator[tuple[str, Doubt]]:
    """The doubts about the values of a case and of its records, each with the path of its field."""
    yield from ((doubt.field, doubt) for doubt in case.doubts)
    for id_, datum in case.data.items():
        for record in datum.value if isinstance(datum.value, tuple) else ():
            yield from ((f"{id_}[{record.index}].{doubt.field}", doubt) for doubt in record.doubts)


def _awaited(
    id_: str,
    item: Input | None,
    what: Text,
    rules: Iterable[Rule],
    stage: Stage | None,
    doubts: Mapping[str, Doubt],
    lang: Lang,
) -> dict[str, Any]:
    """Something that rules wait for: a field, or a figure of a table that the rulebook lacks."""
    doubt = doubts.get(id_) if item is not None else None
    return {
        "field": None if item is None else id_,
        "table": id_ if item is None else None,
        "label": what.to(lang),
        "rules": [rule.id for rule in rules],
        "stage": _id(stage),
        "doubt": None if doubt is None else doubt_data(doubt, lang),
    }


def _claimed(claimed: Datum | None) -> dict[str, Any] | None:
    """What the material says itself of a matter that a person must decide."""
    return None if claimed is None else {"written": claimed.written, "at": place_data(claimed.at)}


def _known_from(item: Input | None) -> Stage | None:
    return None if item is None else item.field.stage


def _id(stage: Stage | None) -> str | None:
    return None if stage is None else stage.id


def _finding(f: Finding, lang: Lang) -> dict[str, Any]:
    rule = f.rule
    return {
        "rule": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "record": f.record.name if f.record else None,
        "outcome": f.outcome.value,
        "due": _id(f.due),
        "citation": citation_data(rule.cite),
        "reason": f.reason.to(lang),
        "evidence": [_evidence(e, lang) for e in f.evidence],
        "missing": [item.path for item in f.missing],
        "manual": [item.id for item in f.open],
        "later": [item.id for item in f.later],
        "margin": _margin(f.margin, lang),
        "person": _person(f, lang),
        "advice": rule.advice.to(lang) if rule.advice else None,
        "place": str(rule_place(rule)),
    }


def _person(f: Finding, lang: Lang) -> dict[str, Any] | None:
    """What a person has found of the rule, whether or not that gives the outcome."""
    if f.found is None:
        return None
    said = person_data(f.found, lang, used=f.by_person, note=standing(f, f.found))
    return {"outcome": f.found.outcome, **said}


def _found_field(found: Found, lang: Lang) -> dict[str, Any]:
    """What a person has found of a field."""
    said = person_data(found.one, lang, used=found.used, note=found.standing)
    return {"field": found.one.about, "label": found.what.to(lang), **said}


def _grant(f: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "rule": f.rule.id,
        "title": f.rule.title.to(lang),
        "grants": None if f.rule.grants is None else f.rule.grants.to(lang),
        "record": f.record.name if f.record else None,
    }


def _evidence(e: Evidence, lang: Lang) -> dict[str, Any]:
    return {
        "field": e.input.path,
        "label": e.input.label.to(lang),
        "value": e.value if isinstance(e.value, str) else _bounds(e.value, e.written),
        "unit": e.unit.to(lang),
        "written": e.written,
        "how": How.GIVEN if e.how is How.ATTESTED else e.how,
        "why": None if e.why is None else e.why.to(lang),
        "at": place_data(e.at),
    }


def _bounds(bounds: Bounds, written: str | None = None) -> dict[str, Any]:
    """What an imprecise value can be, with the words that leave it so where it was written."""
    return bounds._asdict() if written is None else {**bounds._asdict(), "written": written}


def _number(number: Fraction | Interval) -> str | dict[str, Any]:
    return exact(number) if isinstance(number, Fraction) else _bounds(bounds_of(number))


def _margin_value(value: Fraction | Interval) -> str | dict[str, str | None]:
    if isinstance(value, Fraction):
        return exact(value)
    ends = bounds_of(value)
    return {"least": ends.low, "greatest": ends.high}


def _margin(margin: Margin | None, lang: Lang) -> dict[str, Any] | None:
    if margin is None:
        return None
    return {
        "value": _margin_value(margin.value),
        "actual": _number(margin.actual),
        "limit": _number(margin.limit),
        "unit": margin.unit.symbol if lang == "zh" else margin.unit.en,
    }


def citation_data(cite: Citation) -> dict[str, str]:
    """A citation, with its source and how well that is attested where the full text is not at hand."""
    found = {"document": cite.document, "clause": cite.clause, "quote": cite.quote}
    return found | ({"source": cite.source, "confidence": cite.confidence} if cite.source else {})


def rule_place(rule: Rule) -> Place:
    """Where a rule stands: below the rulebook's folder, which is called rules whatever its name."""
    folder, file = PurePath(rule.at.file).parts[-2:]
    return rule.at._replace(file=f"rules/{folder}/{file}")


def quantity_data(quantity: Quantity | None, lang: Lang) -> dict[str, str] | None:
    """A quantity as an exact decimal with its unit, one that has none rounded to 6 decimals; None for none."""
    if quantity is None:
        return None
    return {"value": plain(quantity.amount), "unit": quantity.unit.symbol if lang == "zh" else quantity.unit.en}
