"""A form as a person asks for it, sends it out, gets it back and reviews it."""

import json
from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, PASS, UNSETTLED, run
from tests.own_forms import SUFFIXES, filled

DRAFT = "项目名称: 甲项目\n受理日期: 2015-06-01\n产业集聚区: 叶县产业集聚区\n行业代码: C3311\n"
LEADS = "项目名称,县(市、区),行业代码,产业集聚区\n"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_goes_out_blank_and_comes_back_as_an_application(tmp_path: Path, suffix: str) -> None:
    form = tmp_path / f"申请表{suffix}"
    done = run("form", "-o", str(form), "--as-of", "2015-06-01")
    assert (done.returncode, done.stdout, done.stderr) == (PASS, "", "")
    filled(form, {"f_name": "甲项目", "f_total_investment": "2.3", "u_total_investment": "亿元", "f_heat_source": "无"})
    done = run("review", str(form), "--as-of", "2015-06-01", "--format", "json")
    assert (done.returncode, done.stderr) == (UNSETTLED, "")
    report = json.loads(done.stdout)
    assert report["subject"]["name"] == "甲项目"
    asked = {request["field"] for request in report["requests"]}
    assert "industry_code" in asked
    assert not {"total_investment", "heat_source", "name"} & asked
    memo = tmp_path / "memo.md"
    assert run("memo", str(form), "--as-of", "2015-06-01", "-o", str(memo)).returncode == UNSETTLED
    assert "甲项目" in memo.read_text("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_supplement_goes_out_for_a_draft_and_comes_back_with_it(tmp_path: Path, suffix: str) -> None:
    draft, sheet = tmp_path / "draft.yaml", tmp_path / f"补正{suffix}"
    draft.write_text(DRAFT, "utf-8")
    assert run("form", "--for", str(draft), "-o", str(sheet)).returncode == PASS
    filled(sheet, {"f_total_investment": "2.3亿元"})
    alone = run("review", str(sheet))
    assert alone.returncode == BAD_INPUT
    assert alone.stderr.startswith(f"{sheet}: 这是“甲项目”的补正表")
    both = run("review", str(draft), "--with", str(sheet), "--format", "json")
    asked = {request["field"] for request in json.loads(both.stdout)["requests"]}
    assert "total_investment" not in asked
    assert "catalog_class" in asked
    memos = tmp_path / "memos"
    assert run("memo", str(draft), "--with", str(sheet), "-o", str(memos), "--format", "md").returncode == UNSETTLED
    other = run("review", "examples/feiyu-gis.yaml", "--with", str(sheet))
    assert other.returncode == BAD_INPUT
    assert "这是“甲项目”的补正表,而材料中没有这个项目" in other.stderr


def test_a_draft_that_lacks_nothing_gets_no_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "s.xlsx"
    done = run("form", "--for", "examples/wangcang-building-materials.yaml", "-o", str(sheet), "--lang", "en")
    assert (done.returncode, done.stderr) == (PASS, "nothing is missing; no file is written\n")
    assert not sheet.exists()


def test_what_is_not_used_of_a_draft_is_told(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT + "联系人: 张三\n", "utf-8")
    done = run("form", "--for", str(draft), "-o", str(tmp_path / "s.docx"))
    assert done.stderr == "材料中未采用:联系人:张三: 没有这个字段,未采用\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "form.pdf"), "-o 的后缀须为 .xlsx 或 .docx"),
        (("-o", "form"), "-o 的后缀须为 .xlsx 或 .docx"),
        (("-o", "form.xlsx", "--stage", "moon"), "没有阶段“moon”"),
        (("-o", "form.xlsx", "--rows", "0"), "--rows"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    written = [str(tmp_path / one) if one.startswith("form") else one for one in arguments]
    done = run("form", *written)
    assert done.returncode == BAD_INPUT
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_form_is_written_over_the_draft_that_it_is_for(tmp_path: Path) -> None:
    draft = tmp_path / "draft.xlsx"
    run("form", "-o", str(draft), "--as-of", "2015-06-01")
    before = draft.read_bytes()
    done = run("form", "--for", str(draft), "-o", str(draft))
    assert done.returncode == BAD_INPUT
    assert draft.read_bytes() == before


def test_a_supplement_goes_with_one_lead_and_not_with_a_ledger(tmp_path: Path) -> None:
    ledger, sheet = tmp_path / "线索.csv", tmp_path / "告知书-补正表.docx"
    ledger.write_text(f"{LEADS}甲厂,叶县,3120,叶县产业集聚区\n乙厂,叶县,3120,叶县产业集聚区\n", "utf-8")
    of_lead = (str(ledger), "--row", "2", "--as-of", "2015-06-01", "--stage", "lead")
    done = run("memo", *of_lead, "--kind", "letter", "-o", str(tmp_path / "告知书.md"))
    assert (done.returncode, done.stderr) == (UNSETTLED, f"随附的补正表:{sheet}\n")
    assert "随附补正表" in (tmp_path / "告知书.md").read_text("utf-8")
    assert "adds_capacity" in asked_for("review", *of_lead)
    filled(sheet, {"f_adds_capacity": "否"})
    assert "adds_capacity" not in asked_for("review", *of_lead, "--with", str(sheet))
    done = run("review", str(ledger), "--row", "3", "--with", str(sheet))
    assert (done.returncode, "而材料中没有这个项目" in done.stderr) == (BAD_INPUT, True)
    done = run("memo", str(ledger), "-o", str(tmp_path / "memos"), "--with", str(sheet))
    assert (done.returncode, "--with 只用于申报材料或一条线索" in done.stderr) == (BAD_INPUT, True)


def test_a_letter_encloses_the_form_that_asks_for_what_is_missing(tmp_path: Path) -> None:
    draft, sheet = tmp_path / "甲.yaml", tmp_path / "告知书-补正表.docx"
    draft.write_text(DRAFT, "utf-8")
    letter = ("memo", str(draft), "--kind", "letter", "-o", str(tmp_path / "告知书.docx"))
    assert run(*letter).returncode == UNSETTLED
    assert run(*letter).returncode == UNSETTLED, "its own form is written anew"
    before = asked_for("review", str(draft))
    filled(sheet, {"f_total_investment": "2", "u_total_investment": "亿元"})
    assert before - asked_for("review", str(draft), "--with", str(sheet)) >= {"total_investment"}


def test_a_letter_takes_the_place_of_no_other_file_by_what_it_encloses(tmp_path: Path) -> None:
    draft, other = tmp_path / "甲.yaml", tmp_path / "告知书-补正表.docx"
    draft.write_text(DRAFT, "utf-8")
    other.write_bytes(b"somebody's own")
    done = run("memo", str(draft), "--kind", "letter", "-o", str(tmp_path / "告知书.docx"))
    assert (done.returncode, "该文件已存在" in done.stderr) == (BAD_INPUT, True)
    assert {path.name for path in tmp_path.iterdir()} == {"甲.yaml", "告知书-补正表.docx"}
    assert other.read_bytes() == b"somebody's own"


def asked_for(*command: str) -> set[str]:
    """The fields that a review asks for."""
    return {one["field"] for one in json.loads(run(*command, "--format", "json").stdout)["requests"]}


def test_a_form_has_as_many_rows_as_are_asked_for(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    run("form", "-o", str(form), "--as-of", "2015-06-01", "--rows", "30")
    filled(form, {"f_name": "甲", "r_buildings_30_storeys": 5})
    report = json.loads(run("review", str(form), "--format", "json").stdout)
    assert report["unread"] == []
