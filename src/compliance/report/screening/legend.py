"""The legend of outcome columns, as JSON: what their words mean, and the counts."""

import json
from collections.abc import Mapping
from typing import Any

from compliance.engines.columnar.outcomes import Status, VerdictRank, words
from compliance.report.review.place_data import place_data
from compliance.report.settings import settings_of
from compliance.review.decision import Verdict
from compliance.rulebook.notices import notices_on
from compliance.screening.summary import Screening


def legend_json(screening: Screening, columns: Mapping[str, str]) -> str:
    """The legend: packs and digests, settings, words of outcomes, the rule of each column, counts, notes; bilingual."""
    edition = screening.edition
    legend: dict[str, Any] = {
        "version": 1,
        "as_of": screening.as_of.isoformat(),
        "packs": [
            {"id": pack.id, "version": pack.version, "document": pack.document, "sha256": pack.sha256}
            for pack in edition.packs
        ],
        "rulebook_digest": edition.rulebook.digest,
        "facts_digest": screening.facts.digest,
        "settings": [
            {
                "field": one.field.id,
                "zh": one.field.label.zh,
                "en": one.field.label.en,
                "written": one.datum.written,
                "at": place_data(one.datum.at),
            }
            for one in settings_of(screening.facts, edition.rulebook.vocabulary)
        ],
        "notices": [{"zh": notice.zh, "en": notice.en} for notice in notices_on(edition.rulebook, screening.as_of)],
        "verdicts": words(VerdictRank),
        "statuses": words(Status),
        "rules": [
            {"column": columns[rule.id], "id": rule.id, "zh": rule.title.zh, "en": rule.title.en}
            for rule in edition.rules
        ],
        "total": screening.summary.total,
        "counts": {verdict.value: screening.summary.verdicts[verdict] for verdict in Verdict},
        "failed": dict(screening.summary.failed),
        "notes": [
            {"zh": note.line("zh", folder=False), "en": note.line("en", folder=False)} for note in screening.notes
        ],
    }
    return json.dumps(legend, ensure_ascii=False, indent=2) + "\n"
