"""Conditions asked of all records at once: the truths of asking each on its own, whatever the records share."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Case, Record, Value
from compliance.engines.evaluation import Evaluation
from compliance.engines.shared_records import SharedRecords
from compliance.errors import Place
from compliance.intake.progress_ledger import read_ledger
from compliance.language import tree as t
from compliance.rulebook.model import Rulebook
from tests.strategies import ATOMS, BUILDING_ATOMS, base, case_from, cases, checked, conditions

DAY = date(2015, 12, 31)
CITY = Case("city", "全市", "全市", {}, (), (), Place(""))


def one_by_one(evaluation: Evaluation, condition: t.Condition, records: tuple[Record, ...]) -> list[bool | None]:
    """The truth on each record, with nothing shared among them."""
    return [
        Evaluation(evaluation.rulebook, evaluation.case, evaluation.as_of).within(r).truth(condition) for r in records
    ]


def listed(several: list[Case]) -> tuple[Record, ...]:
    """The cases as records that share one object for equal words of a field, as those of a ledger do."""
    pool: dict[tuple[str, str], Value] = {}
    records = []
    for index, case in enumerate(several, 1):
        data = {
            id_: datum._replace(value=pool.setdefault((id_, datum.written), datum.value))
            if not isinstance(datum.value, tuple)
            else datum
            for id_, datum in case.data.items()
        }
        records.append(Record("project", case.name, index, data))
    return tuple(records)


@given(conditions(), st.lists(cases(), max_size=8))
def test_projects_of_a_city(text: str, several: list[Case]) -> None:
    records, condition = listed(several), checked(text)
    whole = SharedRecords(base(), CITY, DAY)
    assert whole.truths(condition, records) == one_by_one(whole, condition, records)


@given(conditions(st.one_of(ATOMS, BUILDING_ATOMS)), cases())
def test_buildings_of_a_project_whose_own_fields_they_see(text: str, case: Case) -> None:
    held = case.data.get("buildings")
    records = held.value if held is not None and isinstance(held.value, tuple) else ()
    whole, condition = SharedRecords(base(), case, DAY), checked(text, "building")
    assert whole.truths(condition, records) == one_by_one(whole, condition, records)


@pytest.mark.parametrize(
    "text",
    [
        "investment / land_area >= 20 万元/亩",
        "intensity >= least(code)",
        "step(land_area, source) >= 3",
        "land_area - 100 亩 >= cod * 1 亩 / 1 吨/年",
    ],
)
def test_a_part_that_names_several_fields_is_asked_for_each_combination(text: str) -> None:
    values = {
        "land_area": ("100", "500", "501"),
        "investment": ("9999", "10001"),
        "source": ("new", "stock"),
        "code": ("31", "2911"),
        "cod": ("0", "400"),
    }
    several = [case_from(dict(zip(values, words, strict=True))) for words in product(*values.values())]
    records, condition = listed(several), checked(text)
    whole = SharedRecords(base(), CITY, DAY)
    expected = one_by_one(whole, condition, records)
    assert set(expected) >= {True, False}
    assert whole.truths(condition, records) == expected
    assert whole.truths(condition, records[::-1]) == expected[::-1]


def test_projects_that_differ_in_a_single_column_do_not_share_what_it_decides(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    columns = {
        "产业集聚区": ("甲", "乙"),
        "是否拟入驻产业集聚区": ("是", "否", ""),
        "总投资(亿元)": ("1", "0.99", "10", "约1", ""),
        "实际开工日期": ("2015-01-01", "2014-12-31", ""),
        "建成投产日期": ("2015-12-31", "2016-01-01", ""),
        "签约日期": ("2015-06-01", ""),
        "投资方类型": ("行业龙头", "其他", ""),
    }
    rows = [",".join(("项目名称", *columns))]
    rows += [",".join((f"项目{n}", *words)) for n, words in enumerate(product(*columns.values()))]
    (tmp_path / "项目.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "集聚区.csv").write_text("产业集聚区\n甲\n乙\n", encoding="utf-8")
    counts = 0
    for case in read_ledger(tmp_path, rulebook.vocabulary).cases:
        whole = SharedRecords(rulebook, case, DAY)
        for rule in rulebook.edition(DAY).about(case.subject).rules:
            nodes = [node for condition in rule.conditions() for node in t.walk(condition)]
            for aggregate in (n for n in nodes if isinstance(n, t.Aggregate) and n.where is not None):
                records = whole.records(aggregate.records)
                if records is None or records[0].subject != "project" or aggregate.where is None:
                    continue
                found = whole.truths(aggregate.where, records)
                assert list(found) == one_by_one(whole, aggregate.where, records), rule.id
                assert len(set(found)) > 1, rule.id
                counts += 1
    assert counts >= 4
