"""The engine that evaluates columns agrees with the reference on every case, whichever library holds the columns."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.columnar import Program, Status, VerdictRank
from compliance.engines.columnar.backends import Backend, DuckDB, Polars, Spark
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.program import fields_read
from compliance.engines.reference import Reference
from compliance.errors import InputError
from compliance.review.consistency import consistent
from compliance.review.judge import judge
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition, Force, Rule
from tests.strategies import case_from, cases, edition_of, make_rule, rules

DAY = date(2015, 6, 1)
BOOK = load_rulebook()
BACKENDS: dict[str, Backend] = {"polars": Polars(), "duckdb": DuckDB()}
SPARK_EXAMPLES = 12  # each is planned anew, for seconds


def expected(edition: Edition, case: Case, day: date) -> tuple[dict[str, Status], VerdictRank, set[str]]:
    """The statuses, the verdict and the missing fields that the reference finds."""
    usable = consistent(case, edition.rulebook, day)
    decision = judge(usable, day, edition, Reference(edition).evaluate(usable, day), ())
    statuses: dict[str, Status] = {}
    for finding in decision.findings:
        found = Status[finding.outcome.name]
        statuses[finding.rule.id] = max(statuses.get(finding.rule.id, Status.NOT_APPLICABLE), found)
    missing = {re.sub(r"\[\d+\]", "", request.input.path) for request in decision.requests}
    return statuses, VerdictRank[decision.verdict.name], missing


def differences(edition: Edition, day: date, several: list[Case], backend: Backend) -> list[str]:
    """What the columns say otherwise than the reference of any case that fits them."""
    frames = frames_of(enumerate(several), fields_read(edition))
    program = Program(edition, day, backend.dialect, any_records=frames.records is not None, details=True)
    result = backend.run(program, frames.cases, frames.records)
    assert len(result) + len(frames.odd) == len(several)
    found = []
    for row in result.iter_rows(named=True):
        case = several[row["row"]]
        statuses, verdict, missing = expected(edition, case, day)
        said = {id_: Status(row[program.rules[id_]]) for id_ in statuses}
        lacks = {path for path, column in program.lacks.items() if row[column]}
        if (said, VerdictRank(row["verdict"]), lacks) != (statuses, verdict, missing):
            found.append(f"{case.name} {dict(case.data)}: {said} {lacks}, not {statuses} {missing}")
    return found


@pytest.fixture(scope="session")
def spark() -> Iterator[Backend]:
    """A session of Spark on this machine; skipped where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which this machine does not have")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield Spark(session)
    session.stop()


