"""Every construct comes out alike, whichever library holds the columns."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.columnar.backends import Backend, DuckDB
from compliance.engines.columnar.outcomes import Status
from compliance.rulebook.model import Force, Rule, Rulebook
from compliance.vocabulary.stages import StageAsked
from tests.engines.columnar.comparison import BACKENDS, DAY, cases_of_packs, differences, expected
from tests.profiles import LONG, ONLY_LONG
from tests.strategies import case_from, cases, edition_of, make_rule, rules, stage, stages_asked

ON_SPARK = pytest.mark.xdist_group("spark")  # one process, so that they share a session
SPARK_EXAMPLES = 25 if LONG else 4  # each is planned anew, for seconds


@ON_SPARK
@given(rules(), st.lists(cases(), min_size=1, max_size=6), stages_asked())
@settings(max_examples=SPARK_EXAMPLES, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_spark_agrees_with_the_reference_on_generated_rules_and_cases(
    spark: Backend, made: list[Rule], several: list[Case], asked: StageAsked | None
) -> None:
    assert differences(edition_of(made), DAY, several, spark, asked) == []


@ONLY_LONG
@ON_SPARK
def test_spark_agrees_with_the_reference_on_most_cases_of_the_packs(rulebook: Rulebook, spark: Backend) -> None:
    """Those of the day that has most: a plan for each day would take minutes."""
    day, several = max(cases_of_packs().items(), key=lambda item: len(item[1]))
    assert len(several) > 200
    asked = rulebook.vocabulary.stages.for_screening(None)
    assert differences(rulebook.edition(day).about("project"), day, several, spark, asked) == []


EVERY_CONSTRUCT = (
    "land_area >= 500 亩",
    "investment / land_area >= 20 万元/亩",
    "intensity >= least(code)",
    "step(land_area, source) >= 2",
    "most(land_area) = 2",
    "land_area - 100 亩 < cod * 1 亩 / 1 吨/年",
    "source = new or code in heavy",
    "agreed + 1 年 <= as_of and agreed + 40 日 < as_of",
    "count(building where storeys >= 3 层) >= 2",
    "average(floor_area over building) >= 5000 平方米",
    "every building satisfies tall",
    "some building satisfies floor_area > 4999 平方米",
    "allowed(source) and not polluting",
    "容积率 in conditions",
    "land_area in (100 亩..500 亩]",
    "unit_named != ''",
    "known(cod) and welcome",
)
CASES = (
    {},
    {"用地面积": "500亩", "investment": "1亿元", "in_zone": "是", "source": "new", "code": "3110", "buildings": []},
    {"用地面积": "499.999", "investment": "9999", "in_zone": "否", "code": "30", "cod": "399.999", "source": "存量"},
    {"用地面积": "0", "investment": "2000万元", "是否重污染": "否", "agreed": "2014-06-01", "conditions": "容积率"},
    {
        "用地面积": "4 公顷",
        "investment": "10001",
        "agreed": "2015-04-22",
        "code": "2911",
        "in_zone": "是",
        "project_stage": "operation",
        "buildings": [{"storeys": "3", "floor_area": "5000"}, {"storeys": "2", "floor_area": "4999"}, {"storeys": "4"}],
    },
    {"exempted": "是", "cod": "0", "unit_named": "招商局", "buildings": [{"storeys": "2", "floor_area": "5000"}]},
)


AT_EACH = StageAsked(stage("application"), unless_stated=True)  # the stage that each case states, or has reached


@pytest.mark.parametrize("name", BACKENDS)
def test_every_construct_comes_out_alike_in_one_program(name: str) -> None:
    backend = BACKENDS[name]
    made = [make_rule(number, require=text, when="in_zone") for number, text in enumerate(EVERY_CONSTRUCT)]
    made += [
        make_rule(50, subject="building", require="storeys >= 3 层", unless=["exempted"], force=Force.PROHIBITION),
        make_rule(51, when="land_area > 0 亩", force=Force.PRIORITY),
    ]
    several = [case_from(dict(given)) for given in CASES]
    found = {
        status
        for rule in made
        for case in several
        for status in expected(edition_of([rule]), case, DAY, AT_EACH).statuses.values()
    }
    assert found == set(Status)
    assert differences(edition_of(made), DAY, several, backend, AT_EACH) == []


def test_duckdb_shows_no_progress_where_results_may_go() -> None:
    asked = DuckDB().connection.execute("SELECT current_setting('enable_progress_bar')")
    assert asked.fetchall() == [(False,)]
