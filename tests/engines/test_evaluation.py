"""What a rule says of a case, sentence by sentence."""

from datetime import date

import pytest

from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.kleene import all_of, any_of, negation
from compliance.engines.reference import Reference
from tests.strategies import base, case_from, checked, edition_of, make_rule

DAY = date(2015, 6, 1)
T, F, U = True, False, None


def truth(text: str, **given: object) -> bool | None:
    """The truth of a condition on a case with those fields."""
    return Evaluation(base(), case_from(given), DAY).truth(checked(text))


def outcome(given: dict[str, object], **rule: object) -> Outcome:
    """The outcome of one rule on a case."""
    (ruling,) = Reference(edition_of([make_rule(1, **rule)])).evaluate(case_from(given), DAY)  # type: ignore[arg-type]
    return ruling.outcome


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, U, U, U),
    ],
)
def test_kleenes_tables(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    assert (all_of((left, right)), all_of((right, left))) == (both, both)
    assert (any_of((left, right)), any_of((right, left))) == (either, either)
    assert negation(left) is (None if left is None else not left)


def test_missing_is_neither_zero_nor_false() -> None:
    assert truth("land_area < 500 亩") is None
    assert truth("in_zone = false") is None
    assert truth("not in_zone") is None
    assert truth("unit_named != ''") is None
    assert truth("known(cod)") is False


@pytest.mark.parametrize(
    ("amount", "found"),
    [("499.999", (False, False, True)), ("500", (True, False, True)), ("500.001", (True, True, False))],
)
def test_at_least_and_at_most_include_the_number(amount: str, found: tuple[bool, bool, bool]) -> None:
    texts = ("land_area >= 500 亩", "land_area > 500 亩", "land_area <= 500 亩")
    assert tuple(truth(text, land_area=amount) for text in texts) == found


def test_comparison_is_exact_where_binary_fractions_are_not() -> None:
    assert truth("cod + 0.2 吨/年 = 0.3 吨/年", cod="0.1") is True
    assert truth("investment / land_area >= 20 万元/亩", investment="10000", land_area="500") is True
    assert truth("investment / land_area >= 20 万元/亩", investment="9999.9999999999999999", land_area="500") is False


def test_a_zero_divisor_is_unknown() -> None:
    assert truth("investment / land_area >= 20 万元/亩", investment="10000", land_area="0") is None


def test_ranges_include_what_their_brackets_say() -> None:
    assert truth("land_area between 100 亩 and 500 亩", land_area="500") is True
    assert truth("land_area in (100 亩..500 亩]", land_area="100") is False
    assert truth("land_area in [100 亩..500 亩)", land_area="500") is False


def test_a_code_covers_those_that_begin_with_it_and_a_coarser_one_is_unknown() -> None:
    assert truth("code in heavy", code="3110") is True
    assert truth("code in heavy", code="3012") is False
    assert truth("code in heavy", code="30") is None
    assert truth("code = '31'", code="3110") is True


def test_every_and_some_over_buildings() -> None:
    tall = {"storeys": "3"}
    every, some = "every building satisfies storeys >= 3 层", "some building satisfies storeys >= 3 层"
    assert truth(every, buildings=[tall, tall]) is True
    assert truth(every, buildings=[tall, {}]) is None
    assert truth(every, buildings=[{"storeys": "2"}, {}]) is False
    assert truth(some, buildings=[{"storeys": "2"}, {}]) is None
    assert truth(some, buildings=[tall, {}]) is True
    assert truth(every) is None


def test_aggregates_are_unknown_when_anything_in_them_is() -> None:
    areas = [{"storeys": "3", "floor_area": "4000"}, {"storeys": "2", "floor_area": "2000"}]
    assert truth("sum(floor_area over building) = 6000 平方米", buildings=areas) is True
    assert truth("sum(floor_area over building where storeys >= 3 层) = 4000 平方米", buildings=areas) is True
    assert truth("average(floor_area over building) = 3000 平方米", buildings=areas) is True
    assert truth("count(building where storeys >= 3 层) = 1", buildings=areas) is True
    assert truth("sum(floor_area over building) = 6000 平方米", buildings=[*areas, {}]) is None
    assert truth("average(floor_area over building) > 0 平方米", buildings=[]) is None


def test_a_year_later_is_the_same_day_next_year() -> None:
    assert truth("agreed + 1 年 <= as_of", agreed="2014-06-01") is True
    assert truth("agreed + 1 年 <= as_of", agreed="2014-06-02") is False
    assert truth("date('2016-02-29') + 1 年 = date('2017-02-28')") is True
    assert truth("date('2015-01-31') + 1 月 = date('2015-02-28')") is True


def test_tables_give_the_row_that_applies_and_never_a_default() -> None:
    assert truth("least(code) = 20 万元/亩", code="3140") is True
    assert truth("least(code) = 20 万元/亩", code="4310") is None
    assert truth("step(land_area, source) = 1", land_area="50") is True
    assert truth("step(land_area, source) = 2", land_area="200") is None
    assert truth("most(land_area) = 2", land_area="200") is True


@pytest.mark.parametrize(
    ("in_zone", "exempted", "land", "expected"),
    [
        ("是", "否", "500", Outcome.PASS),
        ("是", "否", "499", Outcome.FAIL),
        ("是", "否", None, Outcome.UNDETERMINED),
        ("是", "是", "499", Outcome.OVERRIDDEN),
        ("是", "是", None, Outcome.OVERRIDDEN),
        ("是", None, "500", Outcome.PASS),
        ("是", None, "499", Outcome.UNDETERMINED),
        ("否", "否", "499", Outcome.NOT_APPLICABLE),
        ("否", None, None, Outcome.NOT_APPLICABLE),
        (None, "否", "500", Outcome.PASS),
        (None, "否", "499", Outcome.UNDETERMINED),
        (None, "是", "499", Outcome.OVERRIDDEN),
    ],
)
def test_the_outcome_of_a_demand(
    in_zone: str | None, exempted: str | None, land: str | None, expected: Outcome
) -> None:
    given = {"in_zone": in_zone, "exempted": exempted, "land_area": land}
    stated = {key: value for key, value in given.items() if value is not None}
    rule = {"when": "in_zone", "require": "land_area >= 500 亩", "unless": ["exempted"]}
    assert outcome(stated, **rule) is expected


@pytest.mark.parametrize(
    ("in_zone", "expected"),
    [("是", Outcome.PASS), ("否", Outcome.NOT_APPLICABLE), (None, Outcome.UNDETERMINED)],
)
def test_a_grant_is_never_failed_and_never_given_on_missing_data(in_zone: str | None, expected: Outcome) -> None:
    assert outcome({} if in_zone is None else {"in_zone": in_zone}, when="in_zone") is expected


def test_what_only_a_person_or_a_figure_can_settle_is_manual() -> None:
    assert outcome({}, require="not polluting") is Outcome.MANUAL
    assert outcome({"是否重污染": "是"}, require="not polluting") is Outcome.FAIL
    assert outcome({"code": "4310", "investment": "1", "land_area": "1"}, require="intensity >= least(code)") is (
        Outcome.MANUAL
    )
    assert outcome({"investment": "1", "land_area": "1"}, require="intensity >= least(code)") is Outcome.UNDETERMINED


def test_data_that_could_settle_a_rule_keep_it_undetermined_though_a_person_is_needed_too() -> None:
    assert outcome({}, require="not (polluting and in_zone)") is Outcome.UNDETERMINED
    assert outcome({"in_zone": "是"}, require="not (polluting and in_zone)") is Outcome.MANUAL
    assert outcome({}, when="in_zone", require="not polluting") is Outcome.UNDETERMINED
