"""Findings by persons are read from applications, files and sheets, in either language, or refused with their place."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from compliance.case import PersonFinding
from compliance.errors import InputError
from compliance.intake.application import read_applications
from compliance.intake.person_findings import by_case, read_findings
from compliance.source import Source
from tests.rulebooks import shipped

ZH = """
- 项目编号: A1
  事项: 是否认定为重污染项目
  结论: 否
  单位: 市环境保护局
  日期: 2015年6月3日
  文号: 平环函〔2015〕12号
  认定人: 经办人
  理由: 已查
- {项目编号: 线索!7, 规则: NLC08-investment-intensity, 结论: 符合, 单位: 市国土资源局, 日期: 2015-06-10}
"""
EN = """
findings:
- {case: A1, field: heavy_pollution, value: false, unit: 市环境保护局, date: 2015-06-03, document: 平环函〔2015〕12号, person: 经办人, reason: 已查}
- {case: 线索!7, rule: NLC08-investment-intensity, outcome: pass, unit: 市国土资源局, date: 2015-06-10}
"""
ROWS = [
    ["项目编号", "事项", "规则", "结论", "单位", "日期", "文号"],
    ["A1", "heavy_pollution", "", "否", "市环境保护局", "2015-06-03", "平环函〔2015〕12号"],
    ["", "", "", "", "", "", ""],
    ["线索!7", "", "NLC08-investment-intensity", "不适用", "市国土资源局", "2015-06-10", ""],
]


def read(text: str) -> dict[str, tuple[PersonFinding, ...]]:
    """The findings of a YAML file by case."""
    return by_case(read_findings(Source("认定.yaml", text.encode()), shipped().vocabulary))


def problem(text: str) -> str:
    """Why a YAML file of findings is refused, with the place."""
    with pytest.raises(InputError) as caught:
        read(text)
    return "\n".join(one.line("en") for one in caught.value.problems)


@pytest.mark.parametrize("text", [ZH, EN])
def test_a_file_has_findings_in_either_language(text: str) -> None:
    found = read(text)
    (heavy,) = found["A1"]
    assert (heavy.about, heavy.value, heavy.outcome) == ("heavy_pollution", False, "")
    assert (heavy.unit, heavy.day, heavy.document) == ("市环境保护局", date(2015, 6, 3), "平环函〔2015〕12号")
    assert (heavy.person, heavy.reason, heavy.record) == ("经办人", "已查", "")
    (intensity,) = found["线索!7"]
    assert (intensity.about, intensity.value, intensity.outcome) == ("NLC08-investment-intensity", None, "pass")


def test_a_sheet_has_a_finding_in_each_row(tmp_path: Path) -> None:
    path = tmp_path / "认定.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("认定")
        sheet.write(0, 0, "2015年认定汇总")
        for number, row in enumerate(ROWS, start=1):
            sheet.write_row(number, 0, row)
    found = by_case(read_findings(path, shipped().vocabulary))
    assert [one.value for one in found["A1"]] == [False]
    assert [one.outcome for one in found["线索!7"]] == ["not_applicable"]
    assert str(found["线索!7"][0].at).endswith("认定.xlsx!认定!C5")
    comma = tmp_path / "认定.csv"
    comma.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    assert by_case(read_findings(comma, shipped().vocabulary)).keys() == {"A1", "线索!7"}


def test_an_application_states_what_was_found_of_it() -> None:
    text = "项目名称: 甲\n认定:\n- {事项: 产能置换方案是否经认定, 结论: 是, 单位: 省工信委, 日期: 2015-05-20}\n"
    (case,) = read_applications(Source("a.yaml", text.encode()), shipped().vocabulary)
    assert [(one.about, one.value) for one in case.findings] == [("replacement_confirmed", True)]
    assert "replacement_confirmed" not in case.data
    assert list(case.unread) == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (
            "事项: 总投资, 结论: 2亿元, 单位: 甲, 日期: 2015-06-03",
            "1:18: 'Total investment' is for the material to state",
        ),
        ("事项: 重污染嘛, 结论: 是, 单位: 甲, 日期: 2015-06-03", "is not a field"),
        ("事项: heavy_pollution, 结论: 大概, 单位: 甲, 日期: 2015-06-03", "must be true or false, not '大概'"),
        ("规则: X, 结论: 是, 单位: 甲, 日期: 2015-06-03", "must be pass, fail or not_applicable, not '是'"),
        ("规则: X, 结论: 符合, 日期: 2015-06-03", "the finding lacks 'unit'"),
        ("规则: X, 结论: 符合, 单位: 甲", "the finding lacks 'date'"),
        ("规则: X, 结论: 符合, 单位: 甲, 日期: 2015年6月", "must be one day"),
        ("规则: X, 结论: 符合, 单位: 甲, 日期: 近日", "近日"),
        ("规则: X, 事项: heavy_pollution, 结论: 符合, 单位: 甲, 日期: 2015-06-03", "either a rule or a field"),
        ("结论: 符合, 单位: 甲, 日期: 2015-06-03", "either a rule or a field"),
        ("规则: X, 结轮: 符合, 单位: 甲, 日期: 2015-06-03", "has no '结轮'; it has case, rule, field"),
        ("规则: X, 结论: 符合, outcome: fail, 单位: 甲, 日期: 2015-06-03", "is said twice"),
        ("规则: X, 结论: {a: b}, 单位: 甲, 日期: 2015-06-03", "must be one value"),
    ],
)
def test_what_cannot_be_a_finding_is_refused_with_its_place(entry: str, why: str) -> None:
    said = problem(f"- {{case: A1, {entry}}}\n")
    assert why in said
    assert said.startswith("认定.yaml:1:")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- {规则: X, 结论: 符合, 单位: 甲, 日期: 2015-06-03}", "say of which case"),
        ("[]", "holds no finding"),
        ("甲", ""),
    ],
)
def test_a_file_without_findings_on_a_case_is_refused(text: str, why: str) -> None:
    assert why in problem(text)


def test_every_fault_of_a_file_is_told() -> None:
    said = problem("- {case: A, 规则: X}\n- {case: B, 规则: Y, 结论: 是, 单位: 甲, 日期: 2015-06-03}\n")
    assert said.count("\n") >= 2
    assert "认定.yaml:2:" in said
