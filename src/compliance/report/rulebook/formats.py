"""The formats of a rulebook for its readers.  A new format is a module here and a row in a table."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TextIO

from compliance.quality.due import first_due
from compliance.report.render.format import TextFormat
from compliance.report.rulebook.rule import force_and_stage
from compliance.rulebook.model import Rule, Rulebook
from compliance.rulebook.traceability import Trace
from compliance.text import Lang, Text


def _list_text(rulebook: Rulebook, lang: Lang, stream: TextIO) -> None:
    for pack in rulebook.packs:
        stream.write(f"{pack.document} {pack.title.to(lang)}\n")
        for rule in rulebook.rules:
            if rule.pack == pack.id:
                said = (rule.cite.clause, *force_and_stage(rule, rulebook, lang), rule.title.to(lang))
                stream.write(f"  {rule.id}\n      {' · '.join(said)}\n")


def _list_json(rulebook: Rulebook, lang: Lang, stream: TextIO) -> None:
    listed = [_as_data(rule, rulebook, lang) for rule in rulebook.rules]
    stream.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")


def _as_data(rule: Rule, rulebook: Rulebook, lang: Lang) -> dict[str, str | None]:
    due = first_due(rule, rulebook)
    return {
        "id": rule.id,
        "title": rule.title.to(lang),
        "force": rule.force.value,
        "subject": rule.subject,
        "due_from": None if due is None else due.id,
        "document": rule.cite.document,
        "clause": rule.cite.clause,
        "quote": rule.cite.quote,
        "place": str(rule.at),
    }


def write_stages(rulebook: Rulebook, lang: Lang, stream: TextIO) -> None:
    """One line on how many of the rules that decide are due from each stage; none where there is nothing to tell."""
    deciding = [rule for rule in rulebook.rules if rule.force.decides]
    due = Counter(first_due(rule, rulebook) for rule in deciding)
    counts = [(stage.label, due[stage]) for stage in rulebook.vocabulary.stages.every]
    if counts and deciding:
        zh = "、".join(f"{label.zh} {count}" for label, count in counts)
        en = ", ".join(f"{label.en} {count}" for label, count in counts)
        zh, en = f"决定结论的规则 {len(deciding)} 条,开始判断的阶段:{zh}", f"{len(deciding)} rules decide, from: {en}"
        stream.write(f"{Text(zh, en).to(lang)}\n")


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
