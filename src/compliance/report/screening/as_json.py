"""A screening as one JSON document, version 1.  docs/screening.schema.json describes it."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

import polars as pl

from compliance.report.screening.lacks import lack_sentences
from compliance.report.screening.page import notices_of
from compliance.report.settings import settings_data
from compliance.review.decision import Verdict
from compliance.screening.summary import OUTSIDE, Screening
from compliance.text import Lang
from compliance.version import __version__

SCHEMA = "compliance/screening/1"


def write_json(screening: Screening, frames: Iterable[pl.DataFrame], stream: TextIO, lang: Lang) -> None:
    """Write what a screening comes to, and then, as they are read, its leads with a line for each."""
    head = json.dumps(as_data(screening, lang), ensure_ascii=False, indent=2)
    stream.write(head.removesuffix("\n}") + ',\n  "leads": [')
    before = "\n    "
    for frame in frames:
        for row in frame.iter_rows(named=True):
            stream.write(before + json.dumps(row, ensure_ascii=False))
            before = ",\n    "
    stream.write("\n  ]\n}\n")


def as_data(screening: Screening, lang: Lang) -> dict[str, Any]:
    """What a screening comes to as JSON takes it, without its leads: texts in one language, ids in none."""
    edition, summary = screening.edition, screening.summary
    vocabulary = edition.rulebook.vocabulary
    return {
        "schema": SCHEMA,
        "lang": lang,
        "program_version": __version__,
        "ledger": screening.ledger,
        "as_of": screening.as_of.isoformat(),
        "rulebook": [{"pack": one.id, "version": one.version, "sha256": one.sha256} for one in edition.packs],
        "rulebook_digest": edition.rulebook.digest,
        "facts_digest": screening.facts.digest,
        "settings": settings_data(screening.facts, vocabulary, lang),
        "notices": [notice.to(lang) for notice in notices_of(screening)],
        "notes": [note.line(lang, folder=False) for note in screening.notes],
        "ranking": None if screening.ranking is None else screening.ranking.id,
        "total": summary.total,
        "verdicts": {verdict.value: summary.verdicts[verdict] for verdict in Verdict},
        "outside": summary.places[OUTSIDE],
        "failed": dict(summary.failed),
        "missing": dict(summary.missing),
        "lacking": {
            **summary.lacks(vocabulary).as_data(),
            "sentences": [sentence.to(lang) for sentence in lack_sentences(screening)],
        },
    }
