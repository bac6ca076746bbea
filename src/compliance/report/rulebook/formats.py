"""The formats of a rulebook for its readers.  A new format is a module here and a row in a table."""

import json
from collections.abc import Mapping, Sequence
from typing import TextIO

from compliance.report import phrases as p
from compliance.report.render.format import TextFormat
from compliance.rulebook.model import Rule, Rulebook
from compliance.rulebook.traceability import Trace
from compliance.text import Lang


def _list_text(rulebook: Rulebook, lang: Lang, stream: TextIO) -> None:
    for pack in rulebook.packs:
        stream.write(f"{pack.document} {pack.title.to(lang)}\n")
        for rule in rulebook.rules:
            if rule.pack == pack.id:
                force = p.FORCES[rule.force].to(lang)
                stream.write(f"  {rule.id}\n      {rule.cite.clause} · {force} · {rule.title.to(lang)}\n")


def _list_json(rulebook: Rulebook, lang: Lang, stream: TextIO) -> None:
    listed = [_as_data(rule, lang) for rule in rulebook.rules]
    stream.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")


def _as_data(rule: Rule, lang: Lang) -> dict[str, str]:
    return {
        "id": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "subject": rule.subject,
        "document": rule.cite.document,
        "clause": rule.cite.clause,
        "quote": rule.cite.quote,
        "place": str(rule.at),
    }


def _trace_text(traces: Sequence[Trace], lang: Lang, stream: TextIO) -> None:
    from compliance.report.rulebook.traceability import print_trace

    for trace in traces:
        print_trace(trace, stream, lang)


def _trace_html(traces: Sequence[Trace], lang: Lang, stream: TextIO) -> None:
    from compliance.report.rulebook.traceability import to_html

    for trace in traces:
        stream.write(to_html(trace, lang))


# Every rule with its clause; the plan beside its rules.
LIST: Mapping[str, TextFormat[Rulebook]] = {"text": TextFormat(_list_text), "json": TextFormat(_list_json)}
TRACE: Mapping[str, TextFormat[Sequence[Trace]]] = {"text": TextFormat(_trace_text), "html": TextFormat(_trace_html)}
