"""What is used of the records of a ledger is what a review of each would use."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest

from compliance.assessment.usable import case_of_record, usable_ledger
from compliance.errors import InputError
from compliance.facts import NO_FACTS, Facts
from compliance.intake.person_findings import by_case, read_findings
from compliance.intake.progress_ledger import Ledger, read_ledger
from compliance.intake.settings import settings_given
from compliance.review.established import established
from compliance.review.usable import usable
from compliance.source import Source
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
ZONES = "产业集聚区,星级\n叶县产业集聚区,1\n甲产业集聚区,2\n"
HEAD = "项目编号,项目名称,产业集聚区,县(市、区),是否拟入驻产业集聚区,总投资(万元),固定资产投资(万元),实际开工日期,建成投产日期"
CELLS = (
    ("叶县产业集聚区", "叶县集聚区", "宝丰县产业集聚区", "火星产业集聚区", "甲产业集聚区", "无", ""),
    ("叶县", "宝丰县", "火星", ""),
    ("是", "否", ""),
    ("5000", "12000", "约9000", ""),
    ("4000", "13000", ""),
    ("2015-03-01", "2016-01-01", "2015年6月", ""),
    ("2015-02-01", "2015-12-01", ""),
)


def ledger(folder: Path, rows: Sequence[str]) -> Ledger:
    """The ledger of those projects, with two zones, one of which no register has."""
    (folder / "集聚区.csv").write_text(ZONES, encoding="utf-8")
    (folder / "项目.csv").write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return read_ledger(folder, shipped().vocabulary)


def random_rows(count: int) -> list[str]:
    """Projects of every mixture of cells."""
    random = Random(20)
    return [",".join((f"P{n}", f"项目{n}", *(random.choice(cells) for cells in CELLS))) for n in range(count)]


def known() -> Facts:
    """A setting, and findings on two projects."""
    found = """
- {case: P1, 事项: 是否认定为重污染项目, 结论: 是, 单位: 市环境保护局, 日期: 2015-05-29}
- {case: P2, 事项: 是否认定为低水平重复项目, 结论: 否, 单位: 市发展改革委, 日期: 2015-05-29}
"""
    vocabulary = shipped().vocabulary
    findings = by_case(read_findings(Source("f.yaml", found.encode()), vocabulary))
    return Facts(settings_given(["是否新增产能=否", "总投资=1亿元"], vocabulary), findings)


@pytest.mark.parametrize("something", [False, True], ids=["nothing", "known"])
def test_every_record_is_used_as_its_review_would_use_it(tmp_path: Path, something: bool) -> None:
    book, facts = shipped(), known() if something else NO_FACTS
    before = ledger(tmp_path, random_rows(400))
    after = usable_ledger(before, book, DAY, facts)
    seen_doubts = seen_inferences = 0
    for old, new in zip(before.records["project"], after.records["project"], strict=True):
        one = usable(established(case_of_record(old), facts, book.vocabulary), book, DAY)
        if "zone" in old.data and old.data["zone"].value == "甲产业集聚区":
            continue  # the ledger lists it; a single application could not
        assert {id_: datum.value for id_, datum in new.data.items()} == {
            id_: datum.value for id_, datum in one.data.items()
        }, old
        assert [(d.field, d.reason, d.at) for d in new.doubts] == [(d.field, d.reason, d.at) for d in one.doubts]
        seen_doubts += len(new.doubts) > len(old.doubts)
        seen_inferences += len(new.data.keys() - old.data.keys()) > 0
    assert seen_doubts > 20
    assert seen_inferences > 20


def test_what_contradicts_itself_is_named_with_its_cells_and_used_nowhere(tmp_path: Path) -> None:
    found = usable_ledger(ledger(tmp_path, ["P1,甲,叶县产业集聚区,,是,20000,,2016-01-01,2015-07-01"]), shipped(), DAY)
    (record,) = found.records["project"]
    assert not {"start_date", "completion_date"} & record.data.keys()
    told = [
        (name, doubt.field, doubt.at.cell, str(doubt.at).rpartition("!")[2]) for name, doubt in found.reading.doubts
    ]
    assert told == [("甲", "completion_date", True, "I2"), ("甲", "start_date", True, "H2")] or told == [
        ("甲", "start_date", True, "H2"),
        ("甲", "completion_date", True, "I2"),
    ]
    for case in (found.city, *found.of("zone")[:1]):
        (held,) = case.data["projects"].value  # type: ignore[misc]  # records
        assert held is record


def test_a_zone_that_the_ledger_lists_is_no_slip_and_another_name_is(tmp_path: Path) -> None:
    rows = ["P1,甲,甲产业集聚区,,是,20000,,,", "P2,乙,火星产业集聚区,,是,20000,,,"]
    found = usable_ledger(ledger(tmp_path, rows), shipped(), DAY)
    assert [(name, doubt.field) for name, doubt in found.reading.doubts] == [("乙", "zone")]


def test_being_in_a_zone_follows_from_its_name_at_the_place_of_its_row(tmp_path: Path) -> None:
    rows = ["P1,甲,叶县产业集聚区,,,20000,,,", "P2,乙,叶县产业集聚区,,,20000,,,"]
    found = usable_ledger(ledger(tmp_path, rows), shipped(), DAY)
    inferred = [record.data["in_zone"] for record in found.records["project"]]
    assert [datum.value for datum in inferred] == [True, True]
    assert [datum.at.line for datum in inferred] == [2, 3]


def test_what_the_material_claims_and_what_is_set_is_told(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "项目.csv").write_text(
        "项目编号,项目名称,是否认定为重污染项目,总投资(万元)\nP9,甲,否,5000\n", encoding="utf-8"
    )
    found = usable_ledger(read_ledger(folder, shipped().vocabulary), shipped(), DAY, known())
    assert "heavy_pollution" not in found.records["project"][0].data
    assert [(one.name, one.written) for one in found.reading.unread] == [
        ("是否认定为重污染项目", "否"),
        ("总投资", "1亿元"),
    ]


def test_a_finding_of_a_day_after_the_assessment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        usable_ledger(ledger(tmp_path, ["P1,甲,,,,,,,"]), shipped(), date(2015, 5, 1), known())
    assert "2015-05-29" in str(caught.value)


def test_a_ledger_in_which_nothing_changes_stays_as_it_is(tmp_path: Path) -> None:
    before = ledger(tmp_path, ["P1,甲,,,,5000,,,"])
    assert usable_ledger(before, shipped(), DAY) is before
