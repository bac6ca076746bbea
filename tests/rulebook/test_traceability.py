"""Every word of the plan is read by a rule, is a heading, or is said to be not checkable; anything else is reported."""

from dataclasses import replace

from compliance.errors import Place
from compliance.report.rulebook.traceability import summary
from compliance.rulebook.model import Passage, Rulebook
from compliance.rulebook.traceability import Trace, trace
from tests.rulebooks import shipped

PLAN = "pingdingshan-2015"
CLAUSES = 99
NOT_CHECKABLE = 35


def traced(book: Rulebook) -> Trace:
    """The plan, accounted for by that rulebook."""
    return trace(book, book.pack(PLAN))


def without(*ids: str) -> Rulebook:
    """The rulebook without some rules."""
    return replace(shipped(), rules=tuple(rule for rule in shipped().rules if rule.id not in ids))


def test_nothing_of_the_plan_is_left_out(rulebook: Rulebook) -> None:
    found = traced(rulebook)
    assert found.complete
    assert found.covered == found.words > 5000
    assert "".join(span.text for span in found.spans) == rulebook.pack(PLAN).text
    assert "(100%)" in summary(found).zh


def test_as_many_passages_are_not_checkable_as_the_plan_has(rulebook: Rulebook) -> None:
    assert sum(passage.reason is not None for passage in rulebook.pack(PLAN).passages) == NOT_CHECKABLE


def test_the_rules_quote_every_checkable_clause(rulebook: Rulebook) -> None:
    # Clauses that several rules share count once; 二(二)1 (three clusters) and 三(三)末 are a definition and the pack.
    quotes = {(rule.cite.clause, rule.cite.quote) for rule in rulebook.rules if rule.pack == PLAN}
    assert len(quotes) >= CLAUSES - 2


def test_a_rule_that_is_missing_leaves_its_passage_uncovered() -> None:
    found = traced(without("PDS15-2.4.4-villages"))
    assert not found.complete
    assert [span.text for span in found.spans if span.uncovered] == ["力争全年搬迁村庄18个,"]
    # the comma needs no account
    assert found.words - found.covered == len("力争全年搬迁村庄18个")
    assert "(99.7%)" in summary(found).zh


def test_a_passage_that_a_rule_reads_cannot_be_called_not_checkable_too(rulebook: Rulebook) -> None:
    pack = rulebook.pack(PLAN)
    twice = Passage("力争全年搬迁村庄18个", None, None, Place("plan.yaml", 7))
    found = trace(rulebook, replace(pack, passages=(*pack.passages, twice)))
    assert not found.complete
    assert [str(problem.place) for problem in found.problems] == ["plan.yaml:7"]


def test_quotes_that_cross_are_reported(rulebook: Rulebook) -> None:
    rule = next(rule for rule in rulebook.rules if rule.id == "PDS15-2.4.4-villages")
    crossing = replace(rule, id="PDS15-x", cite=replace(rule.cite, quote="村庄18个,转移安置"))
    found = traced(replace(rulebook, rules=(*rulebook.rules, crossing)))
    assert any("PDS15-x" in problem.message.zh for problem in found.problems)