@pytest.mark.parametrize("name", BACKENDS)
@given(rules(), st.lists(cases(), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_columns_agree_with_the_reference_on_generated_rules_and_cases(
    name: str, made: list[Rule], several: list[Case]
) -> None:
    assert differences(edition_of(made), DAY, several, BACKENDS[name]) == []


@given(rules(), st.lists(cases(), min_size=1, max_size=6))
@settings(max_examples=SPARK_EXAMPLES, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_spark_agrees_with_the_reference_on_generated_rules_and_cases(
    spark: Backend, made: list[Rule], several: list[Case]
) -> None:
    assert differences(edition_of(made), DAY, several, spark) == []


def cases_of_packs() -> dict[date, list[Case]]:
    """The cases beside the rules that are about projects, by their day."""
    days: dict[date, list[Case]] = defaultdict(list)
    for pack in BOOK.packs:
        for case in read_cases(None, pack.id, BOOK.vocabulary):
            if case.case.subject == "project":
                days[case.as_of].append(case.case)
    return days


@pytest.mark.parametrize("name", BACKENDS)
def test_columns_agree_with_the_reference_on_every_case_of_the_packs(name: str) -> None:
    days = cases_of_packs()
    tried = sum(map(len, days.values()))
    assert tried > 400
    for day, several in days.items():
        assert differences(BOOK.edition(day).about("project"), day, several, BACKENDS[name]) == []


def test_spark_agrees_with_the_reference_on_most_cases_of_the_packs(spark: Backend) -> None:
    """Those of the day that has most: a plan for each day would take minutes."""
    day, several = max(cases_of_packs().items(), key=lambda item: len(item[1]))
    assert len(several) > 200
    assert differences(BOOK.edition(day).about("project"), day, several, spark) == []


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
        "buildings": [{"storeys": "3", "floor_area": "5000"}, {"storeys": "2", "floor_area": "4999"}, {"storeys": "4"}],
    },
    {"exempted": "是", "cod": "0", "unit_named": "招商局", "buildings": [{"storeys": "4", "floor_area": "5000"}]},
)


@pytest.mark.parametrize("name", [*BACKENDS, "spark"])
def test_every_construct_comes_out_alike_on_every_library(name: str, request: pytest.FixtureRequest) -> None:
    backend: Backend = BACKENDS[name] if name in BACKENDS else request.getfixturevalue("spark")
    made = [make_rule(number, require=text, when="in_zone") for number, text in enumerate(EVERY_CONSTRUCT)]
    made += [
        make_rule(50, subject="building", require="storeys >= 3 层", unless=["exempted"], force=Force.PROHIBITION),
        make_rule(51, when="land_area > 0 亩", force=Force.PRIORITY),
    ]
    several = [case_from(dict(given)) for given in CASES]
    found = {
        Status(s) for rule in made for case in several for s in expected(edition_of([rule]), case, DAY)[0].values()
    }
    assert found >= {Status.FAIL, Status.PASS, Status.UNDETERMINED, Status.NOT_APPLICABLE, Status.OVERRIDDEN}
    assert differences(edition_of(made), DAY, several, backend) == []


@pytest.mark.parametrize("name", BACKENDS)
def test_a_program_says_the_same_of_each_frame_that_it_is_run_on(name: str) -> None:
    backend = BACKENDS[name]
    edition = edition_of([make_rule(1, require="land_area >= 500 亩 and (some building satisfies storeys >= 3 层)")])
    program = Program(edition, DAY, backend.dialect, any_records=True, details=True)
    tall, low = {"buildings": [{"storeys": "4"}]}, {"buildings": [{"storeys": "2"}]}
    found = []
    for leads in ([{"用地面积": "500亩", **tall}, {"用地面积": "499亩", **tall}], [{"用地面积": "500亩", **low}]):
        frames = frames_of(enumerate(map(case_from, leads)), fields_read(edition))
        found.append(backend.run(program, frames.cases, frames.records).sort("row")["rule_0"].to_list())
    assert found == [[Status.PASS, Status.FAIL], [Status.FAIL]]


@pytest.mark.parametrize(
    "text",
    [
        "code = 'C31'",
        "agreed + 1 年 + 1 月 < agreed",
        "sum(floor_area * floor_area over building) > 1 平方米 * 1 平方米",
    ],
)
def test_what_columns_cannot_hold_is_refused_when_the_rules_are_lowered(text: str) -> None:
    edition = edition_of([make_rule(1, require=text)])
    with pytest.raises(InputError, match="CITY-1"):
        Program(edition, DAY, BACKENDS["polars"].dialect, any_records=True, details=True)


def test_no_float_and_no_overflow_decides() -> None:
    """Twice the sixth decimal apart, at the largest numbers that columns hold, on either side of a threshold."""
    rule = make_rule(1, require="investment / land_area >= 20 万元/亩")
    texts = [
        ("19999999.999999", "999999.99999995"),
        ("20000000", "1000000"),
        ("20000000.000001", "1000000"),
        ("19999999.999999", "1000000"),
        ("999999999.999999", "49999999.999999"),
        ("999999999.999999", "50000000"),
    ]
    several = [case_from({"investment": money, "用地面积": land}) for money, land in texts]
    for backend in BACKENDS.values():
        assert differences(edition_of([rule]), DAY, several, backend) == []
    outcomes = [expected(edition_of([rule]), case, DAY)[0]["CITY-1"] for case in several]
    assert [Status(o).name for o in outcomes] == ["PASS", "PASS", "PASS", "FAIL", "PASS", "FAIL"]
