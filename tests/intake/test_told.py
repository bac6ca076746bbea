"""Words that state another field in the place of a value: the same in ledgers, applications, and columns of tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.case import Case
from compliance.intake.application import read_applications
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from compliance.source import Source
from tests.intake.reading import reasons


def application(rulebook: Rulebook, fields: str) -> Case:
    """The case of an application with these lines."""
    (case,) = read_applications(Source("a.yaml", f"项目名称: 某厂\n{fields}".encode()), rulebook.vocabulary)
    return case


def in_ledger(rulebook: Rulebook, book: Callable[..., Path], stated: dict[str, object]) -> Case:
    """The case of a ledger's only row."""
    path = book([["项目名称", *stated], ["某厂", *stated.values()]])
    (lead,) = read_leads(path, rulebook.vocabulary)
    return lead.case


@pytest.mark.parametrize(
    ("label", "written", "field", "value"),
    [
        ("实际开工日期", "未动工", "construction_started", False),
        ("开工日期", "尚未开工。", "construction_started", False),
        ("动工时间", " 未 开 工 ", "construction_started", False),
        ("实际开工时间", "(未动工)", "construction_started", False),
        ("开工时间", "已开工", "construction_started", True),
        ("是否已动工", "未动工", "construction_started", False),
        ("中止开发建设日期", "未中止", "construction_suspended", False),
        ("是否已供地", "已供地", "land_granted", True),
        ("签约时间", "尚未签约", "signed", False),
    ],
)
def test_words_in_the_place_of_a_value_state_a_field(
    rulebook: Rulebook, book: Callable[..., Path], label: str, written: str, field: str, value: bool
) -> None:
    of_ledger = in_ledger(rulebook, book, {label: written})
    of_application = application(rulebook, f'{label}: "{written}"\n')
    for case in (of_ledger, of_application):
        assert {id_: datum.value for id_, datum in case.data.items() if id_ != "name"} == {field: value}
        assert case.data[field].written == written.strip()
        assert case.doubts == ()
    assert str(of_ledger.data[field].at).endswith("!线索!B2")
    assert str(of_application.data[field].at) == f"a.yaml:2:{len(label) + 3}"


@pytest.mark.parametrize("written", ["未动工(环评未批)", "前期", "未动工,2015年6月动工", "未竣工"])
def test_other_words_are_doubts_of_the_date(rulebook: Rulebook, book: Callable[..., Path], written: str) -> None:
    case = in_ledger(rulebook, book, {"实际开工日期": written})
    assert set(case.data) == {"name"}
    assert set(reasons(case)) == {"start_date"}


def test_what_is_stated_alike_stays(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    case = in_ledger(rulebook, book, {"实际开工日期": "未动工", "是否已动工": "否"})
    assert case.data["construction_started"].value is False
    assert str(case.data["construction_started"].at).endswith("!C2")
    assert case.doubts == ()


def test_what_is_stated_otherwise_puts_both_in_doubt(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    of_ledger = in_ledger(rulebook, book, {"实际开工日期": "未动工", "是否已动工": "是"})
    of_application = application(rulebook, "是否已动工: 是\n实际开工日期: 未动工\n")
    for case in (of_ledger, of_application):
        assert set(case.data) == {"name"}
        told = {doubt.field: (doubt.written, doubt.reason.zh) for doubt in case.doubts}
        assert set(told) == {"construction_started", "start_date"}
        assert told["construction_started"][0] == "是"
        assert "未动工" in told["construction_started"][1]
        assert told["start_date"][0] == "未动工"
        assert "“是”" in told["start_date"][1]


def test_a_cell_merged_downward_tells_of_each_of_its_rows(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    def merged(_: object, sheet: object) -> None:
        sheet.merge_range(1, 1, 2, 1, "未开工")  # type: ignore[attr-defined]  # a worksheet of xlsxwriter

    path = book([["项目名称", "开工时间"], ["甲", ""], ["乙", ""], ["丙", ""]], merged)
    started = [lead.case.data.get("construction_started") for lead in read_leads(path, rulebook.vocabulary)]
    assert [datum and (datum.value, str(datum.at)[-3:]) for datum in started] == [(False, "!B2"), (False, "!B2"), None]
