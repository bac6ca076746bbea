"""What a stage changes and what it does not, of the reference, with which all engines agree (`test_agreement`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Case, Record
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import rule_gap
from compliance.engines.reference import Reference
from compliance.language import tree as t
from compliance.rulebook.model import Rule
from compliance.vocabulary.stages import Stage, StageAsked
from tests.engines.every_engine import DAY
from tests.engines.oracle.meaning import Seen, some, truth
from tests.engines.oracle.outcomes import known
from tests.stages import DUE
from tests.strategies import base, case_from, cases, edition_of, make_rule, rules, stage, stages_asked, without

STAGES = base().vocabulary.stages.every
Ruled = tuple[str, int, Outcome]

# Before it can be settled at all, then for a person, then by data: so far may a rule come as stages pass.
OPEN = (Outcome.DEFERRED, Outcome.MANUAL, Outcome.UNDETERMINED)


def at(one: Stage) -> StageAsked:
    """That stage, whatever a case states."""
    return StageAsked(one, unless_stated=False)


def outcomes(made: Sequence[Rule], case: Case, asked: StageAsked | None) -> list[Outcome]:
    """The outcome of each ruling, in their order."""
    return [ruling.outcome for ruling in Reference(edition_of(made)).evaluate(case, DAY, asked)]


@given(rules(), cases())
def test_at_the_last_stage_nothing_is_deferred_and_all_is_as_if_everything_could_be_known(
    made: list[Rule], case: Case
) -> None:
    """Whatever a rule waits for can be had by then.

    So each unknown comparison can come out true and can come out false.  If that is so of the unknown ones of several
    conditions, it is so of their `and` while none of them is false, of their `or` while none is true, of `not`, and of
    every and some: that is, of whatever of them is unknown.  A rule that is not settled has a `when` that is true or
    unknown, exemptions that are false or unknown, and a demand that is false or unknown: it could fail, or be granted.
    """
    last = outcomes(made, case, at(STAGES[-1]))
    assert Outcome.DEFERRED not in last
    assert last == outcomes(made, case, None)


@given(rules(), cases())
def test_a_later_stage_settles_nothing_and_leaves_nothing_for_later_that_was_due_before(
    made: list[Rule], case: Case
) -> None:
    """No truth depends on the stage, so what is settled is settled alike at every one.

    What can be had at a stage can be had at later ones, so what a condition can come to only grows.
    """
    for earlier, later in pairwise(outcomes(made, case, at(one)) for one in STAGES):
        for before, after in zip(earlier, later, strict=True):
            assert (before in OPEN) is (after in OPEN)
            if before in OPEN:
                assert OPEN.index(before) <= OPEN.index(after)
            else:
                assert before is after


@given(rules(), cases(), stages_asked())
def test_an_undetermined_rule_asks_for_something_and_for_nothing_that_is_not_due(
    made: list[Rule], case: Case, asked: StageAsked | None
) -> None:
    """An average, least or greatest of no record lacks nothing that could be named: rules on them ask for what else."""
    whole = Evaluation(base(), case, DAY, asked)
    for ruling in Reference(edition_of(made)).evaluate(case, DAY, asked):
        gap = rule_gap(ruling.rule, whole.on(ruling.record))
        assert all(whole.is_due(item.field.stage) for item in gap.missing.values())
        if ruling.outcome is Outcome.UNDETERMINED and not may_be_of_nothing(ruling.rule):
            assert gap.missing
        if ruling.outcome is Outcome.MANUAL:
            assert gap.open


def may_be_of_nothing(rule: Rule) -> bool:
    """Whether a rule rests on an average, least or greatest, which nothing has where there is no record."""
    nodes = [node for condition in rule.conditions() for node in t.walk(condition)]
    return any(isinstance(node, t.Aggregate) and node.function not in ("count", "sum") for node in nodes)


# What the outcome of a rule can become where a case gives more.
WITH_MORE: Mapping[Outcome, set[Outcome]] = {
    Outcome.NOT_APPLICABLE: {Outcome.NOT_APPLICABLE},
    Outcome.PASS: {Outcome.PASS, Outcome.NOT_APPLICABLE},
    Outcome.OVERRIDDEN: {Outcome.OVERRIDDEN, Outcome.PASS, Outcome.NOT_APPLICABLE},
    Outcome.FAIL: {Outcome.FAIL},
} | {outcome: set(Outcome) for outcome in OPEN}


@given(rules(), cases(), stages_asked(), st.data())
def test_more_data_never_open_what_is_settled_nor_undo_a_breach(
    made: list[Rule], case: Case, asked: StageAsked | None, data: st.DataObject
) -> None:
    """Not even where they show a later stage.  `known(…)` is the exception: it asks about the data themselves."""
    poorer = data.draw(st.sampled_from(poorer_by_one(case)))
    listed = ("buildings" in case.data) is ("buildings" in poorer.data)
    kept = [rule for rule in made if not uses_known(rule) and (listed or rule.subject == "project")]
    for less, more in zip(outcomes(kept, poorer, asked), outcomes(kept, case, asked), strict=True):
        assert more in WITH_MORE[less]


def poorer_by_one(case: Case) -> list[Case]:
    """The case without each of the things that it, or a building of it, gives; itself first."""
    held = case.data["buildings"].value if "buildings" in case.data else ()
    records = held if isinstance(held, tuple) else ()
    fewer = [
        _with_records(case, [*records[:place], replace(record, data=_without(record, id_)), *records[place + 1 :]])
        for place, record in enumerate(records)
        for id_ in record.data
    ]
    return [case, *(without(case, id_) for id_ in case.data), *fewer]


def _without(record: Record, id_: str) -> MappingProxyType:
    return MappingProxyType({key: datum for key, datum in record.data.items() if key != id_})


def _with_records(case: Case, records: Iterable[Record]) -> Case:
    datum = case.data["buildings"]._replace(value=tuple(records))
    return replace(case, data=MappingProxyType({**case.data, "buildings": datum}))


def uses_known(rule: Rule) -> bool:
    """Whether a rule asks if something is known, which more data can turn."""
    return any(isinstance(node, t.Known) for condition in rule.conditions() for node in t.walk(condition))


# What a rule could come to, found by trying everything.

# Conditions on one field each, by that field, with what makes them true and false; none of them shows a stage.
SIMPLE = {
    "in_zone": ("in_zone", "是", "否"),
    "investment": ("investment >= 1 亿元", "1亿元", "1"),
    "land_area": ("land_area >= 500 亩", "500", "499"),
    "source": ("source = new", "new", "stock"),
    "polluting": ("polluting", "是", "否"),
    "exempted": ("exempted", "是", "否"),
    "agreed": ("agreed <= as_of", "2015-06-01", "2015-06-02"),
    "accepted": ("accepted", "是", "否"),
    "cod": ("cod <= 100 吨/年", "100", "101"),
}
PERSONS = ("polluting", "accepted")


@st.composite
def joined(draw: st.DrawFn, fields: Sequence[str]) -> str:
    """A condition of each of those fields, once for each time that it is named."""
    if len(fields) == 1:
        text = SIMPLE[fields[0]][0]
    else:
        cut = draw(st.integers(1, len(fields) - 1))
        word = draw(st.sampled_from(["and", "or"]))
        text = f"({draw(joined(fields[:cut]))} {word} {draw(joined(fields[cut:]))})"
    return draw(st.sampled_from([text, f"(not {text})"]))


@st.composite
def simple_rules(draw: st.DrawFn, *, each_once: bool) -> Rule:
    """A demand or a grant on up to six simple conditions; with `each_once` no field is named twice."""
    several = st.permutations(sorted(SIMPLE)) if each_once else st.lists(st.sampled_from(sorted(SIMPLE)), min_size=6)
    fields = draw(several)
    first, second, last = sorted(draw(st.lists(st.integers(1, 6), min_size=3, max_size=3)))
    when, require, unless = fields[:first], fields[first:second], fields[second:last]
    return make_rule(
        1,
        when=draw(joined(when)),
        require=draw(joined(require)) if require else None,
        unless=[draw(joined(unless))] if unless else [],
        since=draw(st.sampled_from([None, None, *STAGES])),
    )


simple_cases = st.fixed_dictionaries(
    {field: st.sampled_from([None, true, false]) for field, (_, true, false) in SIMPLE.items()}
    | dict.fromkeys(PERSONS, st.none())  # so that something is left to them often
).map(lambda written: {field: word for field, word in written.items() if word is not None})


def could_be(rule: Rule, written: Mapping[str, str], had: Iterable[str]) -> set[Outcome | None]:
    """What the rule comes to, or None where it stays open, for all that those fields could be where they lack."""
    lacking = [field for field in had if field not in written]
    found = set()
    for filled in product(*(SIMPLE[field][1:] for field in lacking)):
        seen = Seen(base(), case_from({**written, **dict(zip(lacking, filled, strict=True))}), DAY)
        exempt = some(truth(one.condition, seen) for one in rule.exemptions)
        met = None if rule.require is None else truth(rule.require, seen)
        found.add(known(rule, truth(rule.when, seen), exempt, met))
    return found


def tried(rule: Rule, written: Mapping[str, str], one: Stage) -> tuple[bool, bool]:
    """Whether, by that stage, anything could make the rule fail or granted; and whether data could settle it."""
    due = [field for field in SIMPLE if stage(DUE[field]).place <= one.place]
    named = {node.field.id for c in rule.conditions() for node in t.walk(c) if isinstance(node, t.FieldRef)}
    matters = Outcome.PASS if rule.require is None else Outcome.FAIL
    is_due = rule.stage is None or rule.stage.place <= one.place
    by_anyone = could_be(rule, written, [field for field in due if field in named])
    by_data = could_be(rule, written, [field for field in due if field in named and field not in PERSONS])
    return is_due and matters in by_anyone, by_data != {None}


@given(simple_rules(each_once=True), simple_cases, st.sampled_from(STAGES))
def test_where_no_field_is_named_twice_open_outcomes_are_those_that_trying_everything_gives(
    rule: Rule, written: dict[str, str], one: Stage
) -> None:
    (outcome,) = outcomes([rule], case_from(dict(written)), at(one))
    could_matter, data_settle = tried(rule, written, one)
    if outcome in OPEN:
        wanted = Outcome.UNDETERMINED if data_settle else Outcome.MANUAL
        assert outcome is (wanted if could_matter else Outcome.DEFERRED)


@given(simple_rules(each_once=False), simple_cases, st.sampled_from(STAGES))
def test_where_fields_are_named_twice_nothing_is_left_for_later_or_for_a_person_that_data_could_turn(
    rule: Rule, written: dict[str, str], one: Stage
) -> None:
    """The reverse may be: what `land_area >= 500 亩 and land_area < 500 亩` waits for is asked, though it is false."""
    (outcome,) = outcomes([rule], case_from(dict(written)), at(one))
    could_matter, data_settle = tried(rule, written, one)
    assert not (outcome is Outcome.DEFERRED and could_matter)
    assert not (outcome is Outcome.MANUAL and data_settle)
