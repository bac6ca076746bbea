"""The rulebook as Markdown pages: one for each rule, and an index."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from compliance.report import phrases as p
from compliance.report.render.markdown import to_markdown
from compliance.report.rulebook.rule import compose_rule, force_and_stage
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Rule, Rulebook
from compliance.rulebook.reading import READ_BY_NOTHING, read_by_nothing, rules_reading
from compliance.text import Lang

FIELDS, OPEN_QUESTIONS = "fields.md", "open-questions.md"


def rulebook_pages(rulebook: Rulebook, cases: Sequence[RuleCase], lang: Lang) -> dict[str, str]:
    """Each page's file name with its content."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in cases:
        by_rule.setdefault(case.rule, []).append(case)
    pages = {
        f"{rule.id}.md": to_markdown(compose_rule(rule, rulebook, by_rule.get(rule.id, ()), lang), lang, links=True)
        for rule in rulebook.rules
    }
    others = {FIELDS: _fields(rulebook, lang), OPEN_QUESTIONS: _open_questions(rulebook, lang)}
    return {"README.md": _index(rulebook, lang), **others, **pages}


def _fields(rulebook: Rulebook, lang: Lang) -> str:
    """The fields of what is reviewed and of its parts, each with the rules that read it."""
    vocabulary, reading, idle = rulebook.vocabulary, rules_reading(rulebook), read_by_nothing(rulebook)
    lines = [f"# {p.FIELDS.to(lang)}", ""]
    for subject in vocabulary.judged_with(vocabulary.reviewed):
        heads = " | ".join(head.to(lang) for head in p.FIELD_COLUMNS)
        lines += [f"## {vocabulary.subjects[subject].label.to(lang)}", "", f"| {heads} |", "|---|---|---|---|---|"]
        for field in vocabulary.fields(subject):
            unit = "" if field.unit is None else field.unit.symbol
            stage = "" if field.stage is None else field.stage.label.to(lang)
            rules = ", ".join(f"[{rule.id}]({rule.id}.md)" for rule in reading.get(field, ()))
            read = READ_BY_NOTHING.to(lang) if field in idle else rules
            lines.append(f"| {field.label.to(lang)} | `{field.id}` | {unit} | {stage} | {read} |")
        lines.append("")
    return "\n".join(lines)


def _open_questions(rulebook: Rulebook, lang: Lang) -> str:
    lines = [f"# {p.OPEN_QUESTIONS.to(lang)}", "", p.WHY_OPEN.to(lang), ""]
    for pack in rulebook.packs:
        if pack.open_questions:
            lines += [f"## {pack.document} {pack.title.to(lang)}", ""]
        for one in pack.open_questions:
            lines += [f"- {one.question.to(lang)}", f"  - {p.TO_BE_HAD.to(lang)}{one.ask.to(lang)}", ""]
    return "\n".join(lines)


def _index(rulebook: Rulebook, lang: Lang) -> str:
    others = ((p.FIELDS, FIELDS), (p.OPEN_QUESTIONS, OPEN_QUESTIONS))
    lines = [f"# {p.RULEBOOK.to(lang)}", "", " · ".join(f"[{text.to(lang)}]({page})" for text, page in others), ""]
    for pack in rulebook.packs:
        lines += [f"## {pack.document} {pack.title.to(lang)}", ""]
        rules = [rule for rule in rulebook.rules if rule.pack == pack.id]
        for clause, group in groupby(rules, lambda rule: rule.cite.clause):
            lines += [f"### {clause}", "", *_rows(group, rulebook, lang), ""]
    return "\n".join(lines)


def _rows(rules: Iterable[Rule], rulebook: Rulebook, lang: Lang) -> list[str]:
    return [
        f"- [{rule.title.to(lang)}]({rule.id}.md) · {' · '.join(force_and_stage(rule, rulebook, lang))} · {rule.id}"
        for rule in rules
    ]
