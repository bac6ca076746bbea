"""Compose the page that explains a rule: law text, meaning in words, what it uses, its cases."""

from collections.abc import Iterable, Iterator

from compliance.engines.engine import Outcome
from compliance.language import tree as t
from compliance.language.unparse import unparse
from compliance.language.verbalize import describe
from compliance.quality.due import first_due
from compliance.report import phrases as p
from compliance.report.content import Item, Page, Section
from compliance.report.in_force import in_force
from compliance.report.phrasing import Phrasing
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Citation, Definition, Period, Rule, Rulebook, Table
from compliance.rulebook.uses import fields_named
from compliance.text import Lang, Text
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage


def compose_rule(rule: Rule, rulebook: Rulebook, cases: Iterable[RuleCase], lang: Lang) -> Page:
    """The page on a rule."""
    return _Composer(rule, rulebook, lang).page(cases)


def force_and_stage(rule: Rule, rulebook: Rulebook, lang: Lang) -> tuple[str, ...]:
    """How strongly a rule binds and, where it has one, the stage from which it is due."""
    due = first_due(rule, rulebook)
    return (p.FORCES[rule.force].to(lang), *(() if due is None else (_from(due).to(lang),)))


def _from(stage: Stage) -> Text:
    return Text(f"自{stage.label.zh}起", f"from the stage “{stage.label.en}” on")


class _Composer(Phrasing):
    def __init__(self, rule: Rule, rulebook: Rulebook, lang: Lang) -> None:
        super().__init__(lang)
        self._rule = rule
        self._rulebook = rulebook

    def page(self, cases: Iterable[RuleCase]) -> Page:
        rule, say = self._rule, self.say
        sections = (
            Section(say(p.LAW), "plain", (self._law(),)),
            Section(say(p.MEANING), "plain", tuple(self._meaning())),
            Section(say(p.USES), "plain", tuple(self._uses())),
            Section(say(p.READINGS), "plain", tuple(self._interpretations())),
            Section(say(p.CASES), "plain", tuple(self._case(c) for c in cases if c.rule == rule.id)),
        )
        return Page(say(rule.title), tuple(self._facts()), None, tuple(s for s in sections if s.items), "")

    def _facts(self) -> Iterator[tuple[str, str]]:
        rule, say = self._rule, self.say
        pack = self._rulebook.pack(rule.pack)
        yield say(p.ID), rule.id
        yield say(p.FORCE), f"{say(p.FORCES[rule.force])} · {say(p.CONSEQUENCES[rule.force])}"
        yield say(p.BASIS), f"{pack.document} {say(pack.title)}"
        period = Period(rule.in_force.start or pack.in_force.start, rule.in_force.end or pack.in_force.end)
        reported = pack.reported and rule.in_force.start is None
        yield say(p.IN_FORCE), in_force(period, self._lang, reported=reported)
        due = first_due(rule, self._rulebook)
        if due is not None:
            yield say(p.DUE), say(_from(due))
        if rule.matter:
            yield say(p.MATTER), rule.matter
        yield say(p.WRITTEN_AT), rule.at.file

    def _law(self) -> Item:
        return self._cited(self._rule.cite, "")

    def _cited(self, cite: Citation, note: str) -> Item:
        heading = f"{cite.document} {cite.clause}"
        if cite.quote:
            return Item(heading, note, ((self.say(p.QUOTE), f"“{cite.quote}”"),))
        source = f"{cite.source} ({self.say(p.CONFIDENCE)} {cite.confidence})"
        return Item(heading, note, ((self.say(p.SOURCE), source),))

    def _meaning(self) -> Iterator[Item]:
        rule, applies = self._rule, self._rulebook.territory(self._rule)
        if applies is not None:
            yield self._condition(p.TERRITORY, applies)
        if rule.when != t.Truth(True):
            yield self._condition(p.WHEN, rule.when)
        if rule.require is not None:
            yield self._condition(p.REQUIRE, rule.require)
        if rule.grants is not None:
            yield Item(self.say(p.GRANTED), "", (("", self.say(rule.grants)),))
        for exemption in rule.exemptions:
            item = self._condition(p.UNLESS, exemption.condition)
            yield Item(item.heading, self.say(exemption.reason), item.lines)
        needs = tuple(self._needs())
        if needs:
            yield Item(self.say(p.NEEDS), "", needs)
        for label, text in ((p.RULE_BASIS, rule.basis), (p.ADVISED, rule.advice)):
            if text is not None:
                yield Item(self.say(label), "", (("", self.say(text)),))

    def _needs(self) -> Iterator[tuple[str, str]]:
        """The fields that the rule names, by the stage from which they are known, in their order."""
        named = [ref.field for c in self._rule.conditions() for ref in fields_named(c, self._rulebook.definitions)]
        for stage in self._rulebook.vocabulary.stages.every:
            known = [self._need(field) for field in dict.fromkeys(named) if field.stage == stage]
            if known:
                yield self.say(stage.label), self.either("、", ", ").join(known)

    def _need(self, field: Field) -> str:
        label = self.say(field.label)
        return f"{label} ({self.say(p.OUTCOMES[Outcome.MANUAL])})" if field.decided_by_person else label

    def _condition(self, label: Text, condition: t.Condition) -> Item:
        words = self.say(describe(condition, self._rulebook))
        return Item(self.say(label), "", ((self.say(p.IN_WORDS), words), (self.say(p.AS_WRITTEN), unparse(condition))))

    def _uses(self) -> Iterator[Item]:
        for used in _used(self._rule.conditions(), self._rulebook):
            if isinstance(used, Table):
                note = f"{used.id} · {self.say(p.ROWS)} {len(used.rows)}"
                if used.stage is not None:
                    note += f" · {self.say(_from(used.stage))}"
                yield Item(self.say(used.label), note, self._source(used))
            else:
                item = self._condition(p.MEANING, used.meaning)  # type: ignore[arg-type]  # terms have words too
                yield Item(self.say(used.label), used.id, (*item.lines, *self._source(used)))

    def _source(self, used: Definition | Table) -> tuple[tuple[str, str], ...]:
        if used.cite is None:
            return ()
        item = self._cited(used.cite, "")
        return ((item.lines[0][0], f"{item.lines[0][1]} {item.heading}"),)

    def _interpretations(self) -> Iterator[Item]:
        for id_ in self._rule.interprets:
            i = self._rulebook.interpretations[id_]
            yield Item(
                self.say(i.label),
                id_,
                ((self.say(p.WHY), self.say(i.why)), (self.say(p.SET_BY), self.say(i.set_by))),
            )

    def _case(self, case: RuleCase) -> Item:
        outcomes = "、".join(self.say(p.OUTCOMES[Outcome(outcome)]) for outcome in case.outcomes)
        at = case.as_of.isoformat() if case.stage is None else f"{case.as_of.isoformat()} {self.say(case.stage.label)}"
        return Item(case.name, f"{at} → {outcomes}", ())


def _used(conditions: Iterable[t.AnyNode], rulebook: Rulebook) -> Iterator[Definition | Table]:
    """The definitions and tables behind conditions, each once, those of definitions included."""
    waiting, seen = list(conditions), set()
    while waiting:
        for node in t.walk(waiting.pop(0)):
            match node:
                case t.DefinitionRef(id=id_) if id_ not in seen:
                    definition = rulebook.definitions[id_]
                    waiting.append(definition.meaning)
                    seen.add(id_)
                    yield definition
                case t.Lookup(table=id_) if id_ not in seen:
                    table = rulebook.tables[id_]
                    waiting += table.inputs
                    seen.add(id_)
                    yield table
